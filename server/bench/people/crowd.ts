import { passwordConnection } from '../../src/identity/connections/password-connection.ts';
import type { User } from '../../src/identity/ports/user-store.ts';

const first = ['Ada', 'Alan', 'Barbara', 'Claude', 'Donald', 'Edsger', 'Frances', 'Grace', 'Hedy', 'John', 'Katherine', 'Leslie', 'Margaret', 'Niklaus', 'Radia', 'Sophie'];
const last = ['Allen', 'Bartik', 'Codd', 'Dijkstra', 'Engelbart', 'Floyd', 'Goldberg', 'Hopper', 'Iverson', 'Johnson', 'Knuth', 'Lamport', 'Moore', 'Naur', 'Perlman', 'Wirth'];

/** One in sixteen is called so. */
export const commonName = 'Grace';
/** One in so many has the plan gold, the others are free. */
export const everyWhichIsGold = 100;
/** The address of the person with this number, from 0 on. */
export const emailOf = (i: number) => `person-${i}@people.bench.example`;
export const idOf = (i: number) => `auth0|bench-${String(i).padStart(9, '0')}`;
/** Nobody else has this name. */
export const nameOf = (i: number) => `${first[i % 16] ?? ''} ${last[(i >> 4) % 16] ?? ''} ${i}`;

/** Nor this picture. */
export const pictureOf = (i: number) => `https://cdn.bench.example/people/${i}.png`;

/** The person with this number. Everybody has the same password, so that it is hashed once. */
export const personOf = (i: number, { passwordHash, now }: { readonly passwordHash: string; readonly now: number }): User => ({
  id: idOf(i), connection: passwordConnection, email: emailOf(i), canonicalEmail: emailOf(i), emailVerified: i % 10 !== 0, username: undefined, blocked: false, passwordHash,
  profile: { name: nameOf(i), nickname: `person-${i}`, given_name: first[i % 16], family_name: last[(i >> 4) % 16], picture: pictureOf(i) },
  userMetadata: { colour: i % 3 === 0 ? 'red' : 'blue', number: i }, appMetadata: { plan: i % everyWhichIsGold === 0 ? 'gold' : 'free' }, createdAt: now - 1_000_000 + i, updatedAt: now - 1_000_000 + i,
});
