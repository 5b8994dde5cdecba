import type { Brand } from '../../kernel/brand.ts';
import type { DecisionRecord } from '../../kernel/decision-record.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Tenant } from '../../kernel/tenant.ts';
import type { Clock, Seconds } from '../../kernel/time.ts';
import type { Client } from '../client/client.ts';
import type { ClientDirectory } from '../ports/client-directory.ts';
import { proveUsable, type UsableGrant } from '../usability/prove-usable.ts';
import { invalidToken, type OAuthRefusal } from '../vocabulary/errors.ts';
import type { PresentedToken } from './find-access-token.ts';

/** Evidence that a presented access token is genuine, alive and not revoked. What it is good for is said by its scope and audience. */
export type LiveAccessToken = Brand<{ readonly token: PresentedToken; readonly client: Client; readonly usable: UsableGrant | undefined }, 'LiveAccessToken'>;

/** RFC 6750 §3.1: expired, revoked, malformed, or invalid for other reasons are all invalid_token; the reason tells which. */
export async function proveAccessToken(token: PresentedToken | undefined, context: { readonly tenant: Tenant; readonly record: DecisionRecord }, tools: { readonly clients: ClientDirectory; readonly clock: Clock }): Promise<LiveAccessToken | OAuthRefusal> {
  if (token === undefined) return invalidToken('token.malformed');
  if (token.kind !== 'access_token') return refuseKind(token.kind);
  const { tenant, record } = context;
  record.facts.clientId = token.clientId;
  const ended = refuseEnded(token, tools.clock.now());
  if (ended !== undefined) return ended;
  const client = await tools.clients.findClient(tenant.id, token.clientId);
  if (client === undefined || !client.enabled) return invalidToken(client === undefined ? 'client.unknown' : 'client.disabled');
  const usable = token.context === undefined ? undefined : proveUsable(token.context, client, record);
  if (usable instanceof Refusal) return invalidToken(usable.reason);
  record.pass('token.valid');
  return { token, client, usable } as LiveAccessToken;
}

const refuseKind = (kind: PresentedToken['kind']) => invalidToken('token.not_access_token', { received: kind === 'refresh_token' ? 'a refresh token' : 'another JWT of this server, for example an ID token' });

function refuseEnded(token: PresentedToken, now: Seconds): OAuthRefusal | undefined {
  if (token.expiresAt <= now) return invalidToken('token.expired', { received: `expired ${now - token.expiresAt} s ago` });
  return token.revoked || (token.grantKey !== undefined && token.context === undefined) ? invalidToken('token.revoked') : undefined;
}
