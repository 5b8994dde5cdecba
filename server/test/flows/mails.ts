import type { KeptMail } from '../../src/identity/ports/kept-mail.ts';
import type { Mailer } from '../../src/identity/ports/mailer.ts';
import { createMessageSeal } from '../../src/keys/message-seal.ts';
import { createKeptMails } from '../../src/mail/kept-mails.ts';
import { createMailer } from '../../src/mail/create-mailer.ts';
import type { Housed } from './arrangements.ts';

/** The port as the endpoints of this house have it. */
export const mailerOf = ({ house: { storage, sealing, clock } }: Housed): Mailer => createMailer({ outbox: storage.outbox, messageSeal: createMessageSeal(sealing), clock });

/** The outbox of development, as `/u/outbox` shows it. */
export const keptMailsOf = ({ house: { storage, sealing, clock } }: Housed) => createKeptMails({ pending: storage.pending, messageSeal: createMessageSeal(sealing), clock });

/** Waits until a mail to this address lies in the outbox of development, `count` of them where one is not enough; newest first. A house that serves sends within a second. */
export async function mailsTo(housed: Housed, to: string, count = 1): Promise<readonly KeptMail[]> {
  for (;;) {
    const mails = (await keptMailsOf(housed).list(housed.house.defaultTenant.id)).filter((mail) => mail.to === to);
    if (mails.length >= count) return mails;
    await new Promise((resolve) => { setTimeout(resolve, 50); });
  }
}

/** The newest mail to an address, with the link that it asks to follow. */
export async function mailTo(housed: Housed, to: string): Promise<KeptMail & { readonly link: string }> {
  const [mail] = await mailsTo(housed, to);
  if (mail === undefined) throw new Error('There is no mail.');
  return { ...mail, link: /https?:\/\/\S+/.exec(mail.text)?.[0] ?? '' };
}
