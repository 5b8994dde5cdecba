import type { Reason } from './reason.ts';

/** Refusals of what people change of their own accounts. */
export const accountReasons = {
  'account.sign_in_old': { check: 'account.fresh', explain: 'This change needs a sign-in of the last minutes, and the one of this session is older.', fix: ['Sign in again; nothing was changed.'] },
  'account.other_person': { check: 'account.change', explain: 'The form was made for another session than the one of this browser now.', fix: ['Open the page again; nothing was changed.'] },
  'account.password_wrong': { check: 'login.password', explain: 'The password that was typed is not the one of the account.', fix: ['Type the password of now, or reset it.'] },
  'account.no_password': { check: 'login.password', explain: 'The account has no password.', fix: ['Sign in the way the account was made.'] },
  'account.password_same': { check: 'account.change', explain: 'The new password is the one of now.', fix: ['Choose another one.'] },
  'account.name_malformed': { check: 'account.change', explain: 'The name is too long, or has characters that can not be shown.', fix: ['Write it in one line of at most 300 characters.'] },
  'account.nickname_malformed': { check: 'account.change', explain: 'The nickname is too long, or has characters that can not be shown.', fix: ['Write it in one line of at most 300 characters.'] },
  'account.picture_malformed': { check: 'account.change', explain: 'The address of the picture is not one that begins with https://.', fix: ['Give the https address of an image.'] },
  'account.language_unknown': { check: 'account.change', explain: 'The pages do not speak this language.', fix: ['Choose one of the list.'] },
  'account.confirmation_wrong': { check: 'account.change', explain: 'What was typed to confirm is not what was asked for.', fix: ['Type it as the page shows it.'] },
  'account.changed_elsewhere': { check: 'account.change', explain: 'Somebody else changed the account at the same moment.', fix: ['Look at it, and try again.'] },
  'account.gone': { check: 'account.change', explain: 'The session, device, application or sign-in is not there any more, or belongs to somebody else.', fix: ['Open the page again.'] },
} as const satisfies Record<string, Reason>;
