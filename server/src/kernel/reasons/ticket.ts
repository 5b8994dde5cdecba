import type { Reason } from './reason.ts';

/** Refusals about links and codes that are sent by mail. */
export const ticketReasons = {
  'ticket.unknown': { check: 'ticket.alive', explain: 'The link is not known: it is malformed, a newer one took its place, or address or password of the account changed since.', fix: ['Open the newest mail, or ask for a new one.'] },
  'ticket.used': { check: 'ticket.alive', explain: 'The link was used before.', fix: ['Sign in, or ask for a new one.'] },
  'ticket.expired': { check: 'ticket.alive', explain: 'The link is too old.', fix: ['Ask for a new one.'] },
  'ticket.blocked': { check: 'ticket.alive', explain: 'The account of the link is blocked.', fix: ['Let an administrator unblock the account.'] },
  'ticket.code_wrong': { check: 'ticket.alive', explain: 'The code is not the one of the newest mail to this address, or the mail was asked for in another browser.', fix: ['Type the code of the newest mail in the browser that asked for it.', 'Open the link of the mail instead.'] },
  'ticket.code_throttled': { check: 'ticket.throttle', explain: 'Too many codes were typed.', fix: ['Open the link of the mail, or ask for a new mail later.'] },
  'mail.throttled': { check: 'mail.throttle', explain: 'Too many mails were asked for.', fix: ['Look for the mails that were sent, also among the unwanted ones, or wait until the time shown.'] },
  'ticket.needless': { check: 'ticket.alive', explain: 'The address is verified already.', fix: ['Go on: nothing is to be done.'] },
  'login.unverified': { check: 'email.verified', explain: 'The person has not proved the email address, and the tenant demands it.', fix: ['Let the person use the link or the code of the mail that was sent.'] },
  'profile.metadata_malformed': { check: 'signup.allowed', explain: 'user_metadata is not an object of at most ten texts.', fix: ['Send at most 10 members, with names of at most 100 and texts of at most 500 characters.'] },
  'profile.malformed': { check: 'signup.allowed', explain: 'A member of the profile is too long, or is no address.', fix: ['Send names of at most 300 characters, and an https address as picture.'] },
  'password.same': { check: 'password.new', explain: 'The new password is the one of now.', fix: ['Choose another one.'] },
} as const satisfies Record<string, Reason>;
