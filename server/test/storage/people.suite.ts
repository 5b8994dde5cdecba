import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import type { Storage } from '../../src/storage/storage.ts';
import type { Backend } from './backend.ts';
import { acme, codeRecord, grantRecord, key, logRecord, now, other, sessionRecord, signingKeyRecord, startSession, tokenRecord, transactionRecord, userRecord } from './records.ts';

/** What every database must do with people, sessions, transactions, counters and signing keys. */
export function peopleSuite(backend: () => Backend): void {
  describe('people, sessions, steps, counters and keys', () => {
    let storage: Storage;
    before(async () => { storage = await (await backend().newDatabase()).open(); });

    test('a person is found by id, by address and by user name, as stored', async () => {
      const user = userRecord();
      assert.equal(await storage.users.insert(acme, user), 'inserted');
      assert.deepEqual(await storage.users.find(acme, user.id), user);
      assert.deepEqual(await storage.users.findByLogin(acme, 'people', 'ann@example.com'), user);
      assert.deepEqual(await storage.users.findByLogin(acme, 'people', 'ann'), user);
      assert.equal(await storage.users.findByLogin(acme, 'elsewhere', 'ann'), undefined);
      assert.equal(await storage.users.findByLogin(acme, 'people', 'ann\0'), undefined);
      const bare = userRecord({ id: 'auth0|2', email: undefined, canonicalEmail: undefined, username: undefined, passwordHash: undefined });
      await storage.users.insert(acme, bare);
      assert.deepEqual(await storage.users.find(acme, bare.id), bare);
    });

    test('nobody takes a name of somebody else, not even his address as a user name', async () => {
      const taken = [
        userRecord({ id: 'auth0|1', email: undefined, canonicalEmail: undefined, username: 'new' }),
        userRecord({ id: 'auth0|3', username: undefined }),
        userRecord({ id: 'auth0|3', email: 'x@example.com', canonicalEmail: 'x@example.com' }),
        userRecord({ id: 'auth0|3', email: 'y@example.com', canonicalEmail: 'y@example.com', username: 'ann@example.com' }),
      ];
      for (const user of taken) assert.equal(await storage.users.insert(acme, user), 'taken');
      assert.equal(await storage.users.find(acme, 'auth0|3'), undefined);
      assert.equal(await storage.users.findByLogin(acme, 'people', 'x@example.com'), undefined, 'nothing of a refused insert stays');
    });

    test('of many who take a name at once one gets it', async () => {
      const answers = await Promise.all(Array.from({ length: 20 }, (_, i) => storage.users.insert(acme, userRecord({ id: `auth0|race${i}`, username: undefined, canonicalEmail: 'race@example.com' }))));
      assert.equal(answers.filter((answer) => answer === 'inserted').length, 1);
    });

    test('a new password hash and a block are kept, with their time', async () => {
      await storage.users.replacePasswordHash(acme, 'auth0|1', '$new', 300);
      await storage.users.setBlocked(acme, 'auth0|1', true, 301);
      const user = await storage.users.find(acme, 'auth0|1');
      assert.deepEqual([user?.passwordHash, user?.blocked, user?.updatedAt], ['$new', true, 301]);
    });

    test('a session is kept, moved on and ended; its grants without offline access end with it', async () => {
      const session = sessionRecord();
      await startSession(storage, session);
      assert.deepEqual(await storage.sessions.load(acme, session.key), session);
      await storage.sessions.touch(acme, session.key, session.lastSeen + 60, session.idleExpiresAt + 60);
      assert.deepEqual(await storage.sessions.findBySid(acme, session.sid), { ...session, lastSeen: session.lastSeen + 60, idleExpiresAt: session.idleExpiresAt + 60 });
      const [online, offline, elsewhere] = [grantRecord({ sessionKey: session.sid }), grantRecord({ sessionKey: session.sid, offline: true, clientId: 'app2' }), grantRecord({ sessionKey: key() })];
      for (const grant of [online, offline, elsewhere]) await storage.grants.commit({ tenant: acme, grant });
      assert.deepEqual(await storage.sessions.listApplications(acme, session), ['app', 'app2']);
      assert.deepEqual(await storage.sessions.end(acme, session, { at: 4321, told: ['app'] }), ['app', 'app2']);
      assert.equal(await storage.sessions.load(acme, session.key), undefined);
      assert.equal(await storage.sessions.findBySid(acme, session.sid), undefined);
      const found = await Promise.all([online, offline, elsewhere].map((grant) => storage.grants.findGrant(acme, grant.key)));
      assert.deepEqual(found.map((one) => one?.revokedAt), [4321, undefined, undefined]);
      assert.equal(found[1]?.session, undefined);
      const until = now() + 1000;
      const [message, ...more] = await storage.outbox.claim(4321, until, 10);
      assert.deepEqual([message?.kind, message?.dueAt, message?.data, more], ['backchannel_logout', until, { clientId: 'app', userId: session.userId, sid: session.sid }, []]);
      assert.deepEqual(await storage.sessions.end(acme, session, { at: 4322, told: ['app'] }), []);
    });

    test('OIDC Back-Channel Logout §2.5: of many who end a session at once one puts the messages, each once', async () => {
      const session = sessionRecord();
      await startSession(storage, session);
      await storage.grants.commit({ tenant: acme, grant: grantRecord({ sessionKey: session.sid }) });
      const answers = await Promise.all(Array.from({ length: 20 }, () => storage.sessions.end(acme, session, { at: 4400, told: ['app', 'other'] })));
      assert.deepEqual(answers.filter((applications) => applications.length > 0), [['app']]);
      const messages = await storage.outbox.claim(4400, now() + 1000, 50);
      assert.deepEqual(messages.map(({ data }) => data['clientId']).sort(), ['app', 'other']);
    });

    test('words about a session are kept with it, in the same commit as their line; one that is gone takes none', async () => {
      const storage = await (await backend().newDatabase()).open();
      const session = sessionRecord();
      await startSession(storage, session);
      const [line, lost] = [logRecord(), logRecord()];
      assert.equal(await storage.sessions.annotate(acme, session.sid, { metadata: { desk: 'door' }, log: line }), true);
      assert.deepEqual([await storage.sessions.load(acme, session.key), await storage.log.find(acme, line.key)], [{ ...session, metadata: { desk: 'door' } }, line]);
      assert.equal(await storage.sessions.annotate(acme, session.sid, { metadata: {} }), true);
      assert.deepEqual(await storage.sessions.findBySid(acme, session.sid), session);
      assert.deepEqual([await storage.sessions.annotate(other, session.sid, { metadata: { a: 'b' }, log: lost }), await storage.log.find(other, lost.key)], [false, undefined]);
    });

    test('a session in the place of another keeps its sid, and what was granted in it goes on; of two that come at once one keeps it', async () => {
      const session = sessionRecord();
      const grant = grantRecord({ sessionKey: session.sid });
      await startSession(storage, session);
      await storage.grants.commit({ tenant: acme, grant });
      const twins = Array.from({ length: 10 }, () => sessionRecord());
      await Promise.all(twins.map((one) => startSession(storage, one, { replaced: session.key })));
      assert.equal(await storage.sessions.load(acme, session.key), undefined);
      const stored = await Promise.all(twins.map((one) => storage.sessions.load(acme, one.key)));
      const heir = stored.findIndex((one) => one?.sid === session.sid);
      assert.deepEqual(stored, twins.map((one, i) => (i === heir ? { ...one, sid: session.sid } : one)));
      assert.deepEqual(await storage.sessions.findBySid(acme, session.sid), stored[heir]);
      const found = await storage.grants.findGrant(acme, grant.key);
      assert.deepEqual([found?.revokedAt, found?.session?.subject], [undefined, session.userId]);
    });

    test('a session in the place of one that had ended has a sid of its own', async () => {
      const [ended, next] = [sessionRecord(), sessionRecord()];
      await startSession(storage, ended);
      await storage.sessions.end(acme, ended, { at: 1, told: [] });
      await startSession(storage, next, { replaced: ended.key });
      assert.deepEqual(await storage.sessions.load(acme, next.key), next);
    });

    test('a session that is past its absolute end stands behind no grant', async () => {
      const session = sessionRecord({ absoluteExpiresAt: now() - 1 });
      const grant = grantRecord({ sessionKey: session.sid });
      await startSession(storage, session);
      await storage.grants.commit({ tenant: acme, grant });
      assert.equal((await storage.grants.findGrant(acme, grant.key))?.session, undefined);
    });

    test('with a person go sessions, grants and consents; who gets the id later inherits nothing', async () => {
      const user = userRecord({ id: 'auth0|leaving', canonicalEmail: 'leaving@example.com', username: undefined });
      const session = sessionRecord({ userId: user.id });
      const grant = grantRecord({ userId: user.id, sessionKey: session.sid, offline: true });
      const [code, token] = [codeRecord(grant), tokenRecord(grant)];
      await storage.users.insert(acme, user);
      await startSession(storage, session);
      await storage.grants.commit({ tenant: acme, grant, code, tokens: [token], consent: { userId: user.id, clientId: 'app', audience: undefined, scope: ['openid'], givenAt: 1 } });
      await storage.users.remove(acme, user.id);
      assert.equal(await storage.users.insert(acme, user), 'inserted', 'the name is free again');
      assert.equal(await storage.sessions.load(acme, session.key), undefined);
      assert.equal(await storage.grants.findCode(acme, code.key), undefined);
      assert.deepEqual(await storage.grants.findToken(acme, token.key), { token, context: undefined });
      assert.equal(await storage.grants.consentedScope(acme, user.id, 'app', undefined), undefined);
    });

    test('what goes along with a step is stored with it or not at all: of many who take a step at once one leaves a session, a count and a line', async () => {
      const first = transactionRecord();
      await storage.transactions.open(acme, first);
      await storage.throttles.change(acme, [{ kind: 'hit', key: 'tries', window: 60 }], 1000);
      const tries = Array.from({ length: 20 }, () => ({ session: sessionRecord(), line: logRecord({ event: 'login.along' }) }));
      const answers = await Promise.all(tries.map(({ session, line }, i) => storage.transactions.advance(acme, { ...first, version: 2, sessionKey: `s${i}` }, [
        storage.sessions.prepareStart(acme, session),
        storage.throttles.prepareChange(acme, [{ kind: 'clear', key: 'tries' }, { kind: 'hit', key: 'won', window: 60 }], 1000),
        storage.log.prepareLine(acme, line),
      ])));
      const winner = answers.indexOf('advanced');
      const sessions = await Promise.all(tries.map(({ session }) => storage.sessions.load(acme, session.key)));
      assert.deepEqual(sessions, tries.map(({ session }, i) => (i === winner ? session : undefined)));
      assert.deepEqual(await Promise.all(['tries', 'won'].map(async (one) => (await storage.throttles.peek(acme, one, 1000)).count)), [0, 1]);
      const { records } = await storage.log.list(acme, { take: 1000 });
      assert.deepEqual(records.filter(({ event }) => event === 'login.along'), [tries[winner]?.line]);
    });

    test('a transaction advances by compare-and-set: of many who saw the same version one goes on', async () => {
      const first = transactionRecord();
      await storage.transactions.open(acme, first);
      assert.deepEqual(await storage.transactions.load(acme, first.key), first);
      const nexts = Array.from({ length: 20 }, (_, i) => ({ ...first, version: 2, done: ['login'] as const, sessionKey: `s${i}` }));
      const answers = await Promise.all(nexts.map((next) => storage.transactions.advance(acme, next)));
      assert.equal(answers.filter((answer) => answer === 'advanced').length, 1);
      assert.deepEqual(await storage.transactions.load(acme, first.key), nexts[answers.indexOf('advanced')]);
      assert.equal(await storage.transactions.advance(acme, { ...first, version: 4 }), 'stale');
      const ends = await Promise.all([2, 2, 2].map((version) => storage.transactions.finish(acme, first.key, version)));
      assert.equal(ends.filter(Boolean).length, 1);
      assert.equal(await storage.transactions.load(acme, first.key), undefined);
    });

    test('a counter counts every hit once, begins again after its window, and is cleared', async () => {
      const hit = (key: string, at: number) => storage.throttles.change(acme, [{ kind: 'hit', key, window: 60 }], at);
      const count = async (key: string, at: number) => (await storage.throttles.peek(acme, key, at)).count;
      await Promise.all(Array.from({ length: 30 }, () => hit('k', 1000)));
      await hit('k', 1059);
      assert.deepEqual(await storage.throttles.peek(acme, 'k', 1059), { count: 31, resetAt: 1060 });
      assert.deepEqual(await storage.throttles.peek(acme, 'k', 1060), { count: 0, resetAt: 1060 });
      await hit('k', 1060);
      assert.deepEqual(await storage.throttles.peek(acme, 'k', 1060), { count: 1, resetAt: 1120 });
      await storage.throttles.change(acme, [{ kind: 'clear', key: 'k' }, { kind: 'hit', key: 'other', window: 60 }], 1061);
      assert.deepEqual([await count('k', 1061), await count('other', 1061)], [0, 1]);
    });

    test('of many who take a place at once no more than the limit get one, and only theirs is counted elsewhere', async () => {
      const take = (at: number) => storage.throttles.take(acme, { first: { key: 'narrow', window: 60, most: 7 }, also: [{ key: 'wide', window: 60 }, { key: 'wider', window: 60 }] }, at);
      const answers = await Promise.all(Array.from({ length: 30 }, () => take(1000)));
      const won = answers.filter((answer) => answer !== 'full');
      assert.deepEqual(won.map((counts) => counts.map(({ count }) => count)).sort(([a = 0], [b = 0]) => a - b), Array.from({ length: 7 }, (_, i) => [i + 1, i + 1]));
      assert.deepEqual(await Promise.all(['narrow', 'wide', 'wider'].map(async (one) => (await storage.throttles.peek(acme, one, 1000)).count)), [7, 7, 7]);
      assert.equal(await take(1059), 'full');
      assert.deepEqual(await take(1060), [{ count: 1, resetAt: 1120 }, { count: 1, resetAt: 1120 }]);
    });

    test('a key ring changes whole, and only when it looks as it was seen', async () => {
      const [first, next] = [signingKeyRecord('k1'), signingKeyRecord('k2', { state: 'next', createdAt: 101 })];
      const begun = await Promise.all([[first], [signingKeyRecord('kx')]].map((keys) => storage.signingKeys.change(acme, [], keys, [])));
      assert.deepEqual([...begun].sort(), ['changed', 'stale']);
      const [begin] = await storage.signingKeys.list(acme);
      assert.ok(begin !== undefined);
      assert.deepEqual(begin, begin.kid === 'k1' ? first : signingKeyRecord('kx'));
      assert.equal(await storage.signingKeys.change(acme, [`${begin.kid}:next`], [next], []), 'stale');
      const seen = [`${begin.kid}:current`];
      const answers = await Promise.all([next, signingKeyRecord('k3', { state: 'next', createdAt: 101 })].map((key2) => storage.signingKeys.change(acme, seen, [key2], [{ kid: begin.kid, state: 'previous', at: 500 }])));
      assert.deepEqual([...answers].sort(), ['changed', 'stale']);
      const ring = await storage.signingKeys.list(acme);
      assert.deepEqual(ring.map(({ state, stateSince }) => [state, stateSince]), [['previous', 500], ['next', 100]]);
      await assert.rejects(storage.signingKeys.change(acme, ring.map(({ kid, state }) => `${kid}:${state}`), [], [{ kid: 'unknown', state: 'revoked', at: 1 }]));
    });
  });
}
