import type { OutboxSender } from '../protocol/ports/outbox.ts';

/** What the log calls the sending of mail; apart, so that it is known before the sender is loaded. */
export const mailSenderFacts = { event: 'mail.sent', refused: 'mail.refused', givenUp: 'mail.undelivered' } as const satisfies Omit<OutboxSender, 'send'>;
