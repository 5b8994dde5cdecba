import type { Reason } from './reason.ts';

/** Refusals about people: sign-in, sign-up, server state. */
export const identityReasons = {
  'login.bad_credentials': { check: 'login.password', explain: 'Wrong email or password.', fix: ['Check both.'] },
  'login.unknown_user': { check: 'login.password', explain: 'No user has this name; the person was told the same as for a wrong password.', fix: ['Check the spelling, or sign up.'] },
  'login.blocked': { check: 'user.active', explain: 'The account is blocked.', fix: ['Let an administrator unblock the account.'] },
  'login.throttled': { check: 'login.throttle', explain: 'Too many wrong passwords.', fix: ['Wait until the time shown.'] },
  'password.third_party': { check: 'client.grant_allowed', explain: 'Only an application of the tenant itself may take passwords; this one is third-party.', fix: ['Use the authorization code flow, so that the person signs in here and is asked for consent.'] },
  'login.busy': { check: 'server.ready', explain: 'More passwords are being checked than this server takes at once.', fix: ['Try again in a few seconds.'] },
  'login.password_too_long': { check: 'login.password', explain: 'The password is longer than 1,024 bytes.', fix: ['Use a shorter password.'] },
  'signup.closed': { check: 'signup.allowed', explain: 'New accounts can not be made here.', fix: ['Ask an administrator for an invitation.'] },
  'signup.email_malformed': { check: 'signup.allowed', explain: 'This is not an email address.', fix: ['Write it as name@example.com.'] },
  'signup.email_taken': { check: 'signup.allowed', explain: 'An account with this email address exists.', fix: ['Sign in, or reset the password.'] },
  'signup.username_malformed': { check: 'signup.allowed', explain: 'This is not a user name that this connection takes.', fix: ['Use letters and digits, as long as is allowed.'] },
  'signup.username_taken': { check: 'signup.allowed', explain: 'An account with this user name exists.', fix: ['Sign in, or choose another user name.'] },
  'signup.name_missing': { check: 'signup.allowed', explain: 'Neither an email address nor a user name was given.', fix: ['Give one of them.'] },
  'signup.password_weak': { check: 'signup.allowed', explain: 'The password is too short or too common.', fix: ['Use at least 8 characters that nobody would guess.'] },
  'signup.throttled': { check: 'signup.allowed', explain: 'Too many accounts were asked for from this address.', fix: ['Wait until the time shown.'] },
  'server.failed': { check: 'server.ready', explain: 'Something failed on our side.', fix: ['Try again; if it keeps failing, give the reference to the administrator.'] },
  'server.unavailable': { check: 'server.ready', explain: 'The server can not reach its database, or is shutting down.', fix: ['Try again after the seconds in Retry-After.'] },
} as const satisfies Record<string, Reason>;
