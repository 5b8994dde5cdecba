import type { MailInspector } from '../identity/ports/mail-inspector.ts';
import type { MailTrial } from '../identity/ports/mail-trial.ts';
import { createMessageSeal } from '../keys/message-seal.ts';
import { createKeptMails } from '../mail/kept-mails.ts';
import { parseMailbox, parseSender } from '../mail/mail-address.ts';
import type { House } from './house.ts';

/** What writes mail is loaded with the first text that is judged. */
const mailInspector: MailInspector = {
  findTemplateFlaws: async (texts) => (await import('../mail/write-mail.ts')).findTemplateFlaws(texts),
  isSender: (text) => parseSender(text) !== undefined,
  isMailbox: (text) => parseMailbox(text) !== undefined,
};

/** What administrators set, judge and try of mail. */
export function mailAdministration({ storage: { mail, pending }, clients, outboundHosts: hosts, mailSettings, clock, sealing }: House) {
  const messageSeal = createMessageSeal(sealing);
  const keptMails = createKeptMails({ pending, messageSeal, clock });
  const tools = { mail, clients, keptMails, messageSeal, hosts, mailSettings, clock };
  const writer = () => import('../mail/try-mail.ts');
  const mailTrial: MailTrial = {
    send: async (tenant, tried) => (await writer()).tryMail(tenant, tried, tools), write: async (tenant, tried) => (await writer()).previewMail(tenant, tried, tools),
    findWay: async (tenant) => (await writer()).findMailWay(tenant, tools),
  };
  return { mail, mailInspector, mailTrial, keptMails: mailSettings.development ? keptMails : undefined };
}
