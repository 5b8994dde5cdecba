import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import type { Storage } from '../../src/storage/storage.ts';
import type { Backend } from './backend.ts';
import { acme, grantRecord, logRecord, other, sessionRecord, startSession, userRecord } from './records.ts';

const person = (id: string, over: Parameters<typeof userRecord>[0] = {}) => userRecord({ id, email: `${id}@example.com`, canonicalEmail: `${id}@example.com`, username: undefined, passwordHash: `$${id}`, ...over });

/** What every database must do with accounts that are identities of another person. */
export function linkedUserSuite(backend: () => Backend): void {
  describe('linked accounts', () => {
    let storage: Storage;
    before(async () => { storage = await (await backend().newDatabase()).open(); });
    const make = async (...ids: readonly string[]) => { for (const id of ids) assert.equal(await storage.users.insert(acme, person(id)), 'inserted'); };
    const signIn = (login: string) => storage.users.findByLogin(acme, 'people', `${login}@example.com`);
    const identities = async (id: string) => (await storage.linkedUsers.listOf(acme, id)).map(({ id: linked }) => linked);

    test('Seed row 172: a linked account is no person any more, and its name and password sign in as the person it was linked to', async () => {
      await make('a', 'b');
      const [session, grant] = [sessionRecord({ userId: 'b' }), grantRecord({ userId: 'b', offline: true })];
      await startSession(storage, session);
      await storage.grants.commit({ tenant: acme, grant });
      assert.equal(await storage.linkedUsers.link(acme, { primary: 'a', secondary: 'b' }, { at: 700, log: logRecord({ event: 'linked' }) }), 'linked');
      assert.equal(await storage.users.find(acme, 'b'), undefined);
      assert.deepEqual((await storage.users.listByEmail(acme, 'b@example.com')).length, 0);
      const found = await signIn('b');
      assert.deepEqual([found?.id, found?.linkedId, found?.passwordHash, found?.email], ['a', 'b', '$b', 'a@example.com']);
      assert.deepEqual([(await signIn('a'))?.linkedId, (await signIn('a'))?.passwordHash], [undefined, '$a']);
      assert.deepEqual((await storage.linkedUsers.listOf(acme, 'a')).map(({ id, email, linkedAt, userMetadata }) => ({ id, email, linkedAt, userMetadata })), [{ id: 'b', email: 'b@example.com', linkedAt: 700, userMetadata: { colour: 'green' } }]);
      assert.deepEqual([await storage.sessions.listByUser(acme, 'b'), await storage.grants.findGrant(acme, grant.key)], [[], undefined]);
      assert.ok((await storage.log.list(acme, { take: 10 })).records.some(({ event }) => event === 'linked'));
      assert.equal(await storage.users.insert(acme, person('c', { canonicalEmail: 'b@example.com' })), 'taken', 'the name stays taken');
      assert.deepEqual(await storage.linkedUsers.listOf(other, 'a'), []);
    });

    test('the password of an identity is its own', async () => {
      await make('p', 'q');
      await storage.linkedUsers.link(acme, { primary: 'p', secondary: 'q' }, { at: 1 });
      await storage.linkedUsers.replacePasswordHash(acme, 'q', '$new');
      assert.deepEqual([(await signIn('q'))?.passwordHash, (await signIn('p'))?.passwordHash], ['$new', '$p']);
      for (const seen of ['$old', '$new']) await storage.linkedUsers.renewPasswordHash(acme, 'q', { seen, next: `${seen}er` });
      assert.equal((await signIn('q'))?.passwordHash, '$newer', 'what changed since it was seen stays');
      const seen = await storage.users.find(acme, 'p');
      assert.ok(seen);
      assert.equal(await storage.users.replace(acme, { ...seen, email: 'P2@example.com', canonicalEmail: 'p2@example.com' }, { seen }), 'replaced');
      assert.deepEqual([(await signIn('p'))?.id, (await signIn('p2'))?.id, (await signIn('q'))?.id], [undefined, 'p', 'p'], 'a change of the own names leaves those of the identity');
    });

    test('an identity that is taken away is an account of its own again', async () => {
      await make('m', 'n');
      await storage.linkedUsers.link(acme, { primary: 'm', secondary: 'n' }, { at: 1 });
      assert.equal(await storage.linkedUsers.unlink(acme, { primary: 'a', secondary: 'n' }, { at: 900 }), 'lost');
      assert.equal(await storage.linkedUsers.unlink(acme, { primary: 'm', secondary: 'n' }, { at: 900 }), 'unlinked');
      assert.deepEqual(await storage.users.find(acme, 'n'), { ...person('n'), updatedAt: 900 });
      assert.deepEqual([(await signIn('n'))?.id, (await signIn('n'))?.linkedId, (await signIn('m'))?.id, await identities('m')], ['n', undefined, 'm', []]);
      assert.equal(await storage.linkedUsers.unlink(acme, { primary: 'm', secondary: 'n' }, { at: 901 }), 'lost');
    });

    test('an id that somebody else has by now is not taken back', async () => {
      await make('r', 's');
      await storage.linkedUsers.link(acme, { primary: 'r', secondary: 's' }, { at: 1 });
      assert.equal(await storage.users.insert(acme, person('s', { email: undefined, canonicalEmail: undefined, username: 'stranger' })), 'inserted');
      assert.equal((await storage.users.findByLogin(acme, 'people', 'stranger'))?.linkedId, undefined);
      assert.equal(await storage.linkedUsers.unlink(acme, { primary: 'r', secondary: 's' }, { at: 2 }), 'taken');
      assert.deepEqual([await identities('r'), (await signIn('s'))?.id], [['s'], 'r'], 'nothing of the refused change stays');
      await make('t');
      assert.equal(await storage.linkedUsers.link(acme, { primary: 't', secondary: 's' }, { at: 3 }), 'lost', 'two identities of one id can not be');
      assert.equal((await storage.users.find(acme, 's'))?.username, 'stranger');
    });

    test('what was linked to a linked account goes along; removing the person removes all of it', async () => {
      await make('u', 'v', 'w');
      await storage.linkedUsers.link(acme, { primary: 'v', secondary: 'w' }, { at: 1 });
      await storage.linkedUsers.link(acme, { primary: 'u', secondary: 'v' }, { at: 2 });
      assert.deepEqual([await identities('u'), await identities('v'), (await signIn('w'))?.id, (await signIn('w'))?.passwordHash], [['w', 'v'], [], 'u', '$w']);
      await storage.users.remove(acme, 'u');
      assert.deepEqual([await identities('u'), await signIn('u'), await signIn('v'), await signIn('w')], [[], undefined, undefined, undefined]);
      assert.equal(await storage.users.insert(acme, person('x', { canonicalEmail: 'w@example.com' })), 'inserted', 'the names are free again');
    });

    test('two links that cross leave one person, never none; one account is linked once', async () => {
      for (let round = 0; round < 10; round++) {
        const [one, two, three] = [`one${round}`, `two${round}`, `three${round}`];
        await make(one, two, three);
        const crossed = await Promise.all([storage.linkedUsers.link(acme, { primary: one, secondary: two }, { at: 1 }), storage.linkedUsers.link(acme, { primary: two, secondary: one }, { at: 1 })]);
        assert.deepEqual([...crossed].sort(), ['linked', 'lost']);
        const [left] = (await Promise.all([one, two].map((id) => storage.users.find(acme, id)))).filter((user) => user !== undefined);
        assert.deepEqual([(await signIn(one))?.id, (await signIn(two))?.id], [left?.id, left?.id]);
        await make(`four${round}`);
        const racing = await Promise.all([left?.id ?? '', `four${round}`].map((primary) => storage.linkedUsers.link(acme, { primary, secondary: three }, { at: 1 })));
        assert.deepEqual([...racing].sort(), ['linked', 'lost']);
      }
    });
  });
}
