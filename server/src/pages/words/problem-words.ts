import type { TextId } from '../texts/catalogue.ts';

/** A field of a form that a problem can be about. */
export type ProblemField = 'username' | 'email' | 'password' | 'user_code' | 'code' | 'current_password' | 'name' | 'nickname' | 'picture' | 'confirmation';

/** How a problem of a form is told. */
export interface ProblemWords {
  readonly lead: TextId;
  readonly text: TextId;
  /** The fields that are marked. */
  readonly fields: readonly ProblemField[];
  /** The field below which it is told; without one it is told above the form. */
  readonly at?: ProblemField;
}

const credentials: ProblemWords = { lead: 'problem.credentials.lead', text: 'problem.credentials', fields: ['username', 'password'] };
const blocked: ProblemWords = { lead: 'problem.blocked.lead', text: 'problem.blocked', fields: [] };
const throttled: ProblemWords = { lead: 'problem.throttled.lead', text: 'problem.throttled', fields: [] };
/** RFC 8628 §5.1: whoever guesses learns nothing from how a code is wrong. */
const userCode: ProblemWords = { lead: 'problem.user_code.lead', text: 'problem.user_code', fields: ['user_code'], at: 'user_code' };
/** A password that may not be set, told below its field. */
const password = (what: 'kinds' | 'repeated' | 'sequence' | 'dictionary' | 'personal' | 'used' | 'breached'): ProblemWords => ({ lead: `problem.password_${what}.lead`, text: `problem.password_${what}`, fields: ['password'], at: 'password' });
const form: ProblemWords = { lead: 'problem.form.lead', text: 'problem.form', fields: [] };

/** RFC 6749 §10.10 and no enumeration: an unknown name reads exactly like a wrong password. */
const words: Readonly<Record<string, ProblemWords>> = {
  'login.bad_credentials': credentials,
  'login.unknown_user': credentials,
  'login.unverified': { lead: 'problem.unverified.lead', text: 'problem.unverified', fields: [] },
  'login.blocked': blocked,
  'user.blocked': blocked,
  'login.throttled': throttled,
  'signup.throttled': throttled,
  'login.busy': { lead: 'problem.busy.lead', text: 'problem.busy', fields: [] },
  'login.password_too_long': { lead: 'problem.password_too_long.lead', text: 'problem.password_too_long', fields: ['password'], at: 'password' },
  'signup.closed': { lead: 'problem.signup_closed.lead', text: 'problem.signup_closed', fields: [] },
  'signup.email_malformed': { lead: 'problem.email_malformed.lead', text: 'problem.email_malformed', fields: ['email'], at: 'email' },
  'signup.email_taken': { lead: 'problem.email_taken.lead', text: 'problem.email_taken', fields: ['email'], at: 'email' },
  'setup.email_taken': { lead: 'problem.setup_taken.lead', text: 'problem.setup_taken', fields: ['email'], at: 'email' },
  'signup.password_weak': { lead: 'problem.password_weak.lead', text: 'problem.password_weak', fields: ['password'], at: 'password' },
  'signup.username_malformed': { lead: 'problem.username_malformed.lead', text: 'problem.username_malformed', fields: ['username'], at: 'username' },
  'signup.username_taken': { lead: 'problem.username_taken.lead', text: 'problem.username_taken', fields: ['username'], at: 'username' },
  'signup.name_missing': { lead: 'problem.name_missing.lead', text: 'problem.name_missing', fields: ['email', 'username'] },
  'password.kinds_missing': password('kinds'),
  'password.repeated': password('repeated'),
  'password.sequence': password('sequence'),
  'password.in_dictionary': password('dictionary'),
  'password.personal': password('personal'),
  'password.used_before': password('used'),
  'password.breached': password('breached'),
  'user_code.unknown': userCode,
  'user_code.expired': userCode,
  'user_code.used': userCode,
  'user_code.elsewhere': userCode,
  'user_code.throttled': throttled,
  'ticket.code_wrong': { lead: 'problem.mail_code.lead', text: 'problem.mail_code', fields: ['code'], at: 'code' },
  'ticket.code_throttled': { lead: 'problem.mail_codes.lead', text: 'problem.mail_codes', fields: [] },
  'ticket.unknown': { lead: 'problem.link.lead', text: 'problem.link', fields: [] },
  'ticket.used': { lead: 'problem.link_used.lead', text: 'problem.link_used', fields: [] },
  'ticket.expired': { lead: 'problem.link_expired.lead', text: 'problem.link_expired', fields: [] },
  'ticket.blocked': blocked,
  'mail.throttled': { lead: 'problem.mails.lead', text: 'problem.throttled', fields: [] },
  'password.same': { lead: 'problem.password_same.lead', text: 'problem.password_same', fields: ['password'], at: 'password' },
  'passwordless.code_wrong': { lead: 'problem.login_code.lead', text: 'problem.login_code', fields: ['code'], at: 'code' },
  'passwordless.code_expired': { lead: 'problem.login_code_expired.lead', text: 'problem.login_code_expired', fields: ['code'], at: 'code' },
  'passwordless.link_dead': { lead: 'problem.link_dead.lead', text: 'problem.link_dead', fields: [] },
  'passwordless.email_malformed': { lead: 'problem.login_code_address.lead', text: 'problem.login_code_address', fields: [] },
  'passwordless.code_throttled': throttled,
  'passwordless.mail_throttled': throttled,
  'csrf.failed': form,
  'account.password_wrong': { lead: 'problem.current_password.lead', text: 'problem.current_password', fields: ['current_password'], at: 'current_password' },
  'account.no_password': { lead: 'problem.no_password.lead', text: 'problem.no_password', fields: [] },
  'account.password_same': { lead: 'problem.password_same.lead', text: 'problem.password_same', fields: ['password'], at: 'password' },
  'account.name_malformed': { lead: 'problem.name.lead', text: 'problem.name', fields: ['name'], at: 'name' },
  'account.nickname_malformed': { lead: 'problem.name.lead', text: 'problem.name', fields: ['nickname'], at: 'nickname' },
  'account.picture_malformed': { lead: 'problem.picture.lead', text: 'problem.picture', fields: ['picture'], at: 'picture' },
  'account.language_unknown': { lead: 'problem.language.lead', text: 'problem.language', fields: [] },
  'account.confirmation_wrong': { lead: 'problem.confirmation.lead', text: 'problem.confirmation', fields: ['confirmation'], at: 'confirmation' },
  'account.changed_elsewhere': { lead: 'problem.changed_elsewhere.lead', text: 'problem.changed_elsewhere', fields: [] },
  'administrator.last_owner': { lead: 'problem.last_owner.lead', text: 'problem.last_owner', fields: [] },
  'account.gone': { lead: 'problem.gone.lead', text: 'problem.gone', fields: [] },
};
const unexpected: ProblemWords = { lead: 'problem.unexpected.lead', text: 'problem.unexpected', fields: [] };

/** The words for a reason of `kernel/reasons/`; one that no form knows is told as a failure of ours. */
export const problemWords = (reason: string): ProblemWords => (Object.hasOwn(words, reason) ? words[reason] : undefined) ?? unexpected;

/** The reason as it stands in the page: what the words hide, the attribute hides too. */
export function shownReason(reason: string): string {
  if (reason === 'login.unknown_user') return 'login.bad_credentials';
  return problemWords(reason) === userCode ? 'user_code.unknown' : reason;
}
