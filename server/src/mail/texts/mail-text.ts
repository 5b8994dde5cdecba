import type { MailTemplate } from '../../identity/ports/mailer.ts';

/** What one mail says. `{name}` is replaced by a value; a line that names a value which is not there is left out. */
export interface MailText {
  readonly subject: string;
  readonly title: string;
  /** Paragraphs above the code and the link. */
  readonly before: readonly string[];
  /** What the link is called; without it the mail has none, whatever it is given. */
  readonly button?: string;
  /** Paragraphs below them. */
  readonly after: readonly string[];
}

/** The mails of one language. */
export interface MailTexts {
  readonly language: string;
  readonly dir: 'ltr' | 'rtl';
  readonly frame: {
    /** Before the link in full, for those whose mail program shows no button. */
    readonly link: string;
    readonly code: string;
    readonly help: string;
    readonly sentBy: string;
  };
  readonly mails: Readonly<Record<MailTemplate, MailText>>;
}
