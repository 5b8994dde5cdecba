import { newKey } from '../../kernel/opaque-token.ts';
import type { Tenant } from '../../kernel/tenant.ts';
import type { Seconds } from '../../kernel/time.ts';
import type { Unsigned } from '../ports/key-ring.ts';

const logoutTokenTtl: Seconds = 120;

/**
 * OIDC Back-Channel Logout §2.4: sub and sid both, so that it fits what the application keeps; no nonce, so that it is never taken for an ID token.
 * OIDC Back-Channel Logout §4: a type of its own, and two minutes at most.
 */
export const logoutToken = ({ clientId, sub, sid }: { readonly clientId: string; readonly sub: string; readonly sid: string }, { tenant, now }: { readonly tenant: Tenant; readonly now: Seconds }): Unsigned => ({
  typ: 'logout+jwt',
  claims: {
    iss: tenant.issuer,
    sub,
    aud: clientId,
    iat: now,
    exp: now + logoutTokenTtl,
    jti: newKey(now * 1000),
    sid,
    events: { 'http://schemas.openid.net/event/backchannel-logout': {} },
  },
});
