import type { OutboxSenders } from '../jobs/outbox-worker.ts';
import { createMessageSeal } from '../keys/message-seal.ts';
import { pingSender, pushSender } from '../protocol/ciba/notice-senders.ts';
import { logoutTokenSender } from '../protocol/logout/logout-token-sender.ts';
import { cryptographyOf } from './cryptography.ts';
import type { House } from './house.ts';

/** Who sends which kind of message, with what each works with. */
export const outboxSenders = (house: House): OutboxSenders => {
  const { storage: { tenants, pending }, clients, outbound, clock, sealing } = house;
  const messageSeal = createMessageSeal(sealing);
  return {
    backchannel_logout: logoutTokenSender({ ...cryptographyOf(house), tenants, clients, outbound, clock }),
    ciba_ping: pingSender({ clients, pending, messageSeal, outbound, clock }),
    ciba_push: pushSender({ clients, pending, messageSeal, outbound, clock }),
  };
};
