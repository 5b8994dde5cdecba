import { Refusal } from '../../kernel/refusal.ts';
import { entitle } from '../entitlement/entitle.ts';
import type { Authorization } from '../tokens/authorization.ts';
import { mintAccessToken, signIdToken, type IssueContext } from '../tokens/issue-tokens.ts';
import type { TokenRecord } from '../tokens/records.ts';
import type { OAuthRefusal } from '../vocabulary/errors.ts';

/** OIDC CIBA §12: what is pushed instead of tokens. */
export function errorPush(authReqId: string, reason: 'poll.expired' | 'poll.declined'): object {
  const refusal = new Refusal(reason === 'poll.expired' ? 'expired_token' : 'access_denied', reason);
  return { auth_req_id: authReqId, error: refusal.code, error_description: refusal.description };
}

/** OIDC CIBA §10.3.1: the tokens as they are pushed, with the rows that must be stored first. The ID token vouches for the others and for the request. */
export async function tokenPush(authReqId: string, proved: Authorization, context: IssueContext): Promise<{ readonly body: object; readonly records: readonly TokenRecord[] } | OAuthRefusal> {
  const authorization = await entitle(proved, context);
  if (authorization instanceof Refusal) return authorization;
  const { refresh, scope, authorizationDetails } = authorization;
  const access = await mintAccessToken(authorization, context);
  if (access instanceof Refusal) return access;
  const idToken = await signIdToken(authorization, context, { code: undefined, accessToken: access.value, state: undefined, alone: false, pushed: { authReqId, refreshToken: refresh?.token } });
  if (idToken instanceof Refusal) return idToken;
  return {
    records: [access.record, refresh?.record].filter((row) => row !== undefined),
    body: {
      auth_req_id: authReqId, access_token: access.value, token_type: 'Bearer', expires_in: access.expiresIn, scope: scope.join(' '),
      ...(refresh === undefined ? {} : { refresh_token: refresh.token }),
      ...(idToken === undefined ? {} : { id_token: idToken }),
      ...(authorizationDetails === undefined ? {} : { authorization_details: authorizationDetails }),
    },
  };
}
