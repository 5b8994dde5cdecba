import type { Client } from './client.ts';
import { clientSigningAlgs } from './profiles.ts';

/** The algorithms of client_secret_jwt (RFC 7518 §3.2). */
export const secretAlgs: readonly string[] = ['HS256', 'HS384', 'HS512'];

/** Everything that an assertion may be signed with, by a client whose settings allow it (RFC 8414 §2). */
export const assertionSigningAlgs: readonly string[] = [...clientSigningAlgs, ...secretAlgs];

/** The algorithms that this client may sign assertions with, of those that a method knows. */
export function assertionAlgsOf({ assertions }: Client, known: readonly string[]): readonly string[] {
  return assertions.signingAlg === undefined ? known : known.filter((alg) => alg === assertions.signingAlg);
}
