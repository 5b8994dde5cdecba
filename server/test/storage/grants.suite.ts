import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import type { Storage } from '../../src/storage/storage.ts';
import type { Backend } from './backend.ts';
import { acme, clientRecord, codeRecord, grantRecord, key, logRecord, now, paymentOf, sessionRecord, tokenRecord, userRecord, startSession } from './records.ts';

/** What every database must do with grants, codes, tokens and single-use values. */
export function grantSuite(backend: () => Backend): void {
  describe('grants, codes and tokens', () => {
    let storage: Storage;
    const session = sessionRecord();
    before(async () => {
      storage = await (await backend().newDatabase()).open();
      await storage.users.insert(acme, userRecord());
      await startSession(storage, session);
    });

    test('RFC 6749 §4.1.2: a code is found again with its grant, the person and the session, in one read', async () => {
      const grant = grantRecord({ sessionKey: session.sid });
      const code = codeRecord(grant);
      assert.equal(await storage.grants.commit({ tenant: acme, grant, code, log: logRecord() }), 'issued');
      const found = await storage.grants.findCode(acme, code.key);
      assert.deepEqual(found, {
        code, grant, revokedAt: undefined, session: { sid: session.sid, subject: 'auth0|1', authTime: session.authTime },
        subject: { id: 'auth0|1', connection: 'people', blocked: false, profile: { name: 'Ann', locale: 'de', email: 'Ann@Example.com', email_verified: true, updated_at: 200 } }, connectionEnabled: false,
      });
      assert.equal(await storage.grants.findCode(acme, key()), undefined);
    });

    test('a token of a grant comes with its context, one without a grant has none', async () => {
      const grant = grantRecord({ audience: undefined, device: undefined, authTime: undefined, scope: [] });
      const tokens = [tokenRecord(grant, { audience: 'https://api.example', scope: [] }), tokenRecord(undefined, { kind: 'access_token', userId: undefined })] as const;
      await storage.grants.commit({ tenant: acme, grant, tokens });
      const [ofGrant, alone] = await Promise.all(tokens.map((token) => storage.grants.findToken(acme, token.key)));
      assert.deepEqual(ofGrant?.token, tokens[0]);
      assert.deepEqual(ofGrant.context?.grant, grant);
      assert.equal(ofGrant.context.session, undefined);
      assert.deepEqual(alone, { token: tokens[1], context: undefined });
      assert.deepEqual((await storage.grants.findGrant(acme, grant.key))?.grant, grant);
    });

    test('many reads at once each get their own answer', async () => {
      const grant = grantRecord();
      const tokens = Array.from({ length: 50 }, () => tokenRecord(grant));
      await storage.grants.commit({ tenant: acme, grant, tokens });
      const asked = [...tokens.map((token) => token.key), key(), ...tokens.map((token) => token.key)];
      const found = await Promise.all(asked.map((one) => storage.grants.findToken(acme, one)));
      assert.deepEqual(found.map((one) => one?.token.key), asked.map((one, i) => (i === 50 ? undefined : one)));
    });

    test('a commit is all or nothing: with one row that cannot be stored nothing is stored and nothing is spent, and others are not drawn in', async () => {
      const [grant, stored, paid] = [grantRecord(), tokenRecord(undefined), key()];
      await storage.grants.commit({ tenant: acme, tokens: [stored] });
      const bystander = tokenRecord(undefined);
      const [broken, well] = await Promise.allSettled([
        storage.grants.commit({ tenant: acme, payment: paymentOf('code', paid), grant, tokens: [stored] }),
        storage.grants.commit({ tenant: acme, tokens: [bystander] }),
      ]);
      assert.equal(broken.status, 'rejected');
      assert.deepEqual(well, { status: 'fulfilled', value: 'issued' });
      assert.equal(await storage.grants.findSpent(acme, 'code', paid), undefined);
      assert.equal(await storage.grants.findGrant(acme, grant.key), undefined);
      assert.notEqual(await storage.grants.findToken(acme, bystander.key), undefined);
    });

    test('RFC 6749 §4.1.2: the second who pays with a value stores nothing and is told when it was spent and what its spender left', async () => {
      const [value, first, second] = [key(), grantRecord(), grantRecord()];
      assert.equal(await storage.grants.commit({ tenant: acme, payment: paymentOf('refresh_token', value, 'sealed successor'), grant: first }), 'issued');
      const answer = await storage.grants.commit({ tenant: acme, payment: paymentOf('refresh_token', value, 'another'), grant: second, tokens: [tokenRecord(second)] });
      assert.ok(answer !== 'issued');
      assert.equal(answer.outcome, 'sealed successor');
      assert.ok(Math.abs(answer.spentAt - now()) < 60);
      assert.equal(await storage.grants.findGrant(acme, second.key), undefined);
      assert.deepEqual(await storage.grants.findSpent(acme, 'refresh_token', value), answer);
      assert.equal(await storage.grants.findSpent(acme, 'code', value), undefined, 'a mark is of one kind');
      assert.equal(await storage.consume(acme, { kind: 'jti', key: value, keepUntil: now() + 60 }), 'first');
    });

    test('of any number of tries at once exactly one pays, and only its rows are there', async () => {
      const [value, grants] = [key(), Array.from({ length: 50 }, () => grantRecord())];
      const answers = await Promise.all(grants.map((grant, i) => storage.grants.commit({ tenant: acme, payment: paymentOf('code', value, `by ${i}`), grant })));
      const winner = answers.indexOf('issued');
      assert.deepEqual(answers.map((answer) => (answer === 'issued' ? answer : answer.outcome)), answers.map((_, i) => (i === winner ? 'issued' : `by ${winner}`)));
      const stored = await Promise.all(grants.map((grant) => storage.grants.findGrant(acme, grant.key)));
      assert.deepEqual(stored.map((one) => one !== undefined), grants.map((_, i) => i === winner));
    });

    test('RFC 6749 §4.1.2: a revoked grant says since when, and stays revoked since then', async () => {
      const grant = grantRecord();
      await storage.grants.commit({ tenant: acme, grant });
      await storage.grants.revokeGrant(acme, grant.key, 1234);
      await storage.grants.revokeGrant(acme, grant.key, 5678);
      assert.equal((await storage.grants.findGrant(acme, grant.key))?.revokedAt, 1234);
    });

    test('RFC 7009 §2.1: a revoked access token is gone, its grant is not', async () => {
      const grant = grantRecord();
      const token = tokenRecord(grant, { kind: 'access_token' });
      await storage.grants.commit({ tenant: acme, grant, tokens: [token] });
      await storage.grants.revokeToken(acme, token.key);
      assert.equal(await storage.grants.findToken(acme, token.key), undefined);
      assert.notEqual(await storage.grants.findGrant(acme, grant.key), undefined);
    });

    test('OIDC Core §3.1.2.4: what a person allowed adds up, for each application and API', async () => {
      const consent = (scope: readonly string[], audience?: string) => storage.grants.commit({ tenant: acme, consent: { userId: 'auth0|1', clientId: 'app', audience, scope, givenAt: now() } });
      assert.equal(await storage.grants.consentedScope(acme, 'auth0|1', 'app', undefined), undefined);
      await consent([]);
      assert.deepEqual(await storage.grants.consentedScope(acme, 'auth0|1', 'app', undefined), []);
      await Promise.all([consent(['openid', 'email']), consent(['openid', 'profile']), consent(['read:things'], 'https://api.example')]);
      assert.deepEqual(await storage.grants.consentedScope(acme, 'auth0|1', 'app', undefined), ['email', 'openid', 'profile']);
      assert.deepEqual(await storage.grants.consentedScope(acme, 'auth0|1', 'app', 'https://api.example'), ['read:things']);
    });

    test('with an application goes everything that was issued to it: a later one with its id starts with nothing', async () => {
      const [grant, kept] = [grantRecord({ clientId: 'gone' }), grantRecord()];
      const token = tokenRecord(undefined, { clientId: 'gone' });
      await storage.registry.insertClient(clientRecord({ id: 'gone' as never }));
      await storage.grants.commit({ tenant: acme, grant, tokens: [token], consent: { userId: 'auth0|1', clientId: 'gone', audience: undefined, scope: ['openid'], givenAt: 1 } });
      await storage.grants.commit({ tenant: acme, grant: kept });
      await storage.registry.removeClient(acme, 'gone');
      assert.equal(await storage.grants.findGrant(acme, grant.key), undefined);
      assert.equal(await storage.grants.findToken(acme, token.key), undefined);
      assert.equal(await storage.grants.consentedScope(acme, 'auth0|1', 'gone', undefined), undefined);
      assert.notEqual(await storage.grants.findGrant(acme, kept.key), undefined);
    });
  });
}
