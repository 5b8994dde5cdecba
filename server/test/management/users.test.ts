import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { passwordConnection as connection } from '../../src/identity/connections/password-connection.ts';
import { answerOf, authorizeUrl, newPkce, refresh, signIn, tokensFor } from '../flows/app.ts';
import { pageOf } from '../flows/browser.ts';
import { apps, people } from '../flows/fixtures.ts';
import { startManagedHouse, type ManagedHouse } from './house.ts';

const password = 'a fine password of the tests';
const at = (id: unknown) => `/users/${encodeURIComponent(String(id))}`;

describe('Management API v2: people', () => {
  let house: ManagedHouse;
  before(async () => { house = await startManagedHouse(); });
  after(() => house.stop());
  const make = async (over: Readonly<Record<string, unknown>>) => {
    const made = await house.ask('POST', '/users', { body: { connection, password, ...over } });
    assert.equal(made.status, 201, JSON.stringify(made.body));
    return made.body;
  };
  const signsIn = async (person: { readonly email: string; readonly password: string }) => pageOf(await signIn(house.running.browser(), authorizeUrl(apps.web, newPkce()), person)) === undefined;
  const idOf = async (email: string) => String((await house.ask('GET', `/users-by-email?email=${encodeURIComponent(email)}`)).body[0]?.['user_id']);

  test('Seed row 209: a person is made, found by id and by address, changed and removed', async () => {
    const made = await make({ email: 'Dora@Example.com', username: 'dora', given_name: 'Dora', user_metadata: { colour: 'red' }, app_metadata: { plan: 'gold' }, email_verified: true, user_id: 'dora.1' });
    assert.equal(made['user_id'], 'auth0|dora.1');
    assert.deepEqual(made['identities'], [{ connection, provider: 'auth0', user_id: 'dora.1', isSocial: false }]);
    assert.deepEqual([made['email'], made['name'], made['nickname'], made['given_name'], made['email_verified'], made['blocked']], ['Dora@Example.com', 'Dora@Example.com', 'dora', 'Dora', true, false]);
    assert.match(String(made['created_at']), /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    assert.deepEqual((await house.ask('GET', at('auth0|dora.1'))).body, made);
    assert.deepEqual((await house.ask('GET', '/users-by-email?email=DORA%40example.com')).body, [made]);
    assert.deepEqual((await house.ask('GET', `${at('auth0|dora.1')}?fields=email,user_id`)).body, { user_id: 'auth0|dora.1', email: 'Dora@Example.com' });
    assert.ok(await signsIn({ email: 'dora', password }));
    assert.deepEqual([(await house.ask('DELETE', at(made['user_id']))).status, (await house.ask('GET', at(made['user_id']))).status, (await house.ask('DELETE', at(made['user_id']))).status], [204, 404, 204]);
    assert.equal((await house.ask('GET', at(made['user_id']))).body['errorCode'], 'inexistent_user');
  });

  test('Auth0: a person tells of the last sign-in and how many there were, and is found and sorted by them', async () => {
    const [{ user_id: never }, { user_id: often }] = [await make({ email: 'never@example.com' }), await make({ email: 'often@example.com' })];
    for (let times = 0; times < 2; times++) assert.ok(await signsIn({ email: 'often@example.com', password }));
    const [quiet, busy] = [(await house.ask('GET', at(never))).body, (await house.ask('GET', at(often))).body];
    assert.deepEqual([quiet['last_login'], quiet['last_ip'], quiet['logins_count']], [undefined, undefined, 0]);
    assert.match(String(busy['last_login']), /^\d{4}-\d\d-\d\dT/);
    assert.deepEqual([busy['last_ip'], busy['logins_count'], busy['updated_at']], ['127.0.0.1', 2, busy['created_at']]);
    const found = async (q: string, sort = 'user_id:1') => (await house.ask('GET', `/users?${new URLSearchParams({ q: `(email:never@example.com OR email:often@example.com) AND (${q})`, sort }).toString()}`)).body.map(({ email }) => email);
    assert.deepEqual([await found('logins_count:2'), await found('logins_count:[1 TO *]'), await found('logins_count:0'), await found('last_login:>2020'), await found('_exists_:last_login'), await found('NOT _exists_:last_login')], [['often@example.com'], ['often@example.com'], ['never@example.com'], ['often@example.com'], ['often@example.com'], ['never@example.com']]);
  });

  test('Auth0: metadata is merged one level deep, null takes a member away, an empty record empties it', async () => {
    const { user_id: id } = await make({ email: 'meta@example.com', user_metadata: { a: { b: 1 }, c: 2, d: 3 }, app_metadata: { x: 1 } });
    const merged = await house.ask('PATCH', at(id), { body: { user_metadata: { a: { z: 1 }, c: null }, given_name: 'Meta', nickname: null } });
    assert.deepEqual([merged.status, merged.body['user_metadata'], merged.body['app_metadata'], merged.body['given_name'], merged.body['nickname']], [200, { a: { z: 1 }, d: 3 }, { x: 1 }, 'Meta', undefined]);
    assert.deepEqual((await house.ask('PATCH', at(id), { body: { app_metadata: {} } })).body['app_metadata'], {});
  });

  test('many changes of one person at once are all kept', async () => {
    const { user_id: id } = await make({ email: 'many@example.com' });
    const answers = await Promise.all(Array.from({ length: 5 }, (_, i) => house.ask('PATCH', at(id), { body: { user_metadata: { [`m${i}`]: i } } })));
    assert.deepEqual(answers.map(({ status }) => status), [200, 200, 200, 200, 200]);
    assert.deepEqual((await house.ask('GET', at(id))).body['user_metadata'], { m0: 0, m1: 1, m2: 2, m3: 3, m4: 4 });
  });

  test('a new address is not a verified one unless it is said; the old one no longer signs in', async () => {
    const { user_id: id } = await make({ email: 'old@example.com', email_verified: true });
    assert.equal((await house.ask('PATCH', at(id), { body: { email: 'OLD@example.com' } })).body['email_verified'], true);
    assert.equal((await house.ask('PATCH', at(id), { body: { email: 'new@example.com' } })).body['email_verified'], false);
    assert.equal((await house.ask('PATCH', at(id), { body: { email: 'newer@example.com', email_verified: true } })).body['email_verified'], true);
    assert.deepEqual([await signsIn({ email: 'old@example.com', password }), await signsIn({ email: 'newer@example.com', password })], [false, true]);
  });

  test('A077: a new password ends the sessions of the person and every refresh token', async () => {
    const { user_id: id } = await make({ email: 'changer@example.com' });
    const browser = house.running.browser();
    const before = { email: 'changer@example.com', password };
    const tokens = await tokensFor(browser, { app: apps.web, person: before }, { scope: 'openid offline_access' });
    assert.equal((await house.ask('PATCH', at(id), { body: { password: 'another fine password here' } })).status, 200);
    assert.equal(answerOf(await browser.get(authorizeUrl(apps.web, newPkce(), { prompt: 'none' }))).get('error'), 'login_required');
    assert.equal((await refresh(house.running.origin, apps.web, tokens.body['refresh_token'] ?? '')).body['error'], 'invalid_grant');
    assert.deepEqual([await signsIn(before), await signsIn({ ...before, password: 'another fine password here' })], [false, true]);
  });

  test('A077: who is blocked or removed is out at once; who is let in again needs no new account', async () => {
    const { user_id: id } = await make({ email: 'blocked@example.com' });
    const person = { email: 'blocked@example.com', password };
    const browser = house.running.browser();
    const tokens = await tokensFor(browser, { app: apps.web, person }, { scope: 'openid offline_access' });
    const again = async () => (await refresh(house.running.origin, apps.web, tokens.body['refresh_token'] ?? '')).body['error'];
    assert.equal((await house.ask('PATCH', at(id), { body: { blocked: true } })).body['blocked'], true);
    assert.deepEqual([await again(), await signsIn(person), answerOf(await browser.get(authorizeUrl(apps.web, newPkce(), { prompt: 'none' }))).get('error')], ['invalid_grant', false, 'login_required']);
    await house.ask('PATCH', at(id), { body: { blocked: false } });
    assert.ok(await signsIn(person));
    await house.ask('DELETE', at(id));
    assert.deepEqual([await again(), await signsIn(person)], ['invalid_grant', false]);
  });

  test('A169, A175, A211: what makes no sense is refused with its place, what is taken as a conflict', async () => {
    const email = 'refused@example.com';
    const deep = JSON.parse(`${'{"a":'.repeat(40)}1${'}'.repeat(40)}`) as unknown;
    const bad: readonly (readonly [Readonly<Record<string, unknown>>, string, RegExp])[] = [
      [{ email, password: 'short' }, 'invalid_password', /8 characters/], [{ email, password: 'password123' }, 'invalid_password', /common/], [{ email, password: email }, 'invalid_password', /other than/],
      [{ email: 'a@@b' }, 'invalid_body', /email/], [{ email: 'a\u0000@example.com' }, 'invalid_body', /email/], [{ email: `${'a'.repeat(400)}@example.com` }, 'invalid_body', /email/], [{}, 'invalid_body', /email or username/],
      [{ email, connection: 'google-oauth2' }, 'inexistent_connection', /connection/], [{ email, identities: [] }, 'invalid_body', /identities/], [{ email, created_at: '2020-01-01' }, 'invalid_body', /created_at/],
      [{ email, user_id: 'a|b' }, 'invalid_body', /user_id/], [{ email, user_metadata: deep }, 'invalid_body', /deeper/], [{ email, user_metadata: [] }, 'invalid_body', /user_metadata/], [{ email, verify_email: 'yes' }, 'invalid_body', /verify_email/],
      [{ email, user_metadata: JSON.parse('{"x":{"__proto__":{"admin":true}}}') as unknown }, 'invalid_body', /__proto__/], [{ email, name: 'two\nlines' }, 'invalid_body', /name/], [{ email, picture: 'javascript:alert(1)' }, 'invalid_body', /picture/],
    ];
    for (const [over, code, message] of bad) {
      const answer = await house.ask('POST', '/users', { body: { connection, password, ...over } });
      assert.deepEqual([answer.status, answer.body['errorCode']], [400, code], JSON.stringify(answer.body));
      assert.match(String(answer.body['message']), message);
    }
    assert.equal((await house.ask('POST', '/users', { body: { connection, email } })).status, 400);
    assert.equal((await house.ask('POST', '/users', { body: { connection, password, email, user_metadata: { big: 'x'.repeat(1_000_000) } } })).status, 413);
    const { user_id: id } = await make({ email, username: 'refused' });
    for (const over of [{ email: 'REFUSED@example.com' }, { username: 'Refused' }, { email: 'third@example.com', user_id: String(id).slice(6) }]) {
      const answer = await house.ask('POST', '/users', { body: { connection, password, ...over } });
      assert.deepEqual([answer.status, answer.body['message'], answer.body['error']], [409, 'The user already exists.', 'Conflict']);
    }
    for (const body of [{ user_id: 'x' }, { identities: [] }, { created_at: 'x' }, { email: 'no' }, { password: 'short' }, { connection: 'other' }, { user_metadata: JSON.parse('{"__proto__":1}') as unknown }, { app_metadata: null }]) assert.equal((await house.ask('PATCH', at(id), { body })).status, 400, JSON.stringify(body));
    assert.equal((await house.ask('PATCH', at(id), { body: { email: people.alice.email } })).status, 409);
    assert.equal((await house.ask('PATCH', at('auth0|nobody'), { body: {} })).status, 404);
    assert.equal(({} as { readonly admin?: boolean }).admin, undefined);
  });

  test('A208: no answer about a person has the password in it', async () => {
    const alice = await house.ask('GET', at(await idOf(people.alice.email)));
    assert.equal(alice.status, 200);
    assert.doesNotMatch(JSON.stringify(alice.body), /argon2|password_hash|passwordHash/);
  });

  test('a person has no organizations and no second factors; nobody who does not exist has either', async () => {
    const id = await idOf(people.alice.email);
    assert.deepEqual((await house.ask('GET', `${at(id)}/organizations?include_totals=true`)).body, { organizations: [], start: 0, limit: 50, total: 0 });
    assert.deepEqual([(await house.ask('GET', `${at(id)}/enrollments`)).body, (await house.ask('GET', `${at(id)}/authentication-methods`)).body], [[], []]);
    assert.deepEqual([(await house.ask('DELETE', `${at(id)}/authentication-methods`)).status, (await house.ask('DELETE', `${at(id)}/multifactor/duo`)).status], [204, 204]);
    for (const path of ['organizations', 'enrollments', 'authentication-methods']) assert.equal((await house.ask('GET', `${at('auth0|nobody')}/${path}`)).status, 404);
  });

  test('every write leaves one line of the log about the person', async () => {
    const { user_id: id } = await make({ email: 'logged@example.com' });
    await house.ask('PATCH', at(id), { body: { name: 'L' } });
    await house.ask('DELETE', at(id));
    const { storage, defaultTenant } = house.running.house;
    const { records } = await storage.log.list(defaultTenant.id, { take: 1000, userId: String(id) });
    assert.deepEqual(records.map(({ event }) => event).filter((event) => event.startsWith('management.')), ['management.users.delete', 'management.users.update', 'management.users.create']);
  });
});
