import { findResponseMode, jarmModes, responseModes } from '../response-modes/index.ts';
import type { ResponseMode } from '../response-modes/response-mode.ts';
import { findResponseType } from '../response-types/index.ts';
import type { Params } from '../params.ts';
import { invalidRequest, type OAuthRefusal } from '../vocabulary/errors.ts';

/** How an answer goes, and whether as one signed JWT (OAuth JARM §2). */
export interface ChosenMode { readonly mode: ResponseMode; readonly jarm: boolean }

const standardMode = (params: Params) => findResponseType(params.optional('response_type') ?? '')?.defaultMode ?? 'query';

/** OAuth Multiple Response Types §2.1, OAuth JARM §2.3: the mode that was asked for, or the default of the response type. An unknown one is refused later, by the default one. */
export function chooseResponseMode(params: Params): ChosenMode {
  const asked = params.optional('response_mode') ?? '';
  const jarm = asked === 'jwt' || jarmModes.has(asked);
  const standard = standardMode(params);
  const mode = findResponseMode(jarm ? asked.replace(/\.?jwt$/, '') : asked);
  return { mode: mode === undefined || (mode.name === 'query' && standard === 'fragment') ? responseModes[standard] : mode, jarm };
}

/** The response_mode parameter, judged once the answer can be sent back. */
export function proveResponseMode(params: Params, redirectUri: string): OAuthRefusal | undefined {
  const asked = params.optional('response_mode');
  if (asked === undefined) return undefined;
  const known = [...Object.keys(responseModes), 'jwt', ...jarmModes];
  if (!known.includes(asked)) return invalidRequest('response_mode.unknown', { expected: known.join(' '), received: asked.slice(0, 40) });
  // OAuth Multiple Response Types §5: tokens never stand in a query.
  if (standardMode(params) === 'fragment' && asked.startsWith('query')) return invalidRequest('response_mode.not_for_type', { expected: 'fragment or form_post', received: asked });
  // A message needs an origin to go to; an address of a native application has none.
  return asked === 'web_message' && !/^https?:/i.test(redirectUri) ? invalidRequest('response_mode.unknown', { expected: 'query or fragment for this redirect_uri', received: asked }) : undefined;
}
