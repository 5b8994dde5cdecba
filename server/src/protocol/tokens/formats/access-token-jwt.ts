import { newKey } from '../../../kernel/opaque-token.ts';
import type { Tenant } from '../../../kernel/tenant.ts';
import type { Clock, Seconds } from '../../../kernel/time.ts';
import type { ResourceServer } from '../../client/resource-server.ts';
import type { Unsigned } from '../../ports/key-ring.ts';
import { publicSubject } from '../../subject/public-subject.ts';
import type { Entitled } from '../../entitlement/entitle.ts';
import type { Authorization } from '../authorization.ts';
import type { ClaimContext } from '../claim-context.ts';
import type { Grant } from '../records.ts';

/** The audience of tokens that /userinfo takes. */
export const userinfoAudience = (tenant: Tenant) => `${tenant.issuer}userinfo`;

/**
 * RFC 9068 §2.2 for APIs that ask for this profile.
 * Auth0: otherwise `typ: JWT` and `azp`, and the subject `<client>@clients` where the client acts for itself.
 * With `openid` granted, /userinfo is a second audience, as the seeds show; a token that is signed with a shared secret is not taken there.
 * OIDC Core §8: the API knows a person by the name that the client knows, so that the two can speak of one person and the client learns no other name.
 */
export function accessTokenJwt(authorization: Entitled, api: ResourceServer, { tenant, tools }: ClaimContext): Unsigned {
  const { client, grant, scope, subject } = authorization;
  const { clock } = tools;
  const issuedAt: Seconds = clock.now();
  const rfc9068 = api.dialect === 'rfc9068';
  return {
    typ: rfc9068 ? 'at+jwt' : 'JWT',
    claims: {
      ...authorization.ruled?.accessToken,
      iss: tenant.issuer,
      sub: subject === undefined ? (rfc9068 ? client.id : `${client.id}@clients`) : publicSubject(subject.id, client, tools),
      aud: subject !== undefined && scope.includes('openid') && api.signingAlg !== 'HS256' ? [api.identifier, userinfoAudience(tenant)] : api.identifier,
      iat: issuedAt,
      exp: issuedAt + accessTokenTtl(authorization, api),
      ...(scope.length > 0 ? { scope: scope.join(' ') } : {}),
      ...permissionsOf(authorization, api),
      azp: client.id,
      ...(rfc9068 ? profileClaims(authorization) : {}),
      ...gtyOf(grant),
      ...boundClaims(authorization),
      jti: jwtId(grant?.key, clock),
    },
  };
}

/** Auth0: all that a person has at the API, asked for or not; of an application for itself, what it was granted. */
const permissionsOf = ({ permissions }: Entitled, { permissionsInToken }: ResourceServer) => (permissions === undefined || !permissionsInToken ? {} : { permissions });

/** RFC 7800 §3.1 `cnf`, RFC 9396 §9.1 `authorization_details`, RFC 8693 §4.1 `act`. */
const boundClaims = ({ confirmation, authorizationDetails, actor }: Authorization) => ({
  ...(confirmation === undefined ? {} : { cnf: confirmation }),
  ...(authorizationDetails === undefined ? {} : { authorization_details: authorizationDetails }),
  ...(actor === undefined ? {} : { act: actor }),
});

/** Seconds that the access token of this authorization lives: the API's lifetime, or less where the authorization says so. */
export const accessTokenTtl = ({ accessTokenTtl: shorter }: Authorization, api: ResourceServer): Seconds => Math.min(api.tokenTtl, shorter ?? api.tokenTtl);

/** Auth0: tells which grant type a token came from where it was no authorization code. */
function gtyOf(grant: Grant | undefined): { readonly gty?: string } {
  if (grant === undefined) return { gty: 'client-credentials' };
  return grant.detail?.grantType === undefined ? {} : { gty: grant.detail.grantType };
}

/** RFC 9068 §2.2, RFC 9068 §2.2.1: the claims that only this profile asks for; RFC 9470 §6.1: with them an API can ask for a step up. */
const profileClaims = ({ client, grant }: Authorization) => ({
  client_id: client.id,
  ...(grant?.authTime === undefined ? {} : { auth_time: grant.authTime }),
  ...(grant?.detail?.acr === undefined ? {} : { acr: grant.detail.acr }),
  ...(grant?.detail?.amr === undefined ? {} : { amr: grant.detail.amr }),
});

/** The grant stands before the dot, so that revoking it stops the token at our own endpoints although no row is kept for it. */
const jwtId = (grantKey: string | undefined, clock: Clock) => (grantKey === undefined ? newKey(clock.nowMs()) : `${grantKey}.${newKey(clock.nowMs())}`);
