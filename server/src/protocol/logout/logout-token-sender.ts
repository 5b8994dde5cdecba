import type { Clock } from '../../kernel/time.ts';
import type { ClientDirectory } from '../ports/client-directory.ts';
import type { TokenSigner } from '../ports/key-ring.ts';
import { isOutboundFailure, type Outbound } from '../ports/outbound.ts';
import type { Delivery, OutboxMessage, OutboxSender } from '../ports/outbox.ts';
import type { TenantDirectory } from '../ports/registry.ts';
import type { LogoutNotice } from './logout-message.ts';
import { logoutToken } from './logout-token.ts';

/** Whom a logout token speaks for and to, and the way out. */
export interface LogoutSenderTools { readonly tenants: Pick<TenantDirectory, 'find'>; readonly clients: Pick<ClientDirectory, 'findClient'>; readonly signer: TokenSigner; readonly outbound: Outbound; readonly clock: Clock }

/** OIDC Back-Channel Logout §2.5: posts a fresh logout token to the application's registered address. */
export const logoutTokenSender = (tools: LogoutSenderTools): OutboxSender => ({
  event: 'logout.backchannel', refused: 'logout.token_refused', givenUp: 'logout.token_undelivered',
  send: (message) => sendLogoutToken(message, tools),
});

async function sendLogoutToken({ tenant: tenantId, data }: OutboxMessage, { tenants, clients, signer, outbound, clock }: LogoutSenderTools): Promise<Delivery> {
  const notice = data as unknown as LogoutNotice;
  const tenant = await tenants.find(tenantId);
  const client = await clients.findClient(tenantId, notice.clientId);
  const url = client?.logout.backchannelUri;
  // Whoever took the address back, or the application away, wants no message.
  if (tenant === undefined || client === undefined || url === undefined) return { outcome: 'needless' };
  const token = await signer.sign(tenant, client.idTokenAlg, logoutToken(notice, { tenant, now: clock.now() }));
  const answer = await outbound.send({ url, method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: new URLSearchParams({ logout_token: token }).toString() });
  if (isOutboundFailure(answer)) return { outcome: 'failed', detail: `${answer.failure}: ${answer.detail}` };
  return judge(answer.status);
}

/** OIDC Back-Channel Logout §2.8: 200 (some frameworks say 204) is done, and 400 is the application's last word; anything else may pass. */
function judge(status: number): Delivery {
  if (status >= 200 && status < 300) return { outcome: 'delivered' };
  return { outcome: status === 400 ? 'refused' : 'failed', detail: `status ${status}` };
}
