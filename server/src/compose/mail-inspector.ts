import type { MailInspector } from '../identity/ports/mail-inspector.ts';
import { parseSender } from '../mail/mail-address.ts';

/** What writes mail is loaded with the first text that is judged. */
export const mailInspector: MailInspector = {
  findTemplateFlaws: async (texts) => (await import('../mail/write-mail.ts')).findTemplateFlaws(texts),
  isSender: (text) => parseSender(text) !== undefined,
};
