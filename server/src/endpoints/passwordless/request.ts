import { Refusal } from '../../kernel/refusal.ts';
import { Params } from '../../protocol/params.ts';
import { invalidRequest, type OAuthRefusal } from '../../protocol/vocabulary/errors.ts';
import type { Request } from '../request.ts';

/** What an application sends about a code. `authParams`: of the authorization request that its link will make. */
export interface PasswordlessCall { readonly params: Params; readonly authParams: Readonly<Record<string, string>> }

/** What is read of a body; libraries send what else they know along. */
const read = ['client_id', 'client_secret', 'client_assertion', 'client_assertion_type', 'connection', 'send', 'email', 'phone_number', 'verification_code'] as const;
/** OIDC Core §3.1.2.1, RFC 7636 §4.3: what a link carries into its authorization request; Auth0: `audience`. Whatever else stands there is not read. */
export const carried = ['scope', 'response_type', 'response_mode', 'redirect_uri', 'state', 'nonce', 'audience', 'code_challenge', 'code_challenge_method', 'ui_locales'] as const;
const longest = 2000;

/** Auth0: a flat object in which `authParams` alone is an object, or a form without it. */
export function parsePasswordlessCall(request: Request): PasswordlessCall | OAuthRefusal {
  if (request.query !== '') return invalidRequest('request.parameters_in_query');
  const { body } = request;
  if (body.kind === 'form') {
    const params = Params.fromForm(body.text);
    return params instanceof Refusal ? params : { params, authParams: {} };
  }
  return body.kind === 'json' ? fromJson(body.text) : invalidRequest('request.media_type_unknown', { received: body.kind === 'none' ? 'no body' : body.mediaType.slice(0, 60) });
}

function fromJson(text: string): PasswordlessCall | OAuthRefusal {
  const sent = parseJson(text);
  if (!isRecord(sent)) return invalidRequest('request.body_malformed', { expected: 'a JSON object' });
  const params = Params.fromJson(JSON.stringify(pick(sent, read)));
  if (params instanceof Refusal) return params;
  const authParams = sent['authParams'] ?? {};
  const carries = isRecord(authParams) ? pick(authParams, carried) : undefined;
  if (carries === undefined || !Object.values(carries).every((value) => typeof value === 'string' && value.length <= longest)) return invalidRequest('passwordless.auth_params_malformed');
  return { params, authParams: carries as Readonly<Record<string, string>> };
}

const pick = (from: Readonly<Record<string, unknown>>, names: readonly string[]) => Object.fromEntries(names.flatMap((name) => (from[name] === undefined || from[name] === null ? [] : [[name, from[name]]])));

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null && !Array.isArray(value);

function parseJson(text: string): unknown {
  try { return JSON.parse(text); } catch { return undefined; }
}
