import type { Tenant } from '../../../kernel/tenant.ts';
import type { Seconds } from '../../../kernel/time.ts';
import { scopeClaims } from '../../claims/scope-claims.ts';
import type { Unsigned } from '../../ports/key-ring.ts';
import type { Subject } from '../../subject.ts';
import type { Authorization } from '../authorization.ts';
import type { Grant } from '../records.ts';

/**
 * OIDC Core §2. A nonce only when one was sent; `sid` as OIDC Back-Channel Logout §2.1 has it.
 * Auth0: clients of this style get the profile claims here too; OIDC Core §5.4 has them at /userinfo.
 */
export function idToken(authorization: Authorization, person: { readonly grant: Grant; readonly subject: Subject }, { tenant, now }: { readonly tenant: Tenant; readonly now: Seconds }): Unsigned {
  const { client, nonce, scope } = authorization;
  const { grant, subject } = person;
  return {
    typ: 'JWT',
    claims: {
      ...(client.claimsStyle === 'auth0' ? scopeClaims(subject, scope, 'auth0') : {}),
      iss: tenant.issuer,
      sub: subject.id,
      aud: client.id,
      iat: now,
      exp: now + client.idTokenTtl,
      ...(grant.authTime === undefined ? {} : { auth_time: grant.authTime }),
      ...(grant.sessionKey === undefined ? {} : { sid: grant.sessionKey }),
      ...(nonce === undefined ? {} : { nonce }),
    },
  };
}
