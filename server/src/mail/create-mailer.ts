import type { Mailer } from '../identity/ports/mailer.ts';
import type { Clock } from '../kernel/time.ts';
import type { MessageSeal } from '../protocol/ports/message-seal.ts';
import type { Outbox } from '../protocol/ports/outbox.ts';
import { sealMail } from './mail-message.ts';

/** What puts mail on its way. */
export interface MailerTools { readonly outbox: Outbox; readonly messageSeal: MessageSeal; readonly clock: Clock }

/** Mail by way of the outbox. */
export function createMailer({ outbox, messageSeal, clock }: MailerTools): Mailer {
  return {
    queue: (tenant, order) => outbox.put([sealMail(tenant, { order, madeAt: clock.nowMs() }, messageSeal)]),
    prepare: (tenant, order) => outbox.prepare([sealMail(tenant, { order, madeAt: clock.nowMs() }, messageSeal)]),
  };
}
