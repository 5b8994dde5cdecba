import type { Reason } from './reason.ts';

/** Refusals of passwords that somebody wants to set, and of connections in which they would be kept. */
export const passwordReasons = {
  'password.kinds_missing': { check: 'password.acceptable', explain: 'The password lacks kinds of characters that this connection asks for.', fix: ['Add characters of the kinds that are named.'] },
  'password.repeated': { check: 'password.acceptable', explain: 'The password repeats a character more than twice in a row.', fix: ['Use other characters in between.'] },
  'password.sequence': { check: 'password.acceptable', explain: 'The password has characters that follow one another, such as abcd or 4321.', fix: ['Break the sequence up.'] },
  'password.in_dictionary': { check: 'password.acceptable', explain: 'The password is one of the words that this connection does not take.', fix: ['Choose something else.'] },
  'password.personal': { check: 'password.acceptable', explain: 'The password contains a part of the name or address of the person.', fix: ['Choose something that has nothing to do with the account.'] },
  'password.used_before': { check: 'password.acceptable', explain: 'The password was used for this account before.', fix: ['Choose one that was not used here lately.'] },
  'password.breached': { check: 'password.acceptable', explain: 'The password stands in a list of passwords that leaked.', fix: ['Choose another one, and change it wherever else it is in use.'] },
  'connection.unknown': { check: 'connection.enabled', explain: 'There is no connection with this name.', fix: ['Send the name of a connection of the tenant.'] },
  'connection.disabled': { check: 'connection.enabled', explain: 'The connection is not enabled for this application.', fix: ['Enable the connection for the application, or send the name of one that is.'] },
  'connection.none': { check: 'connection.enabled', explain: 'No connection with passwords is enabled for this application.', fix: ['Enable one for the application.'] },
} as const satisfies Record<string, Reason>;
