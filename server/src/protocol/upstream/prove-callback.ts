import type { Brand } from '../../kernel/brand.ts';
import type { DecisionRecord } from '../../kernel/decision-record.ts';
import type { Params } from '../params.ts';
import { accessDenied, invalidRequest, type OAuthRefusal } from '../vocabulary/errors.ts';

/** Evidence that a provider sent the person back with this code, and not another provider in its name. */
export type UpstreamCode = Brand<string, 'UpstreamCode'>;

/** Words of strangers: one line, cut, without what can not be seen. They are shown as text and believed in nothing. */
const told = (text: string) => text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, ' ').slice(0, 200);

/** RFC 6749 §4.1.2, RFC 9207 §2.4: the answer of a provider, once it is known which way it belongs to. A mix-up of two providers ends here, before the code goes anywhere. */
export function proveCallback(params: Params, { issuer, namesItself }: { readonly issuer: string | undefined; readonly namesItself: boolean }, record: DecisionRecord): UpstreamCode | OAuthRefusal {
  const iss = params.optional('iss');
  if (iss === undefined ? namesItself : iss !== issuer) return invalidRequest('upstream.issuer_other', { expected: issuer === undefined ? 'no iss' : `iss ${issuer}`, received: iss === undefined ? 'none' : told(iss) });
  const error = params.optional('error');
  if (error !== undefined) {
    const received = told([error, params.optional('error_description')].filter((part) => part !== undefined).join(': '));
    return error === 'access_denied' ? accessDenied('upstream.declined', { received }) : invalidRequest('upstream.failed', { received });
  }
  const code = params.optional('code');
  if (code === undefined || code === '' || code.length > 4096) return invalidRequest('upstream.code_missing', { expected: 'code' });
  record.pass('upstream.callback');
  return code as UpstreamCode;
}
