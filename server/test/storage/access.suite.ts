import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { newKey, type TokenKey } from '../../src/kernel/opaque-token.ts';
import type { Payment } from '../../src/protocol/tokens/issuance.ts';
import type { Storage } from '../../src/storage/storage.ts';
import type { Backend } from './backend.ts';
import { acme, grantRecord, key, logRecord, now, other, paymentOf, sessionRecord, startSession } from './records.ts';

const userId = 'auth0|access';
const page = () => ({ now: now(), take: 100 });

/** What every database must do with the sessions, the offline access and the consents of one person. */
export function accessSuite(backend: () => Backend): void {
  describe('sessions, offline access and consents of a person', () => {
    let storage: Storage;
    before(async () => { storage = await (await backend().newDatabase()).open(); });
    const revokedAt = async (one: { readonly key: TokenKey }) => (await storage.grants.findGrant(acme, one.key))?.revokedAt;
    const offline = (over: Parameters<typeof grantRecord>[0] = {}) => grantRecord({ userId, offline: true, ...over });
    const put = async (...grants: readonly ReturnType<typeof grantRecord>[]) => { for (const grant of grants) await storage.grants.commit({ tenant: acme, grant }); };

    test('the sessions of a person are listed newest first, page by page; those that are over and those of others are not', async () => {
      const mine = [sessionRecord({ userId, key: '000000000001a' as TokenKey }), sessionRecord({ userId, key: '000000000002b' as TokenKey }), sessionRecord({ userId, key: '000000000003c' as TokenKey })];
      const [idle, past] = [sessionRecord({ userId, idleExpiresAt: now() - 1 }), sessionRecord({ userId, absoluteExpiresAt: now() - 1 })];
      for (const session of [...mine, idle, past, sessionRecord({ userId: 'auth0|else' })]) await startSession(storage, session);
      assert.deepEqual(await storage.sessions.pageByUser(acme, userId, page()), [...mine].reverse());
      const first = await storage.sessions.pageByUser(acme, userId, { ...page(), take: 2 });
      assert.deepEqual(await storage.sessions.pageByUser(acme, userId, { ...page(), before: first.at(-1)?.key }), [mine[0]]);
      assert.deepEqual(await storage.sessions.pageByUser(other, userId, page()), []);
    });

    test('a session that ends can take its offline grants and a line of the log along; the second end writes nothing', async () => {
      const session = sessionRecord({ userId });
      const [online, kept] = [grantRecord({ userId, sessionKey: session.sid }), offline({ sessionKey: session.sid })];
      const [line, second] = [logRecord(), logRecord()];
      await startSession(storage, session);
      await put(online, kept);
      await storage.sessions.end(acme, session, { at: 77, told: [], offline: true, log: line });
      assert.deepEqual(await Promise.all([online, kept].map(revokedAt)), [77, 77]);
      assert.deepEqual(await storage.log.find(acme, line.key), line);
      await storage.sessions.end(acme, session, { at: 78, told: [], log: second });
      assert.equal(await storage.log.find(acme, second.key), undefined);
      assert.equal(await storage.log.find(other, line.key), undefined);
    });

    test('offline grants are listed newest first, by application; revoked, ended, online ones and those of others are not', async () => {
      const who = 'auth0|list';
      const mine = [offline({ userId: who }), offline({ userId: who, clientId: 'app2' })];
      const gone = offline({ userId: who });
      await put(...mine, gone, grantRecord({ userId: who }), offline({ userId: who, absoluteExpiresAt: now() - 1 }), offline({ userId: 'auth0|else' }));
      await storage.grants.revokeGrant(acme, gone.key, 5);
      const listed = await storage.access.listOffline(acme, { userId: who }, page());
      assert.deepEqual(listed, [...mine].sort((a, b) => (a.key < b.key ? 1 : -1)));
      assert.deepEqual(await storage.access.listOffline(acme, { userId: who, clientId: 'app2' }, page()), [mine[1]]);
      assert.deepEqual(await storage.access.listOffline(acme, { userId: who }, { ...page(), before: listed[0]?.key, take: 1 }), [listed[1]]);
      assert.deepEqual(await storage.access.listOffline(other, { userId: who }, page()), []);
    });

    test('grants of applications for an API are listed newest first; those of people, without a life of their own, revoked, ended and for others are not', async () => {
      const machine = (over: Parameters<typeof grantRecord>[0] = {}) => grantRecord({ userId: undefined, sessionKey: undefined, offline: true, audience: 'https://management', ...over });
      const mine = [machine(), machine({ clientId: 'app2' }), machine()];
      const gone = machine();
      await put(...mine, gone, machine({ offline: false }), machine({ audience: 'https://else' }), machine({ absoluteExpiresAt: now() - 1 }), offline({ audience: 'https://management' }));
      await storage.grants.revokeGrant(acme, gone.key, 5);
      const listed = await storage.access.listOfApplications(acme, 'https://management', page());
      assert.deepEqual(listed, [...mine].sort((a, b) => (a.key < b.key ? 1 : -1)));
      assert.deepEqual(await storage.access.listOfApplications(acme, 'https://management', { ...page(), before: listed[0]?.key, take: 1 }), [listed[1]]);
      assert.deepEqual(await storage.access.listOfApplications(other, 'https://management', page()), []);
    });

    test('Auth0: of more than 200 sign-ins with a refresh token at one application the oldest is out with the newest, and nobody else', async () => {
      const who = 'auth0|many';
      const begun = Date.now() - 1000;
      const many = Array.from({ length: 203 }, (_, index) => offline({ userId: who, key: newKey(begun + index) }));
      const others = [grantRecord({ userId: who, key: newKey(begun - 5) }), offline({ userId: who, clientId: 'app2', key: newKey(begun - 4) }), offline({ userId: 'auth0|few', key: newKey(begun - 3) })];
      const out = async () => (await Promise.all([...many, ...others].map(async (one) => ((await revokedAt(one)) === undefined ? [] : [one.key])))).flat();
      await put(...others, ...many.slice(0, 200));
      assert.deepEqual(await out(), []);
      const spent = key();
      await storage.consume(acme, { kind: 'ticket', key: spent, keepUntil: now() + 60, outcome: undefined });
      await storage.grants.commit({ tenant: acme, payment: paymentOf('ticket', spent), grant: many[200] });
      assert.deepEqual(await out(), [], 'what is not stored puts nobody out');
      await put(...many.slice(200));
      assert.deepEqual(await out(), many.slice(0, 3).map((one) => one.key));
      await storage.grants.revokeGrant(acme, (many[100] as (typeof many)[number]).key, now());
      await put(offline({ userId: who, key: newKey(begun + 300) }));
      assert.equal((await out()).length, 4, 'what was revoked leaves a place');
    });

    test('marks of revoked tokens that have words are listed newest first, page by page; those without, of other kinds and of others are not', async () => {
      const mark = (over: object) => ({ kind: 'revoked_jti', key: key(), keepUntil: now() + 100, outcome: undefined, ...over }) as Payment;
      const [first, second] = [mark({ key: `${'0'.repeat(11)}1${'a'.repeat(32)}`, outcome: 'one' }), mark({ key: `${'0'.repeat(11)}2${'a'.repeat(32)}`, outcome: 'two' })];
      for (const payment of [first, second, mark({}), mark({ kind: 'jti', outcome: 'three' })]) await storage.grants.commit({ tenant: acme, payment });
      assert.deepEqual(await storage.access.listRevokedJwts(acme, { take: 10 }), [{ key: second.key, words: 'two' }, { key: first.key, words: 'one' }]);
      assert.deepEqual(await storage.access.listRevokedJwts(acme, { before: second.key, take: 1 }), [{ key: first.key, words: 'one' }]);
      assert.deepEqual(await storage.access.listRevokedJwts(other, { take: 10 }), []);
    });

    test('one grant is revoked once, with its line; all of a person with or without the online ones', async () => {
      const who = 'auth0|revoke';
      const [one, two, third, online] = [offline({ userId: who }), offline({ userId: who }), offline({ userId: who, clientId: 'app2' }), grantRecord({ userId: who })];
      const [line, second] = [logRecord(), logRecord()];
      await put(one, two, third, online);
      const answers = await Promise.all([line, second].map((log, i) => storage.access.revoke(acme, one.key, { at: 10 + i, log })));
      assert.deepEqual([...answers].sort(), [false, true]);
      assert.equal((await Promise.all([line, second].map((log) => storage.log.find(acme, log.key)))).filter((found) => found !== undefined).length, 1);
      assert.equal(await storage.access.revoke(other, two.key, { at: 10 }), false);
      assert.equal(await storage.access.revokeAll(acme, { userId: who, clientId: 'app2', reach: 'refresh_tokens' }, { at: 20 }), 1);
      assert.deepEqual(await Promise.all([two, third, online].map(revokedAt)), [undefined, 20, undefined]);
      assert.equal(await storage.access.revokeAll(acme, { userId: who, reach: 'refresh_tokens' }, { at: 30 }), 1);
      assert.equal(await storage.access.revokeAll(acme, { userId: who, reach: 'everything' }, { at: 40 }), 1);
      assert.deepEqual(await Promise.all([two, third, online].map(revokedAt)), [30, 20, 40]);
    });

    test('words about a grant are kept beside what it is, once for each time that it was read; a revoked one takes none', async () => {
      const [one, gone] = [offline({ userId: 'auth0|words', detail: { acr: 'urn:gatehouse:acr:password' } }), offline({ userId: 'auth0|words' })];
      const [line, second] = [logRecord(), logRecord()];
      await put(one, gone);
      await storage.grants.revokeGrant(acme, gone.key, 5);
      const answers = await Promise.all([line, second].map((log, i) => storage.access.annotate(acme, one, { metadata: { number: String(i) }, log })));
      assert.deepEqual([...answers].sort(), ['annotated', 'stale']);
      assert.equal((await Promise.all([line, second].map((log) => storage.log.find(acme, log.key)))).filter((found) => found !== undefined).length, 1);
      const noted = (await storage.grants.findGrant(acme, one.key))?.grant ?? assert.fail();
      assert.deepEqual(noted.detail, { acr: 'urn:gatehouse:acr:password', metadata: { number: String(answers.indexOf('annotated')) } });
      assert.equal(await storage.access.annotate(acme, noted, { metadata: {} }), 'annotated');
      assert.deepEqual((await storage.grants.findGrant(acme, one.key))?.grant.detail, { acr: 'urn:gatehouse:acr:password' });
      assert.deepEqual([await storage.access.annotate(acme, gone, { metadata: { a: 'b' } }), await storage.access.annotate(other, noted, { metadata: { a: 'b' } })], ['stale', 'stale']);
    });

    test('OIDC Core §11: withdrawing consent ends the grants that it stood behind, and no others', async () => {
      const who = 'auth0|consent';
      const [api, plain, asked, unasked] = [grantRecord({ userId: who, offline: true }), grantRecord({ userId: who, audience: undefined }), grantRecord({ userId: who, clientId: 'app2' }), grantRecord({ userId: who, clientId: 'trusted' })];
      for (const grant of [api, plain, asked]) await storage.grants.commit({ tenant: acme, grant, consent: { userId: who, clientId: grant.clientId, audience: grant.audience, scope: ['read:things', 'openid'], givenAt: 50 } });
      await put(unasked);
      const list = await storage.access.listConsents(acme, { userId: who }, { offset: 0, take: 10 });
      assert.deepEqual(list.map(({ clientId, audience, scope }) => [clientId, audience, [...scope].sort()]), [['app', undefined, ['openid', 'read:things']], ['app', 'https://api.example', ['openid', 'read:things']], ['app2', 'https://api.example', ['openid', 'read:things']]]);
      assert.deepEqual([await storage.access.countConsents(acme, { userId: who }), await storage.access.countConsents(acme, { clientId: 'app2' }), await storage.access.countConsents(other, {})], [3, 1, 0]);
      assert.deepEqual(await storage.access.listConsents(acme, { userId: who }, { offset: 2, take: 10 }), list.slice(2));
      const line = logRecord();
      assert.equal(await storage.access.withdrawConsents(acme, { userId: who, clientId: 'app', audience: 'https://api.example' }, { at: 60, log: line }), 1);
      assert.deepEqual(await Promise.all([api, plain, asked, unasked].map(revokedAt)), [60, undefined, undefined, undefined]);
      assert.notEqual(await storage.log.find(acme, line.key), undefined);
      assert.equal(await storage.grants.consentedScope(acme, who, 'app', 'https://api.example'), undefined, 'asked again next time');
      assert.equal(await storage.access.withdrawConsents(acme, { userId: who }, { at: 70 }), 2);
      assert.deepEqual(await Promise.all([api, plain, asked, unasked].map(revokedAt)), [60, 70, 70, undefined]);
      assert.equal(await storage.access.withdrawConsents(acme, { userId: who }, { at: 80 }), 0);
    });

    test('the log is read on from a line, oldest first, up to another', async () => {
      const lines = ['00000000000a', '00000000000b', '00000000000c', '00000000000d'].map((start) => logRecord({ key: `${start}${'x'.repeat(32)}` as TokenKey }));
      for (const log of lines) await storage.grants.commit({ tenant: acme, log });
      assert.deepEqual(await storage.log.listAfter(acme, { after: lines[0]?.key ?? '', before: '00000000000d', take: 10 }), lines.slice(1, 3));
      assert.deepEqual(await storage.log.listAfter(acme, { after: '', before: '00000000000g', take: 1 }), lines.slice(0, 1));
      assert.equal(await storage.log.find(acme, key()), undefined);
    });
  });
}
