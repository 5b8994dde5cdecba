import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import type { OutboxMessage } from '../../src/protocol/ports/outbox.ts';
import type { Pending } from '../../src/protocol/ports/pending-store.ts';
import type { Storage } from '../../src/storage/storage.ts';
import type { Backend } from './backend.ts';
import { acme, codeRecord, grantRecord, key, now, other, tokenRecord, userRecord } from './records.ts';

const thing = (over: Partial<Pending<object>> = {}): Pending<object> => ({ kind: 'device', key: key(), version: 1, expiresAt: now() + 100, data: { a: ['b'] }, ...over });
const message = (over: Partial<OutboxMessage> = {}): OutboxMessage => ({ tenant: acme, key: key(), kind: 'ciba_ping', dueAt: now() - 1, attempts: 0, data: { to: 'x' }, ...over });

/** What every database must do with what waits: pushed requests, devices, messages on their way out. */
export function waitingSuite(backend: () => Backend): void {
  describe('what waits', () => {
    let storage: Storage;
    before(async () => { storage = await (await backend().newDatabase()).open(); });

    test('a thing is found by tenant, kind and key, as stored', async () => {
      const stored = thing();
      assert.equal(await storage.pending.open(acme, [stored]), 'opened');
      assert.deepEqual(await storage.pending.load(acme, 'device', stored.key), stored);
      assert.equal(await storage.pending.load(acme, 'par', stored.key), undefined);
      assert.equal(await storage.pending.load(other, 'device', stored.key), undefined);
    });

    test('things of one kind are listed, newest first, so many as are asked for', async () => {
      const things = Array.from({ length: 3 }, (_, i) => thing({ kind: 'kept_mail', key: `k${i}` }));
      await storage.pending.open(acme, [...things, thing({ kind: 'par' })]);
      assert.deepEqual(await storage.pending.list(acme, 'kept_mail', 2), [things[2], things[1]]);
      assert.deepEqual(await storage.pending.list(other, 'kept_mail', 2), []);
    });

    test('of several things all are stored or none', async () => {
      const [first, second, third] = [thing(), thing({ kind: 'user_code', key: 'same' }), thing()];
      assert.equal(await storage.pending.open(acme, [first, second]), 'opened');
      assert.equal(await storage.pending.open(acme, [third, { ...second }]), 'taken');
      assert.equal(await storage.pending.load(acme, 'device', third.key), undefined);
    });

    test('of many who change it at once one does, and of many who remove it one removed it', async () => {
      const stored = thing();
      await storage.pending.open(acme, [stored]);
      const changes = await Promise.all(Array.from({ length: 20 }, (_, i) => storage.pending.advance(acme, { ...stored, version: 2, data: { i } })));
      assert.equal(changes.filter((change) => change === 'advanced').length, 1);
      const removals = await Promise.all(Array.from({ length: 20 }, () => storage.pending.remove(acme, 'device', stored.key)));
      assert.equal(removals.filter(Boolean).length, 1);
    });

    test('what a person answered is stored with everything that comes of it, or nothing is; of many answers at once one is stored', async () => {
      const stored = thing();
      await storage.pending.open(acme, [stored]);
      const tries = Array.from({ length: 20 }, (_, i) => ({ grant: grantRecord(), next: { ...stored, version: 2, data: { i } } }));
      const outcomes = await Promise.all(tries.map(({ grant, next }) => storage.grants.settle({ tenant: acme, grant, messages: [message({ dueAt: now() - 50, data: { of: grant.key } })] }, next)));
      assert.equal(outcomes.filter((outcome) => outcome === 'issued').length, 1);
      const found = await Promise.all(tries.map(({ grant }) => storage.grants.findGrant(acme, grant.key)));
      assert.deepEqual(found.map((grant) => grant !== undefined), outcomes.map((outcome) => outcome === 'issued'));
      assert.deepEqual((await storage.pending.load<{ i: number }>(acme, 'device', stored.key))?.data, { i: outcomes.indexOf('issued') });
      const messages = await storage.outbox.claim(now() - 50, now(), 100);
      assert.deepEqual(messages.map(({ data }) => data['of']), [tries[outcomes.indexOf('issued')]?.grant.key]);
      for (const one of messages) await storage.outbox.remove(one);
      assert.equal(await storage.grants.settle({ tenant: other, grant: grantRecord() }, { ...stored, version: 3 }), 'stale');
    });

    test('what expired is swept away', async () => {
      const [old, fresh] = [thing({ expiresAt: now() - 10 }), thing()];
      await storage.pending.open(acme, [old, fresh]);
      await storage.sweepExpired(now());
      assert.equal(await storage.pending.load(acme, 'device', old.key), undefined);
      assert.notEqual(await storage.pending.load(acme, 'device', fresh.key), undefined);
    });

    test('a message that is due is claimed by one, hidden from the others, and comes again unless it is removed', async () => {
      const [due, later] = [message(), message({ dueAt: now() + 500 })];
      await storage.outbox.put([due, later]);
      assert.deepEqual([await storage.outbox.list(acme, 'ciba_ping', 10), await storage.outbox.list(acme, 'ciba_ping', 1), await storage.outbox.list(acme, 'mail', 10), await storage.outbox.list(other, 'ciba_ping', 10)], [[due, later].sort((a, b) => (a.key < b.key ? -1 : 1)), [due, later].sort((a, b) => (a.key < b.key ? -1 : 1)).slice(0, 1), [], []]);
      const claims = await Promise.all(Array.from({ length: 5 }, () => storage.outbox.claim(now(), now() + 60, 10)));
      assert.deepEqual(claims.flat(), [{ ...due, dueAt: claims.flat()[0]?.dueAt, attempts: 1 }]);
      assert.deepEqual(await storage.outbox.claim(now(), now() + 60, 10), []);
      const [again] = await storage.outbox.claim(now() + 61, now() + 120, 10);
      assert.equal(again?.attempts, 2);
      await storage.outbox.postpone(due, now() - 5);
      assert.equal((await storage.outbox.claim(now(), now() + 60, 10)).length, 1);
      await storage.outbox.remove(due);
      assert.deepEqual((await storage.outbox.claim(now() + 1000, now() + 1001, 10)).map((one) => one.key), [later.key]);
    });

    test('a message is stored along with a thing that waits, its change, a person and a change of the person, or not at all', async () => {
      const written: OutboxMessage[] = [];
      const along = () => { written.push(message({ kind: 'mail', dueAt: now() - 90 })); return [storage.outbox.prepare(written.slice(-1))]; };
      const [stored, person] = [thing(), userRecord({ id: 'auth0|mailed', canonicalEmail: 'mailed@example.com', username: 'mailed' })];
      const outcomes = [
        await storage.pending.open(acme, [stored], along()), await storage.pending.open(acme, [stored], along()),
        await storage.pending.advance(acme, { ...stored, version: 2 }, along()), await storage.pending.advance(acme, { ...stored, version: 2 }, along()),
        await storage.users.insert(acme, person, undefined, along()), await storage.users.insert(acme, person, undefined, along()),
        await storage.users.replace(acme, { ...person, blocked: true }, { seen: person, along: along() }), await storage.users.replace(acme, { ...person, blocked: true }, { seen: person, along: along() }),
      ];
      assert.deepEqual(outcomes, ['opened', 'taken', 'advanced', 'stale', 'inserted', 'taken', 'replaced', 'lost']);
      const found = await storage.outbox.claim(now() - 80, now(), 100);
      assert.deepEqual(found.map((one) => one.key).sort(), written.filter((_, i) => i % 2 === 0).map((one) => one.key).sort());
      for (const one of found) await storage.outbox.remove(one);
    });

    test('what a grant, a code and a token carry beyond their columns comes back', async () => {
      const grant = grantRecord({ detail: { confirmation: { jkt: 'k' }, authorizationDetails: [{ type: 't', n: 1 }], actor: { sub: 'a', act: { sub: 'b' } } } });
      const [code, token] = [codeRecord(grant, { dpopJkt: 'thumb' }), tokenRecord(grant, { detail: { confirmation: { 'x5t#S256': 'c' } } })];
      await storage.grants.commit({ tenant: acme, grant, code, tokens: [token] });
      const [foundCode, foundToken] = [await storage.grants.findCode(acme, code.key), await storage.grants.findToken(acme, token.key)];
      assert.deepEqual(foundCode?.code, code);
      assert.deepEqual(foundCode?.grant, grant);
      assert.deepEqual(foundToken?.token, token);
    });
  });
}
