import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import type { Storage } from '../../src/storage/storage.ts';
import type { Backend } from './backend.ts';
import { acme, codeRecord, grantRecord, key, now, sessionRecord, signingKeyRecord, tokenRecord, transactionRecord, userRecord } from './records.ts';

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
      await storage.sessions.start(acme, session);
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
      const [message, ...more] = await storage.outbox.claim(4321, now() + 1000, 10);
      assert.deepEqual([message?.kind, message?.dueAt, message?.data, more], ['backchannel_logout', now() + 1000, { clientId: 'app', userId: session.userId, sid: session.sid }, []]);
      assert.deepEqual(await storage.sessions.end(acme, session, { at: 4322, told: ['app'] }), []);
    });

    test('OIDC Back-Channel Logout §2.5: of many who end a session at once one puts the messages, each once', async () => {
      const session = sessionRecord();
      await storage.sessions.start(acme, session);
      await storage.grants.commit({ tenant: acme, grant: grantRecord({ sessionKey: session.sid }) });
      const answers = await Promise.all(Array.from({ length: 20 }, () => storage.sessions.end(acme, session, { at: 4400, told: ['app', 'other'] })));
      assert.deepEqual(answers.filter((applications) => applications.length > 0), [['app']]);
      const messages = await storage.outbox.claim(4400, now() + 1000, 50);
      assert.deepEqual(messages.map(({ data }) => data['clientId']).sort(), ['app', 'other']);
    });

    test('a session that is renewed keeps its sid, and what was granted in it goes on; one that had ended is not renewed', async () => {
      const session = sessionRecord();
      const grant = grantRecord({ sessionKey: session.sid });
      await storage.sessions.start(acme, session);
      await storage.grants.commit({ tenant: acme, grant });
      const twins = [sessionRecord({ sid: session.sid }), sessionRecord({ sid: session.sid })];
      const outcomes = await Promise.all(twins.map((one) => storage.sessions.renew(acme, one, session.key)));
      assert.deepEqual([...outcomes].sort(), ['gone', 'renewed']);
      assert.equal(await storage.sessions.load(acme, session.key), undefined);
      assert.deepEqual(await storage.sessions.findBySid(acme, session.sid), twins[outcomes.indexOf('renewed')]);
      const found = await storage.grants.findGrant(acme, grant.key);
      assert.deepEqual([found?.revokedAt, found?.session?.subject], [undefined, session.userId]);
    });

    test('a session that is past its absolute end stands behind no grant', async () => {
      const session = sessionRecord({ absoluteExpiresAt: now() - 1 });
      const grant = grantRecord({ sessionKey: session.sid });
      await storage.sessions.start(acme, session);
      await storage.grants.commit({ tenant: acme, grant });
      assert.equal((await storage.grants.findGrant(acme, grant.key))?.session, undefined);
    });

    test('with a person go sessions, grants and consents; who gets the id later inherits nothing', async () => {
      const user = userRecord({ id: 'auth0|leaving', canonicalEmail: 'leaving@example.com', username: undefined });
      const session = sessionRecord({ userId: user.id });
      const grant = grantRecord({ userId: user.id, sessionKey: session.sid, offline: true });
      const [code, token] = [codeRecord(grant), tokenRecord(grant)];
      await storage.users.insert(acme, user);
      await storage.sessions.start(acme, session);
      await storage.grants.commit({ tenant: acme, grant, code, tokens: [token], consent: { userId: user.id, clientId: 'app', audience: undefined, scope: ['openid'], givenAt: 1 } });
      await storage.users.remove(acme, user.id);
      assert.equal(await storage.users.insert(acme, user), 'inserted', 'the name is free again');
      assert.equal(await storage.sessions.load(acme, session.key), undefined);
      assert.equal(await storage.grants.findCode(acme, code.key), undefined);
      assert.deepEqual(await storage.grants.findToken(acme, token.key), { token, context: undefined });
      assert.equal(await storage.grants.consentedScope(acme, user.id, 'app', undefined), undefined);
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
      const hits = await Promise.all(Array.from({ length: 30 }, () => storage.throttles.hit(acme, 'k', 1000, 60)));
      assert.deepEqual(hits.map(({ count }) => count).sort((a, b) => a - b), Array.from({ length: 30 }, (_, i) => i + 1));
      assert.deepEqual(await storage.throttles.hit(acme, 'k', 1059, 60), { count: 31, resetAt: 1060 });
      assert.deepEqual(await storage.throttles.peek(acme, 'k', 1059), { count: 31, resetAt: 1060 });
      assert.deepEqual(await storage.throttles.peek(acme, 'k', 1060), { count: 0, resetAt: 1060 });
      assert.deepEqual(await storage.throttles.hit(acme, 'k', 1060, 60), { count: 1, resetAt: 1120 });
      await storage.throttles.clear(acme, 'k');
      assert.equal((await storage.throttles.peek(acme, 'k', 1061)).count, 0);
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
