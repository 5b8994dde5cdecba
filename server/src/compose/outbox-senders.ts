import type { OutboxSenders } from '../jobs/outbox-worker.ts';
import { createMessageSeal } from '../keys/message-seal.ts';
import { pingSender, pushSender } from '../protocol/ciba/notice-senders.ts';
import { logoutTokenSender } from '../protocol/logout/logout-token-sender.ts';
import { cryptographyOf } from './cryptography.ts';
import type { MailSenderTools } from '../mail/mail-sender.ts';
import { mailSenderFacts } from '../mail/mail-sender-facts.ts';
import { createKeptMails } from '../mail/kept-mails.ts';
import type { OutboxMessage, OutboxSender } from '../protocol/ports/outbox.ts';
import type { House } from './house.ts';

/** Who sends which kind of message, with what each works with. */
export const outboxSenders = (house: House): OutboxSenders => {
  const { storage: { tenants, pending, users, mail }, clients, outbound, outboundHosts: hosts, mailSettings, clock, sealing } = house;
  const messageSeal = createMessageSeal(sealing);
  return {
    backchannel_logout: logoutTokenSender({ ...cryptographyOf(house), tenants, clients, outbound, clock }),
    mail: lateMailSender({ tenants, users, clients, mail, keptMails: createKeptMails({ pending, messageSeal, clock }), messageSeal, hosts, mailSettings, clock }),
    ciba_ping: pingSender({ clients, pending, messageSeal, outbound, clock }),
    ciba_push: pushSender({ clients, pending, messageSeal, outbound, clock }),
  };
};

/** A server that sends no mail does not wait for what writes and sends it. */
function lateMailSender(tools: MailSenderTools): OutboxSender {
  const load = async () => (await import('../mail/mail-sender.ts')).mailSender(tools);
  return { ...mailSenderFacts, send: async (message: OutboxMessage) => (await load()).send(message) };
}
