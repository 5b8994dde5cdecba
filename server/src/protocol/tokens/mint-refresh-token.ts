import type { OpaqueTokens } from '../../kernel/opaque-token.ts';
import type { Clock } from '../../kernel/time.ts';
import type { Client } from '../client/client.ts';
import { rotatesRefreshTokens } from '../client/profiles.ts';
import type { RefreshToken } from './authorization.ts';
import type { Grant } from './records.ts';

/**
 * A refresh token of a grant: it lives for the client's idle lifetime, and never past the grant's absolute end.
 * Where the profile does not rotate (FAPI 2.0 §5.3.2.1), using the token moves nothing on, so it lives as long as the grant.
 */
export function mintRefreshToken(grant: Grant, client: Client, { tokens, clock }: { readonly tokens: OpaqueTokens; readonly clock: Clock }): RefreshToken {
  const { token, key } = tokens.mint(clock.nowMs());
  const issuedAt = clock.now();
  const idleEnd = rotatesRefreshTokens(client) ? issuedAt + client.refresh.idleTtl : grant.absoluteExpiresAt;
  const expiresAt = Math.min(idleEnd, grant.absoluteExpiresAt);
  return { token, record: { key, kind: 'refresh_token', grantKey: grant.key, clientId: client.id, userId: grant.userId, scope: grant.scope, audience: grant.audience, issuedAt, expiresAt } };
}
