import type { PasswordHasher } from '../identity/ports/password-hasher.ts';
import type { Metrics } from './metrics.ts';

/** The hasher with a clock beside it: how long people wait for a password to be hashed or compared, the queue included. */
export const timedHasher = (hasher: PasswordHasher, metrics: Pick<Metrics, 'passwordHash'>): PasswordHasher => ({
  hash: (password) => timed(hasher.hash(password), metrics),
  verify: (password, phc) => timed(hasher.verify(password, phc), metrics),
  needsRehash: (phc) => hasher.needsRehash(phc),
});

async function timed<T>(work: Promise<T>, metrics: Pick<Metrics, 'passwordHash'>): Promise<T> {
  const from = performance.now();
  try { return await work; } finally { metrics.passwordHash((performance.now() - from) / 1000); }
}
