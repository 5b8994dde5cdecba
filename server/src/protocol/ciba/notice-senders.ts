import type { TenantId } from '../../kernel/tenant.ts';
import type { Clock } from '../../kernel/time.ts';
import type { ClientDirectory } from '../ports/client-directory.ts';
import type { MessageSeal } from '../ports/message-seal.ts';
import { isOutboundFailure, type Outbound } from '../ports/outbound.ts';
import type { Delivery, OutboxSender } from '../ports/outbox.ts';
import type { PendingStore } from '../ports/pending-store.ts';
import { errorPush } from './push-body.ts';
import type { BackchannelRequest } from './backchannel-request.ts';
import { openNotice, type NoticeMessage } from './notice.ts';

/** Where notifications go, and the way out. */
export interface NoticeSenderTools { readonly clients: Pick<ClientDirectory, 'findClient'>; readonly pending: PendingStore; readonly messageSeal: MessageSeal; readonly outbound: Outbound; readonly clock: Clock }

/** OIDC CIBA §10.2: tells the application that it may ask now; after the request expired it could not. */
export const pingSender = (tools: NoticeSenderTools): OutboxSender => ({
  event: 'ciba.pinged', refused: 'ciba.ping_refused', givenUp: 'ciba.ping_undelivered',
  async send({ tenant, data }) {
    const message = data as unknown as NoticeMessage;
    if (message.expiresAt <= tools.clock.now()) return { outcome: 'needless' };
    const notice = openNotice(message.sealed, { tenant, request: message.request }, tools.messageSeal);
    return post({ tenant, clientId: message.clientId, token: notice.token, body: { auth_req_id: notice.authReqId } }, tools);
  },
});

/** OIDC CIBA §10.3, OIDC CIBA §12: sends the tokens, or the error instead of them. */
export const pushSender = (tools: NoticeSenderTools): OutboxSender => ({
  event: 'ciba.pushed', refused: 'ciba.push_refused', givenUp: 'ciba.push_undelivered',
  async send({ tenant, data }) {
    const message = data as unknown as NoticeMessage;
    if (message.expiry === true && !(await stillWaits(tenant, message, tools))) return { outcome: 'needless' };
    const notice = openNotice(message.sealed, { tenant, request: message.request }, tools.messageSeal);
    return post({ tenant, clientId: message.clientId, token: notice.token, body: notice.body ?? errorPush(notice.authReqId, 'poll.expired') }, tools);
  },
});

async function stillWaits(tenant: TenantId, { request }: NoticeMessage, { pending }: NoticeSenderTools): Promise<boolean> {
  return (await pending.load<BackchannelRequest>(tenant, 'ciba', request))?.data.answer.kind === 'waiting';
}

interface Parcel { readonly tenant: TenantId; readonly clientId: string; readonly token: string; readonly body: object }

async function post({ tenant, clientId, token, body }: Parcel, { clients, outbound }: NoticeSenderTools): Promise<Delivery> {
  const client = await clients.findClient(tenant, clientId);
  const url = client?.ciba.notificationEndpoint;
  // Whoever took the address back, or the application away, wants no message.
  if (url === undefined || client?.enabled !== true) return { outcome: 'needless' };
  const answer = await outbound.send({ url, method: 'POST', headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` }, body: JSON.stringify(body) });
  if (isOutboundFailure(answer)) return { outcome: answer.failure === 'redirected' ? 'refused' : 'failed', detail: `${answer.failure}: ${answer.detail}` };
  return judge(answer.status);
}

/** OIDC CIBA §10.2: 204 is done, 200 may be, redirects are not followed. What the application says is wrong with the message will not be right the next time. */
function judge(status: number): Delivery {
  if (status >= 200 && status < 300) return { outcome: 'delivered' };
  const final = status >= 300 && status < 500 && status !== 408 && status !== 429;
  return { outcome: final ? 'refused' : 'failed', detail: `status ${status}` };
}
