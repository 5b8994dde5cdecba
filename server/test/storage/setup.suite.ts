import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import type { Storage } from '../../src/storage/storage.ts';
import type { Backend } from './backend.ts';
import { acme, logRecord, now, other, userRecord } from './records.ts';

const person = (id: string) => userRecord({ id, email: `${id}@example.com`, canonicalEmail: `${id}@example.com`, username: undefined });

/** What every database must do with set-up links. */
export function setupSuite(backend: () => Backend): void {
  describe('set-up links', () => {
    let storage: Storage;
    before(async () => { storage = await (await backend().newDatabase()).open(); });
    const redeem = (hash: string, id: string, known = false) => storage.setup.redeem(acme, hash, { user: person(id), known, at: now(), log: logRecord() });

    test('a newer code takes the place of the one before, in its own tenant', async () => {
      await storage.setup.replace(acme, { hash: 'one', expiresAt: now() + 60 });
      await storage.setup.replace(acme, { hash: 'two', expiresAt: now() + 60 });
      assert.equal((await storage.setup.find(acme))?.hash, 'two');
      assert.equal(await storage.setup.find(other), undefined);
      assert.equal(await redeem('one', 'early'), 'lost');
      assert.equal(await storage.users.find(acme, 'early'), undefined);
    });

    test('of many who use one at once, one becomes an owner', async () => {
      for (let round = 0; round < 5; round++) {
        await storage.setup.replace(acme, { hash: `race ${round}`, expiresAt: now() + 60 });
        const outcomes = await Promise.all(Array.from({ length: 20 }, (_, i) => redeem(`race ${round}`, `racer-${round}-${i}`)));
        assert.deepEqual(outcomes.filter((outcome) => outcome !== 'lost'), ['redeemed']);
        assert.equal((await storage.administrators.list(acme)).filter(({ userId }) => userId.startsWith(`racer-${round}-`)).length, 1);
      }
    });

    test('an expired one is lost; where the account is taken, the code stays good', async () => {
      await storage.setup.replace(acme, { hash: 'old', expiresAt: now() });
      assert.equal(await redeem('old', 'late'), 'lost');
      await storage.setup.replace(acme, { hash: 'new', expiresAt: now() + 60 });
      await storage.users.insert(acme, person('ann'));
      assert.equal(await redeem('new', 'ann'), 'taken');
      assert.equal(await storage.administrators.findAdministratorRole(acme, 'ann'), undefined);
      assert.equal((await storage.setup.find(acme))?.hash, 'new');
      assert.equal(await redeem('new', 'ann', true), 'redeemed');
      assert.equal(await storage.administrators.findAdministratorRole(acme, 'ann'), 'owner');
      assert.equal(await storage.setup.find(acme), undefined);
    });
  });
}
