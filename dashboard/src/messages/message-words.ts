import type { MessageName } from './message-records.ts';

interface Words { readonly title: string; readonly when: string }

/** What a mail is called, and when people get it. */
export const messageWords: Readonly<Record<MessageName, Words>> = {
  verify_email: { title: 'Confirm the address', when: 'Somebody signed up, or changed the address: a link proves that it is theirs.' },
  verify_email_by_code: { title: 'Confirm the address, by code', when: 'The same with a code.' },
  auth_email_by_code: { title: 'Code to sign in', when: 'A code as a second step.' },
  reset_email: { title: 'New password', when: 'Somebody asked for a new password: a link leads to the page where it is chosen.' },
  reset_email_by_code: { title: 'New password, by code', when: 'The same with a code.' },
  welcome_email: { title: 'Welcome', when: 'The address was confirmed.' },
  blocked_account: { title: 'Account blocked', when: 'Too many wrong passwords came from one place.' },
  stolen_credentials: { title: 'Leaked password', when: 'The password stands on a list of leaked ones.' },
  enrollment_email: { title: 'Second factor', when: 'Somebody is asked to set up a second factor.' },
  mfa_oob_code: { title: 'Code of the second factor', when: 'A code as the second factor.' },
  user_invitation: { title: 'Invitation', when: 'An administrator made the account: a link leads to the page where a password is chosen.' },
  change_password: { title: 'Password change, old form', when: 'A name that Auth0 used before.' },
  password_reset: { title: 'Password was reset', when: 'A new password was set by a link.' },
  async_approval: { title: 'Approval', when: 'An application asks for an approval while nobody sits at it.' },
  passwordless_email: { title: 'Sign in by mail', when: 'Somebody signs in without a password: the mail has a code, or a link.' },
  email_changed: { title: 'Address changed', when: 'Tells the old address of the new one.' },
  password_changed: { title: 'Password changed', when: 'Tells that the password was changed, and what to do if that was somebody else.' },
};

/** Is this the name of a mail? */
export const isMessageName = (text: string): text is MessageName => Object.hasOwn(messageWords, text);
/** Mails whose link proves something: how long it is good, and where it leads afterwards, can be set. */
export const hasLink = (name: MessageName) => name === 'verify_email' || name === 'reset_email' || name === 'user_invitation';

/** The languages that mails have texts in, each in its own. */
export const languages: readonly (readonly [code: string, name: string])[] = [['en', 'English'], ['de', 'Deutsch'], ['es', 'Español'], ['fr', 'Français'], ['pl', 'Polski'], ['ar', 'العربية']];

/** What a template may say, and what it stands for. */
export const variables: readonly (readonly [name: string, words: string])[] = [
  ['url', 'the link'], ['code', 'the code, in mails that have one'], ['email', 'where the mail goes'], ['user.name', 'the name of the account, else the address'], ['user.email', 'its address'],
  ['user.user_metadata', 'as the application stored it'], ['application.name', 'the application that asked'], ['friendly_name', 'the name of the tenant'], ['support_email', 'where to write to'], ['request_language', 'the language that was asked for'],
];
