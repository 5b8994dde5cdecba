import type { Brand } from '../../kernel/brand.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Seconds } from '../../kernel/time.ts';
import type { PersonInSession } from './find-person.ts';

/** Evidence that this person proved who they are a short while ago: what only the owner of an account may do is open to them. */
export type FreshPerson = Brand<PersonInSession, 'FreshPerson'>;

/** How long a sign-in is good for that. */
export const freshFor: Seconds = 600;

/** A browser that somebody left is good for reading, not for taking the account over. */
export function proveFresh(person: PersonInSession, now: Seconds): FreshPerson | Refusal<'access_denied'> {
  const age = now - person.session.authTime;
  return age < freshFor ? person as FreshPerson : new Refusal('access_denied', 'account.sign_in_old', { expected: `a sign-in of the last ${freshFor / 60} minutes`, received: `one of ${Math.floor(age / 60)} minutes ago` });
}
