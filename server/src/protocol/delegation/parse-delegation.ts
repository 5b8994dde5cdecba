import { Refusal } from '../../kernel/refusal.ts';
import type { Params } from '../params.ts';
import { parseScope } from '../scope/parse-scope.ts';
import type { BroughtToken } from '../token-exchange/parse-exchange.ts';
import { invalidRequest, unsupportedGrantType, type OAuthRefusal } from '../vocabulary/errors.ts';

/** What a request at /delegation asks for. */
export interface DelegationRequest {
  readonly subject: BroughtToken;
  /** `undefined`: the application itself. */
  readonly target: string | undefined;
  /** `app`, or the kind of an add-on. */
  readonly apiType: string;
  readonly scope: readonly string[];
}

const grantType = 'urn:ietf:params:oauth:grant-type:jwt-bearer';

/** Auth0: an ID token or a refresh token, one of both, for a target. */
export function parseDelegation(params: Params): DelegationRequest | OAuthRefusal {
  const named = params.required('grant_type');
  if (named instanceof Refusal) return named;
  if (named !== grantType) return unsupportedGrantType('delegation.grant_type', { expected: grantType, received: named.slice(0, 80) });
  const idToken = params.optional('id_token');
  const refreshToken = params.optional('refresh_token');
  if ((idToken === undefined) === (refreshToken === undefined)) return invalidRequest('delegation.one_token', { received: idToken === undefined ? 'neither' : 'both' });
  const scope = parseScope(params.optional('scope'));
  if (scope instanceof Refusal) return scope;
  const subject: BroughtToken = idToken === undefined ? { role: 'subject_token', value: refreshToken ?? '', type: 'refresh_token' } : { role: 'subject_token', value: idToken, type: 'id_token' };
  return { subject, target: params.optional('target'), apiType: params.optional('api_type') ?? 'app', scope };
}
