import type { Refusal } from '../kernel/refusal.ts';
import { clientSigningAlgs } from '../protocol/client/profiles.ts';
import type { AuthenticationDemand } from '../protocol/resource-access/prove-authentication.ts';
import type { TokenScheme } from '../protocol/resource-access/prove-possession.ts';
import { noStore } from './oauth-error.ts';
import type { Reply } from './reply.ts';

const statusOf: Readonly<Record<string, number>> = { invalid_request: 400, invalid_token: 401, insufficient_scope: 403, invalid_dpop_proof: 401, use_dpop_nonce: 401, insufficient_user_authentication: 401 };
const dpopAlgs = `algs="${clientSigningAlgs.join(' ')}"`;

/** What a challenge says beside the error. */
export interface ChallengeDetail {
  /** How the token was sent; Bearer where nothing is said. */
  readonly scheme?: TokenScheme;
  /** RFC 6750 §3: the scope that would be enough. */
  readonly scope?: string;
  /** RFC 9728 §5.1: where the metadata of the resource stand. */
  readonly resourceMetadata?: string;
  /** RFC 9470 §3: the authentication that would be enough. */
  readonly authentication?: AuthenticationDemand;
}

/** RFC 6750 §3, RFC 9449 §7.1: the refusal of a protected resource, in the header and (for readers of JSON) in the body. Without a token no error code is named. */
export function bearerErrorReply(refusal: Refusal, detail: ChallengeDetail = {}): Reply {
  const body = { error: refusal.code, error_description: refusal.description };
  return { kind: 'json', status: statusOf[refusal.code] ?? 400, body, headers: { ...noStore, 'www-authenticate': challengeOf(refusal, detail) } };
}

/** One challenge for the scheme that was tried, and the other one where it would be right. */
function challengeOf(refusal: Refusal, { scheme = 'Bearer', scope, authentication, resourceMetadata }: ChallengeDetail): string {
  const silent = refusal.reason === 'token.missing';
  const members = [
    'realm="Gatehouse"',
    ...(silent ? [] : [`error="${refusal.code}"`, `error_description="${refusal.description}"`]),
    ...(scope === undefined ? [] : [`scope="${scope}"`]),
    ...(resourceMetadata === undefined ? [] : [`resource_metadata="${resourceMetadata}"`]),
    ...(authentication?.acrValues === undefined ? [] : [`acr_values="${authentication.acrValues.join(' ')}"`]),
    ...(authentication?.maxAge === undefined ? [] : [`max_age="${authentication.maxAge}"`]),
  ];
  if (scheme === 'DPoP') return `DPoP ${[...members, dpopAlgs].join(', ')}`;
  return `Bearer ${members.join(', ')}${silent || refusal.reason === 'sender.downgrade' ? `, DPoP ${dpopAlgs}` : ''}`;
}
