import { DecisionRecord } from '../../kernel/decision-record.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Clock } from '../../kernel/time.ts';
import type { ClientDirectory } from '../ports/client-directory.ts';
import { isOutboundFailure, type Outbound } from '../ports/outbound.ts';
import type { Delivery, OutboxMessage, OutboxSender } from '../ports/outbox.ts';
import type { TenantDirectory } from '../ports/registry.ts';
import type { SubjectKeys } from '../ports/subject-keys.ts';
import { publicSubject } from '../subject/public-subject.ts';
import { writeForClient, type FormTools } from '../tokens/write-for-client.ts';
import type { LogoutNotice } from './logout-message.ts';
import { logoutToken } from './logout-token.ts';

/** Whom a logout token speaks for and to, and the way out. */
export interface LogoutSenderTools extends FormTools { readonly tenants: Pick<TenantDirectory, 'find'>; readonly clients: Pick<ClientDirectory, 'findClient'>; readonly subjectKeys: SubjectKeys; readonly outbound: Outbound; readonly clock: Clock }

/** OIDC Back-Channel Logout §2.5: posts a fresh logout token to the application's registered address. */
export const logoutTokenSender = (tools: LogoutSenderTools): OutboxSender => ({
  event: 'logout.backchannel', refused: 'logout.token_refused', givenUp: 'logout.token_undelivered',
  send: (message) => sendLogoutToken(message, tools),
});

async function sendLogoutToken({ tenant: tenantId, data, key }: OutboxMessage, tools: LogoutSenderTools): Promise<Delivery> {
  const { tenants, clients, outbound, clock } = tools;
  const { clientId, userId, sid } = data as unknown as LogoutNotice;
  const tenant = await tenants.find(tenantId);
  const client = await clients.findClient(tenantId, clientId);
  const url = client?.logout.backchannelUri;
  // Whoever took the address back, or the application away, wants no message.
  if (tenant === undefined || client === undefined || url === undefined) return { outcome: 'needless' };
  const told = { clientId, sid, sub: publicSubject(userId, client, tools) };
  // OIDC Back-Channel Logout §2.4: signed and encrypted as an ID token is.
  const form = { client, alg: client.idTokenAlg, encryption: client.formats.idTokenEncryption };
  const token = await writeForClient(logoutToken(told, { tenant, now: clock.now() }), form, { tenant, record: new DecisionRecord(key), tools });
  if (token instanceof Refusal) return { outcome: 'failed', detail: token.description };
  const answer = await outbound.send({ url, method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: new URLSearchParams({ logout_token: token }).toString() });
  if (isOutboundFailure(answer)) return { outcome: 'failed', detail: `${answer.failure}: ${answer.detail}` };
  return judge(answer.status);
}

/** OIDC Back-Channel Logout §2.8: 200 (some frameworks say 204) is done, and 400 is the application's last word; anything else may pass. */
function judge(status: number): Delivery {
  if (status >= 200 && status < 300) return { outcome: 'delivered' };
  return { outcome: status === 400 ? 'refused' : 'failed', detail: `status ${status}` };
}
