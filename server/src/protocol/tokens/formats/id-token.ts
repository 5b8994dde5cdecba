import { requestedClaims } from '../../claims/requested-claims.ts';
import { claimRules, scopeClaims } from '../../claims/scope-claims.ts';
import type { Client } from '../../client/client.ts';
import type { Unsigned } from '../../ports/key-ring.ts';
import { claimsByRules } from '../../login-rules/told-by-rules.ts';
import { publicSubject } from '../../subject/public-subject.ts';
import type { Subject } from '../../subject.ts';
import type { Authorization } from '../authorization.ts';
import type { ClaimContext } from '../claim-context.ts';
import { tokenHash } from '../token-hash.ts';
import type { Grant } from '../records.ts';

/** What leaves together with an ID token through the browser (OIDC Core §3.3.2.11), or is pushed with it. `alone`: there will be no access token to ask /userinfo with. */
export interface Beside {
  readonly code: string | undefined; readonly accessToken: string | undefined; readonly state: string | undefined; readonly alone: boolean;
  /** OIDC CIBA §10.3.1: what it was pushed with. */
  readonly pushed?: { readonly authReqId: string; readonly refreshToken: string | undefined } | undefined;
}

/** The person and the grant that an ID token speaks of. */
export interface IdTokenPerson { readonly grant: Grant; readonly subject: Subject; readonly beside?: Beside | undefined }

/**
 * OIDC Core §2. A nonce only when one was sent; `sid` as OIDC Back-Channel Logout §2.1 has it.
 * Auth0: clients of this style get the profile claims here too; OIDC Core §5.4 has them at /userinfo, and here where no access token is issued.
 */
export function idToken(authorization: Authorization, person: IdTokenPerson, { tenant, tools }: ClaimContext): Unsigned {
  const { client, nonce, scope } = authorization;
  const { grant, subject, beside } = person;
  const now = tools.clock.now();
  return {
    typ: 'JWT',
    claims: {
      ...(client.claimsStyle === 'auth0' || beside?.alone === true ? scopeClaims(subject, scope, claimRules(client, tenant)) : {}),
      ...requestedClaims(subject, grant.detail?.claims?.idToken, client.claimsStyle),
      ...claimsByRules(authorization.ruled, scope),
      iss: tenant.issuer,
      sub: publicSubject(subject.id, client, tools),
      aud: client.id,
      iat: now,
      exp: now + client.idTokenTtl,
      ...(grant.authTime === undefined ? {} : { auth_time: grant.authTime }),
      ...(grant.sessionKey === undefined ? {} : { sid: grant.sessionKey }),
      ...(nonce === undefined ? {} : { nonce }),
      ...contextClaims(grant),
      ...(beside === undefined ? {} : hashes(beside, client)),
    },
  };
}

/** OIDC Core §2: how the person was authenticated, where the request or the client asked for it. */
const contextClaims = ({ detail }: Grant) => ({
  ...(detail?.acr === undefined ? {} : { acr: detail.acr }),
  ...(detail?.amr === undefined ? {} : { amr: detail.amr }),
});

/** OIDC Core §3.2.2.10, OIDC Core §3.3.2.11: the ID token vouches for what came with it. */
const hashes = ({ code, accessToken, state, pushed }: Beside, { idTokenAlg }: Client) => ({
  ...(code === undefined ? {} : { c_hash: tokenHash(code, idTokenAlg) }),
  ...(accessToken === undefined ? {} : { at_hash: tokenHash(accessToken, idTokenAlg) }),
  ...(state === undefined ? {} : { s_hash: tokenHash(state, idTokenAlg) }),
  ...(pushed === undefined ? {} : { 'urn:openid:params:jwt:claim:auth_req_id': pushed.authReqId }),
  ...(pushed?.refreshToken === undefined ? {} : { 'urn:openid:params:jwt:claim:rt_hash': tokenHash(pushed.refreshToken, idTokenAlg) }),
});
