import type { OpaqueTokens } from '../../kernel/opaque-token.ts';
import type { Clock } from '../../kernel/time.ts';
import type { Client } from '../client/client.ts';
import type { RefreshToken } from './authorization.ts';
import type { Grant } from './records.ts';

/** A refresh token of a grant: it lives for the client's idle lifetime, and never past the grant's absolute end. */
export function mintRefreshToken(grant: Grant, client: Client, { tokens, clock }: { readonly tokens: OpaqueTokens; readonly clock: Clock }): RefreshToken {
  const { token, key } = tokens.mint(clock.nowMs());
  const issuedAt = clock.now();
  const expiresAt = Math.min(issuedAt + client.refresh.idleTtl, grant.absoluteExpiresAt);
  return { token, record: { key, kind: 'refresh_token', grantKey: grant.key, clientId: client.id, userId: grant.userId, scope: grant.scope, audience: grant.audience, issuedAt, expiresAt } };
}
