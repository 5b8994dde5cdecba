import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createLocalJWKSet, jwtVerify } from 'jose';
import type { KeyRing } from '../../src/keys/key-ring.ts';
import type { SigningKeyStore } from '../../src/protocol/ports/signing-key-store.ts';
import { firstAlgorithms } from '../../src/keys/ring-key.ts';
import { acme, jwksOf, kidsIn, preparedStore, ringOver, SigningKeysInMemory } from './ring-of-test.ts';

class Killed extends Error {}
const token = { typ: 'JWT', claims: { sub: 'someone' } };

/** A process that dies at its operation number `at`, before the store did it or after; nothing works from then on. */
function dyingStore(store: SigningKeyStore, at: number, moment: 'before' | 'after') {
  let operations = 0;
  const living = async <T>(work: () => Promise<T>): Promise<T> => {
    const number = operations++;
    if (number > at || (number === at && moment === 'before')) throw new Killed();
    const result = await work();
    if (number >= at) throw new Killed();
    return result;
  };
  const dying: SigningKeyStore = {
    list: (tenant) => living(() => store.list(tenant)),
    change: (...change) => living(() => store.change(...change)),
  };
  return dying;
}

/** Runs the work over and over, dying one operation later each time, until it gets through; looks at the store after each death. */
async function killAtEveryStep(start: () => Promise<SigningKeysInMemory>, work: (ring: KeyRing) => Promise<unknown>, look: (store: SigningKeysInMemory) => Promise<void>): Promise<number> {
  for (let at = 0; ; at++) {
    for (const moment of ['before', 'after'] as const) {
      const store = await start();
      const died = await work(ringOver(dyingStore(store, at, moment))).then(() => false, (error: unknown) => { if (error instanceof Killed) return true; throw error; });
      await look(store);
      if (!died) return at;
    }
  }
}

/** One current key of each algorithm, published, and good for an independent verifier: at the next start, with whatever the last process left. */
async function assertSound(store: SigningKeysInMemory): Promise<void> {
  const ring = ringOver(store);
  await ring.ensure(acme);
  const set = createLocalJWKSet({ keys: await jwksOf(ring) });
  for (const alg of firstAlgorithms) {
    const current = kidsIn(store.rows(acme.id), alg, 'current');
    assert.equal(current.length, 1, alg);
    const { protectedHeader } = await jwtVerify(await ring.sign(acme, alg, token), set);
    assert.equal(protectedHeader.kid, current[0]);
  }
}

/** In mid-life the ring is never without a current key, not even until the next start. */
async function assertNeverWithout(store: SigningKeysInMemory): Promise<void> {
  for (const alg of firstAlgorithms) assert.equal(kidsIn(store.rows(acme.id), alg, 'current').length, 1, alg);
  await assertSound(store);
}

describe('OIDC Core §10.1.1: a process that dies in the middle', () => {
  test('OIDC Core §10.1.1: dying at any step of the first start leaves a ring that the next start completes', async () => {
    const steps = await killAtEveryStep(async () => new SigningKeysInMemory(), (ring) => ring.ensure(acme), assertSound);
    assert.ok(steps >= 3, `${steps} steps`);
  });

  test('OIDC Core §10.1.1: dying at any step of a rotation leaves one current key that is published', async () => {
    const steps = await killAtEveryStep(preparedStore, (ring) => ring.rotate(acme, 'ES256'), assertNeverWithout);
    assert.ok(steps >= 5, `${steps} steps`);
  });

  test('OIDC Core §10.1.1: nor does it where the next key has to be made first', async () => {
    const withoutNext = async () => {
      const store = await preparedStore();
      store.overwrite(acme.id, store.rows(acme.id).filter(({ alg, state }) => alg !== 'ES256' || state === 'current'));
      return store;
    };
    const steps = await killAtEveryStep(withoutNext, (ring) => ring.rotate(acme, 'ES256'), assertNeverWithout);
    assert.ok(steps >= 8, `${steps} steps`);
  });

  test('OIDC Core §10.1.1: dying at any step of a revocation leaves one current key, and never the revoked one', async () => {
    const steps = await killAtEveryStep(preparedStore, async (ring) => { await ring.revoke(acme, kidsIn(await ring.list(acme), 'ES256', 'current')[0] ?? ''); }, async (store) => {
      await assertNeverWithout(store);
      const ring = ringOver(store);
      await ring.ensure(acme);
      await ring.refresh();
      assert.equal(kidsIn(store.rows(acme.id), 'ES256', 'next').length, 1, 'a missing next key is made by the job');
    });
    assert.ok(steps >= 6, `${steps} steps`);
  });
});
