import type { House } from '../../src/compose/house.ts';
import type { MailOrder } from '../../src/identity/ports/mailer.ts';
import { createMessageSeal } from '../../src/keys/message-seal.ts';
import { openMail } from '../../src/mail/mail-message.ts';

const days = 86_400;

const textOf = (value: unknown) => (typeof value === 'string' ? value : '');

/** Mails as they wait in the outbox of a house that has nowhere to send them: one in production without an SMTP server. */
export class Mailbox {
  readonly #house: House;
  readonly #read: MailOrder[] = [];
  constructor(house: House) { this.#house = house; }

  /** Every mail until now, oldest first. */
  async all(): Promise<readonly MailOrder[]> {
    const { storage: { outbox }, sealing, clock } = this.#house;
    const seal = createMessageSeal(sealing);
    for (const message of [...await outbox.claim(clock.now() + 10 * days, clock.now() + 11 * days, 100)].sort((a, b) => (a.key < b.key ? -1 : 1))) {
      if (message.kind !== 'mail') continue;
      this.#read.push(openMail(message, seal));
      await outbox.remove(message);
    }
    return this.#read;
  }

  /** The newest mail to an address; it must be of this template. */
  async newest(to: string, template: MailOrder['template']): Promise<{ readonly order: MailOrder; readonly url: string; readonly path: string; readonly token: string; readonly code: string }> {
    const order = (await this.all()).findLast((mail) => mail.to === to);
    if (order?.template !== template) throw new Error(`Expected ${template} to ${to}, found ${order?.template ?? 'none'}`);
    const url = textOf(order.data?.['url']);
    const { pathname, search, searchParams } = url === '' ? new URL('x:/') : new URL(url);
    return { order, url, path: `${pathname}${search}`, token: searchParams.get('ticket') ?? '', code: textOf(order.data?.['code']) };
  }

  async countTo(to: string): Promise<number> { return (await this.all()).filter((mail) => mail.to === to).length; }
}
