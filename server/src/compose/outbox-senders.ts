import type { OutboxSenders } from '../jobs/outbox-worker.ts';
import { logoutTokenSender } from '../protocol/logout/logout-token-sender.ts';
import type { House } from './house.ts';

/** Who sends which kind of message, with what each works with. */
export const outboxSenders = ({ storage, keys, outbound, clock }: House): OutboxSenders => ({
  backchannel_logout: logoutTokenSender({ tenants: storage.tenants, clients: storage.clients, signer: keys, outbound, clock }),
});
