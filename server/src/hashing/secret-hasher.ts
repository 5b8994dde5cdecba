import { hash, timingSafeEqual } from 'node:crypto';
import type { SecretHasher } from '../protocol/ports/secret-hasher.ts';

/**
 * Client secrets at rest: SHA-256, base64url. They are generated with 384 random bits, so nobody guesses them and a slow hash would only slow the token endpoint down.
 * Every stored hash is compared, whether an earlier one matched or not.
 */
export const secretHasher: SecretHasher = {
  hash: (secret) => hash('sha256', secret, 'base64url'),

  matches(secret, hashes) {
    const shown = Buffer.from(hash('sha256', secret, 'base64url'));
    let matched = false;
    for (const one of hashes) matched = equal(shown, Buffer.from(one)) || matched;
    return matched;
  },
};

const equal = (a: Buffer, b: Buffer) => a.length === b.length && timingSafeEqual(a, b);
