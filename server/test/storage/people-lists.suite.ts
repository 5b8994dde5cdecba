import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import type { UserFilter, UserMember, UserOrder } from '../../src/identity/ports/user-filter.ts';
import type { Storage } from '../../src/storage/storage.ts';
import type { Backend } from './backend.ts';
import { acme, grantRecord, logRecord, other, sessionRecord, startSession, userRecord } from './records.ts';

const byId: UserOrder = { by: 'id', descending: false };
const member = (record: UserMember['record'], ...path: readonly string[]): UserMember => ({ record, path });
const equals = (field: Extract<UserFilter, { readonly kind: 'text' }>['field'], text: string): UserFilter => ({ kind: 'text', field, match: 'equals', text });
const prefix = (field: Extract<UserFilter, { readonly kind: 'text' }>['field'], text: string): UserFilter => ({ kind: 'text', field, match: 'prefix', text });
const group = (operator: 'and' | 'or', ...parts: readonly UserFilter[]): UserFilter => ({ kind: 'group', operator, parts });
const not = (part: UserFilter): UserFilter => ({ kind: 'not', part });

/** What every database must do with people as administrators see them. */
export function peopleListsSuite(backend: () => Backend): void {
  describe('people in lists, and changes of people', () => {
    let storage: Storage;
    const found = async (filter: UserFilter | undefined, order = byId) => {
      const answer = await storage.users.search(acme, { filter, order, offset: 0, limit: 100, counted: 1000 });
      assert.ok(answer !== 'too_wide');
      assert.equal(answer.found, answer.users.length);
      return answer.users.map(({ id }) => id).join(' ');
    };

    before(async () => {
      storage = await (await backend().newDatabase()).open();
      const people = [
        userRecord({ id: 'a', canonicalEmail: 'ann@example.com', profile: { name: 'Ann O\'Neill' }, userMetadata: { tags: ['Red', 'blue'], deep: { level: 3, x: null } }, appMetadata: { ok: true, n: 1.5 }, createdAt: 10, updatedAt: 40 }),
        userRecord({ id: 'b', email: 'Bob@Other.example', canonicalEmail: 'bob@other.example', username: undefined, emailVerified: false, profile: { name: 'Bob %_' }, userMetadata: { deep: { level: 7 } }, appMetadata: { ok: false }, createdAt: 20, updatedAt: 30 }),
        userRecord({ id: 'c', connection: 'more', blocked: true, canonicalEmail: 'ann@example.com', profile: { 'name': 'a\0b \ud800', 'bad\0name': 1 }, userMetadata: { deep: 'ann', list: { tags: 'red' } }, appMetadata: {}, createdAt: 30, updatedAt: 20 }),
        userRecord({ id: 'd', email: undefined, canonicalEmail: undefined, username: 'dora', profile: {}, userMetadata: {}, appMetadata: {}, createdAt: 40, updatedAt: 10 }),
      ];
      for (const user of people) assert.equal(await storage.users.insert(acme, user), 'inserted');
      await storage.users.insert(other, userRecord({ id: 'z' }));
    });

    test('lists are paged and ordered, of one tenant, and counted only so far', async () => {
      assert.equal(await found(undefined), 'a b c d');
      assert.equal(await found(undefined, { by: 'created_at', descending: true }), 'd c b a');
      assert.equal(await found(undefined, { by: 'updated_at', descending: false }), 'd c b a');
      assert.equal(await found({ kind: 'exists', field: 'email' }, { by: 'email', descending: true }), 'b c a');
      const page = await storage.users.search(acme, { filter: undefined, order: byId, offset: 1, limit: 2, counted: 3 });
      assert.ok(page !== 'too_wide');
      assert.deepEqual([page.users.map(({ id }) => id), page.found], [['b', 'c'], 3]);
      assert.deepEqual((await storage.users.listByEmail(acme, 'ann@example.com')).map(({ id }) => id), ['a', 'c']);
      assert.deepEqual(await storage.users.listByEmail(acme, 'nobody@example.com'), []);
    });

    test('a filter looks into columns and into what is kept as JSON, without regard to case', async () => {
      const cases: readonly (readonly [UserFilter, string])[] = [
        [equals('id', 'a'), 'a'], [equals('email', 'ann@example.com'), 'a c'], [prefix('email', 'BOB'), 'b'], [equals('email_domain', 'Other.Example'), 'b'], [prefix('email_domain', 'exam'), 'a c'],
        [equals('username', 'DORA'), 'd'], [equals('connection', 'more'), 'c'], [{ kind: 'exists', field: 'username' }, 'a c d'],
        [equals(member('profile', 'name'), "ann o'neill"), 'a'], [prefix(member('profile', 'name'), 'ann '), 'a'], [prefix(member('profile', 'name'), '%'), ''], [equals(member('profile', 'name'), 'Bob %_'), 'b'],
        [equals(member('user_metadata', 'tags'), 'red'), 'a'], [prefix(member('user_metadata', 'tags'), 'BL'), 'a'], [equals(member('user_metadata', 'tags'), 'level'), ''], [equals(member('user_metadata', 'deep'), 'deep'), ''], [prefix(member('user_metadata', 'tags'), 'red"'), ''], [equals(member('user_metadata', 'deep', 'level'), '3'), 'a'], [equals(member('user_metadata', 'deep'), 'ann'), 'c'],
        [equals(member('user_metadata', 'list'), 'red'), ''], [equals(member('app_metadata', 'ok'), 'true'), 'a'], [equals(member('app_metadata', 'ok'), 'FALSE'), 'b'], [equals(member('app_metadata', 'n'), '1.5'), 'a'],
        [{ kind: 'exists', field: member('user_metadata', 'deep', 'x') }, ''], [{ kind: 'exists', field: member('user_metadata', 'deep') }, 'a b c'], [equals(member('profile', 'name'), 'a\ufffdb \ufffd'), 'c'],
        [{ kind: 'flag', field: 'blocked', value: true }, 'c'], [{ kind: 'flag', field: 'email_verified', value: false }, 'b'],
        [{ kind: 'time', field: 'created_at', range: { from: { value: 20, inclusive: true }, to: { value: 40, inclusive: false } } }, 'b c'], [{ kind: 'time', field: 'updated_at', range: { from: { value: 20, inclusive: false }, to: undefined } }, 'a b'],
        [{ kind: 'number', field: member('user_metadata', 'deep', 'level'), range: { from: { value: 3, inclusive: false }, to: { value: 7, inclusive: true } } }, 'b'],
        [{ kind: 'number', field: member('user_metadata', 'deep'), range: { from: { value: 0, inclusive: true }, to: undefined } }, ''],
        [{ kind: 'number', field: member('app_metadata', 'n'), range: { from: undefined, to: { value: 2, inclusive: true } } }, 'a'],
      ];
      for (const [filter, ids] of cases) assert.equal(await found(filter), ids, JSON.stringify(filter));
    });

    test('filters are combined; what is not there is not so, and the contrary of it is', async () => {
      assert.equal(await found(not(equals('username', 'dora'))), 'a b c');
      assert.equal(await found(not(equals(member('app_metadata', 'ok'), 'true'))), 'b c d');
      assert.equal(await found(not({ kind: 'number', field: member('app_metadata', 'n'), range: { from: { value: 1, inclusive: true }, to: undefined } })), 'b c d');
      assert.equal(await found(group('and', equals('email', 'ann@example.com'), not({ kind: 'flag', field: 'blocked', value: true }))), 'a');
      assert.equal(await found(group('or', equals('id', 'd'), group('and', equals('id', 'a'), equals('id', 'b')), equals('id', 'b'))), 'b d');
    });

    test('a text is a text: nothing in a filter is read as SQL or as a pattern', async () => {
      for (const text of ["' or 1=1 --", '"; drop table users; --', '%', '_', '\\', '\0', '$[*]', '\ud800', '?1', '$1', ':a']) {
        for (const filter of [equals('id', text), prefix('email', text), equals('username', text), equals(member('profile', 'name'), text), prefix(member('user_metadata', 'tags'), text)]) assert.equal(await found(filter), '', text);
      }
      assert.equal(await found(undefined), 'a b c d');
    });

    test('a person is changed whole, as long as nobody else did, with the log in the same commit', async () => {
      const before = userRecord({ id: 'e', canonicalEmail: 'eve@example.com', username: 'eve' });
      await storage.users.insert(acme, before, logRecord({ event: 'made' }));
      const next = { ...before, email: undefined, canonicalEmail: undefined, username: 'Eva', emailVerified: false, blocked: true, passwordHash: undefined, profile: { name: 'E' }, userMetadata: {}, appMetadata: { a: 1 }, updatedAt: 900 };
      assert.equal(await storage.users.replace(acme, next, { seen: { ...before, blocked: true }, log: logRecord({ event: 'lost' }) }), 'lost');
      const answers = await Promise.all(Array.from({ length: 10 }, () => storage.users.replace(acme, next, { seen: before, log: logRecord({ event: 'changed' }) })));
      assert.deepEqual(answers.filter((answer) => answer === 'replaced'), ['replaced']);
      assert.deepEqual(await storage.users.find(acme, 'e'), next);
      assert.deepEqual([await storage.users.findByLogin(acme, 'people', 'eve@example.com'), await storage.users.findByLogin(acme, 'people', 'eve'), (await storage.users.findByLogin(acme, 'people', 'eva'))?.id], [undefined, undefined, 'e']);
      assert.equal(await storage.users.replace(acme, { ...next, username: 'dora' }, { seen: next, log: logRecord({ event: 'taken' }) }), 'taken');
      assert.deepEqual(await storage.users.find(acme, 'e'), next, 'nothing of a refused change stays');
      assert.equal(await storage.users.replace(acme, { ...next, id: 'nobody' }, { seen: next }), 'lost');
      await storage.users.remove(acme, 'e', logRecord({ event: 'gone' }));
      const events = (await storage.log.list(acme, { take: 100 })).records.map(({ event }) => event);
      assert.deepEqual(events.sort(), ['changed', 'gone', 'made']);
    });

    test('with a change every grant is revoked where it is asked for; the sessions of a person are listed', async () => {
      const user = userRecord({ id: 'f', canonicalEmail: 'f@example.com', username: undefined });
      await storage.users.insert(acme, user);
      const [online, offline, strange] = [grantRecord({ userId: 'f' }), grantRecord({ userId: 'f', offline: true }), grantRecord({ userId: 'a', offline: true })];
      for (const grant of [online, offline, strange]) await storage.grants.commit({ tenant: acme, grant });
      await storage.users.replace(acme, { ...user, passwordHash: '$new' }, { seen: user, revokedAt: 77 });
      assert.deepEqual(await Promise.all([online, offline, strange].map(async ({ key }) => (await storage.grants.findGrant(acme, key))?.revokedAt)), [77, 77, undefined]);
      const sessions = [sessionRecord({ userId: 'f', authTime: 5 }), sessionRecord({ userId: 'f', authTime: 9 }), sessionRecord({ userId: 'a' })];
      for (const session of sessions) await startSession(storage, session);
      assert.deepEqual(await storage.sessions.listByUser(acme, 'f'), [sessions[1], sessions[0]]);
      assert.deepEqual(await storage.sessions.listByUser(other, 'f'), []);
    });
  });
}
