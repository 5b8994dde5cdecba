import type { ConnectionOptions } from '../connections/connection-options.ts';
import type { MailWords } from '../ports/mailer.ts';
import type { Seconds } from '../../kernel/time.ts';

/** What the options of a connection say of its codes. */
export interface CodeRules {
  /** Digits. */
  readonly length: number;
  /** How long a code or link is good. */
  readonly ttl: Seconds;
  /** The mail in the tenant's own words. */
  readonly words: MailWords | undefined;
}

/** Auth0: six digits, for five minutes. */
export const codeRulesOf = ({ totp, email }: ConnectionOptions): CodeRules => ({
  length: totp?.length ?? 6, ttl: totp?.time_step ?? 300,
  words: email === undefined ? undefined : { from: email.from, subject: email.subject, body: email.body },
});
