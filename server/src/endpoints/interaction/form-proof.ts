import { createHmac, timingSafeEqual, type KeyObject } from 'node:crypto';
import type { Brand } from '../../kernel/brand.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { Params } from '../../protocol/params.ts';
import { invalidRequest, type OAuthRefusal } from '../../protocol/vocabulary/errors.ts';
import type { Request } from '../request.ts';
import { browserBinding } from './browser-binding.ts';

/** `formKey`: a secret key of the installation, derived for this use alone. */
export interface FormTools { readonly formKey: KeyObject }

/** Evidence that a form was filled in on our own page, in this browser, for this `state`. */
export type ProvenForm = Brand<{ readonly params: Params; readonly state: string }, 'ProvenForm'>;

/** The token of a form: an HMAC over the browser's cookie and the transaction, so nothing needs to be stored. */
export const csrfToken = (key: KeyObject, browser: string, state: string) => createHmac('sha256', key).update(`${browser}\n${state}`).digest('base64url');

/**
 * RFC 6749 §10.12: a form that another site made is refused before anything in it is looked at.
 * The token is the proof; Origin and Sec-Fetch-Site, which no page can forge, are asked too where the browser sends them.
 */
export function proveForm(request: Request, { formKey }: FormTools): ProvenForm | OAuthRefusal {
  const foreign = foreignOrigin(request);
  if (foreign !== undefined) return invalidRequest('csrf.failed', foreign);
  const params = readForm(request);
  if (params instanceof Refusal) return params;
  const [state, token] = [params.optional('state'), params.optional('csrf')];
  if (state === undefined || token === undefined) return invalidRequest('csrf.failed', { expected: 'state and csrf of our form' });
  const binding = browserBinding(request);
  if (binding.cookies.length > 0 || !same(token, csrfToken(formKey, binding.value, state))) return invalidRequest('csrf.failed', { expected: 'the cookie and the token of the page' });
  request.record.pass('csrf.token');
  return { params, state } as ProvenForm;
}

/** The body of a form post; nothing else is read, so no parameter of the URL can stand in for a field. */
function readForm({ body }: Request): Params | OAuthRefusal {
  return body.kind === 'form' ? Params.fromForm(body.text) : invalidRequest('request.media_type_unknown', { expected: 'application/x-www-form-urlencoded' });
}

/** A browser that keeps its referrer to itself sends `Origin: null`; then Sec-Fetch-Site must vouch for it. */
function foreignOrigin({ headers, tenant }: Request): { readonly expected: string; readonly received: string } | undefined {
  const { origin, 'sec-fetch-site': site } = headers;
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return { expected: 'Sec-Fetch-Site: same-origin', received: site.slice(0, 40) };
  const own = new URL(tenant.issuer).origin;
  if (origin === undefined || origin === own || (origin === 'null' && site === 'same-origin')) return undefined;
  return { expected: `Origin: ${own}`, received: origin.slice(0, 200) };
}

function same(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
