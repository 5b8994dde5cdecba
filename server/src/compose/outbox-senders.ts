import type { OutboxSenders } from '../jobs/outbox-worker.ts';
import { createMessageSeal } from '../keys/message-seal.ts';
import { pingSender, pushSender } from '../protocol/ciba/notice-senders.ts';
import { logoutTokenSender } from '../protocol/logout/logout-token-sender.ts';
import type { House } from './house.ts';

/** Who sends which kind of message, with what each works with. */
export const outboxSenders = ({ storage, keys, outbound, clock, sealing }: House): OutboxSenders => ({
  backchannel_logout: logoutTokenSender({ tenants: storage.tenants, clients: storage.clients, signer: keys, outbound, clock }),
  ciba_ping: pingSender({ clients: storage.clients, pending: storage.pending, messageSeal: createMessageSeal(sealing), outbound, clock }),
  ciba_push: pushSender({ clients: storage.clients, pending: storage.pending, messageSeal: createMessageSeal(sealing), outbound, clock }),
});
