import type { User } from '../ports/user-store.ts';

/** What is known of the name of somebody. */
export type NamedPerson = Partial<Pick<User, 'canonicalEmail' | 'username' | 'profile' | 'userMetadata'>>;

/** The names under which somebody is known here: the address, its part before the `@`, the user name. */
export const namesOf = ({ canonicalEmail, username }: NamedPerson): readonly string[] =>
  [canonicalEmail, canonicalEmail?.slice(0, canonicalEmail.indexOf('@')), username].filter((word): word is string => word !== undefined && word !== '');

/** Shorter parts stand in many passwords by accident. */
const shortest = 3;
const ofProfile = ['name', 'given_name', 'family_name', 'nickname'];
const ofMetadata = ['name', 'first', 'last', 'first_name', 'last_name', 'given_name', 'family_name'];

/** Auth0: the parts of the names of somebody, from the address, the profile and the metadata that the person wrote. */
export function namePartsOf(person: NamedPerson): readonly string[] {
  const { canonicalEmail, username, profile = {}, userMetadata = {} } = person;
  const whole = [canonicalEmail?.slice(0, canonicalEmail.indexOf('@')), username, ...ofProfile.map((name) => profile[name]), ...ofMetadata.map((name) => userMetadata[name])]
    .filter((word) => typeof word === 'string').map((word) => word.split('@')[0] ?? '');
  const parts = whole.flatMap((word) => [word, ...word.split(/[^\p{L}\p{Nd}]+/u)]);
  return [...new Set(parts)].filter((part) => [...part.trim()].length >= shortest);
}
