import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { buildBloom } from '../../src/hashing/breached/build-bloom.ts';
import { send, visit } from '../endpoints/account/visitor.ts';
import { startManagedHouse, type ManagedHouse } from '../management/house.ts';
import { addApp, switchOn } from './arrangements.ts';
import { answerOf, authorizeUrl, call, claimsOf, exchange, newPkce, refresh, signIn, tokensFor, type App, type Fields } from './app.ts';
import { hiddenFields, pageOf, reasonOf, type Answer, type Browser } from './browser.ts';
import { api, apps } from './fixtures.ts';

const realmGrant = 'http://auth0.com/oauth/grant-type/password-realm';
const leaked = 'nobody would guess this leak';
const folder = mkdtempSync(join(tmpdir(), 'gatehouse-leaks-'));
let house: ManagedHouse;
let legacy: App;
let staff: string;
const ann = { email: 'ann@example.com', password: 'the password of customers' } as const;
const staffAnn = { ...ann, password: 'the password of the staff' } as const;

/** Makes a database; the answer is its id. */
async function database(name: string, options: object, clients: readonly string[]): Promise<string> {
  const made = await house.ask('POST', '/connections', { body: { name, strategy: 'auth0', options, enabled_clients: clients } });
  assert.equal(made.status, 201, JSON.stringify(made.body));
  return String(made.body['id']);
}
const enable = async (id: string, client: string, status: boolean) => assert.equal((await house.ask('PATCH', `/connections/${id}/clients`, { body: [{ client_id: client, status }] })).status, 204);
async function person(connection: string, more: object): Promise<string> {
  const made = await house.ask('POST', '/users', { body: { connection, ...more } });
  assert.equal(made.status, 201, JSON.stringify(made.body));
  return String(made.body['user_id']);
}

before(async () => {
  writeFileSync(join(folder, 'digests'), `${createHash('sha1').update(leaked).digest('hex')}\n`);
  await buildBloom(join(folder, 'digests'), join(folder, 'breached'));
  house = await startManagedHouse({ over: { breachedPasswords: join(folder, 'breached') } });
  await switchOn(house.running, 'password');
  legacy = await addApp(house.running, 'trusted', { grantTypes: ['password', realmGrant], legacyFlows: ['password'] });
  staff = await database('Staff', {}, [apps.web.id, legacy.id]);
});
after(async () => {
  await house.stop();
  rmSync(folder, { recursive: true, force: true });
});

const browser = (): Browser => house.running.browser();
const start = (app: App, over: Fields = {}) => authorizeUrl(app, newPkce(), over);
const subOf = async (known: { readonly email: string; readonly password: string }, over: Fields = {}): Promise<unknown> => claimsOf((await tokensFor(browser(), { app: apps.web, person: known }, over)).body['id_token'])['sub'];
const ask = (fields: Fields) => call(house.running.origin, '/oauth/token', { app: legacy, fields: { grant_type: 'password', ...fields } });

/** Opens the sign-up page of an application, and sends its form. */
async function open(at: Browser, app: App, over: Fields = {}): Promise<Answer> {
  const login = await at.follow(await at.get(start(app, over)));
  return at.get(`/u/signup?state=${encodeURIComponent(hiddenFields(login.text)['state'] ?? '')}`);
}
async function signUp(app: App, fields: Fields, over: Fields = {}): Promise<Answer> {
  const at = browser();
  const page = await open(at, app, over);
  return at.follow(await at.post('/u/signup', { ...hiddenFields(page.text), action: 'default', ...fields }, { origin: at.origin }));
}

describe('Several databases of people in a tenant', () => {
  test('one address in two databases is two people; the database that was enabled first is asked first, and connection names one', async () => {
    const ids = [await person('Username-Password-Authentication', ann), await person('Staff', staffAnn)];
    assert.equal(await subOf(ann), ids[0]);
    assert.equal(await subOf(staffAnn, { connection: 'Staff' }), ids[1]);
    for (const [known, over] of [[staffAnn, {}], [ann, { connection: 'Staff' }]] as const) {
      const answer = await signIn(browser(), start(apps.web, over), known);
      assert.deepEqual([pageOf(answer), reasonOf(answer)], ['login', 'login.bad_credentials']);
    }
    const onlyStaff = { email: 'cleo@example.com', password: 'the password of cleo here' };
    const cleo = await person('Staff', onlyStaff);
    assert.equal(await subOf(onlyStaff), cleo, 'who is in the second alone is found there');
  });

  test('a connection that is not there, or not enabled for the application, leads nowhere', async () => {
    for (const [app, connection, reason] of [[apps.web, 'Nowhere', 'connection.unknown'], [apps.spa, 'Staff', 'connection.disabled']] as const) {
      const at = browser();
      const answer = await at.follow(await at.get(start(app, { connection })));
      assert.deepEqual([pageOf(answer), reasonOf(answer)], ['error', reason]);
    }
  });

  test('Seed row 98: the realm of the password grant is a database, and without one those of the application are asked in their order', async () => {
    const sub = async (fields: Fields) => claimsOf((await ask({ username: ann.email, scope: 'openid', ...fields })).body['id_token'])['sub'];
    assert.equal(await sub({ password: staffAnn.password, grant_type: realmGrant, realm: 'Staff' }), await subOf(staffAnn, { connection: 'Staff' }));
    assert.equal(await sub({ password: ann.password }), await subOf(ann));
    assert.deepEqual((await ask({ username: ann.email, password: ann.password, grant_type: realmGrant, realm: 'Nowhere' })).body['error'], 'invalid_request');
  });

  test('A165: guesses in one database count in the others in which the name is looked for, too', async () => {
    const both = { email: 'counted@example.com', password: 'the password of counted' };
    for (const connection of ['Username-Password-Authentication', 'Staff']) await person(connection, both);
    const wrong = async (fields: Fields) => (await ask({ username: both.email, password: 'not that one at all', ...fields })).status;
    const statuses: number[] = [];
    for (let index = 0; index < 12; index++) statuses.push(await wrong(index % 2 === 0 ? {} : { grant_type: realmGrant, realm: 'Staff' }));
    assert.ok(statuses.includes(429), statuses.join());
    assert.equal((await ask({ username: both.email, password: both.password })).status, 429);
  });

  test('a database that an application no longer uses ends what its people have there, at once: codes, renewals, tokens; elsewhere they stay', async () => {
    const known = { email: 'leaver@example.com', password: 'the password of a leaver' };
    await person('Staff', known);
    const over = { audience: api, scope: 'openid offline_access read:things', connection: 'Staff' };
    const { body } = await tokensFor(browser(), { app: apps.web, person: known }, over);
    const opaque = (await tokensFor(browser(), { app: apps.web, person: known }, { connection: 'Staff' })).body['access_token'] ?? '';
    const pkce = newPkce();
    const code = answerOf(await signIn(browser(), authorizeUrl(apps.web, pkce, over), known)).get('code') ?? '';
    const userinfo = async () => (await fetch(`${house.running.origin}/userinfo`, { headers: { authorization: `Bearer ${opaque}` } })).status;
    assert.equal(await userinfo(), 200);
    await enable(staff, apps.web.id, false);
    const renewed = await refresh(house.running.origin, apps.web, body['refresh_token'] ?? '');
    const exchanged = await exchange(house.running.origin, apps.web, { code, code_verifier: pkce.verifier });
    assert.deepEqual([renewed.status, renewed.body['error'], exchanged.status, exchanged.body['error'], await userinfo()], [400, 'invalid_grant', 400, 'invalid_grant', 401]);
    const again = await signIn(browser(), start(apps.web), known);
    assert.deepEqual([pageOf(again), reasonOf(again)], ['login', 'login.bad_credentials']);
    assert.equal((await ask({ username: known.email, password: known.password })).status, 200, 'another application uses it still');
    await enable(staff, apps.web.id, true);
    assert.equal(await userinfo(), 200);
  });

  test('OIDC Core §3.1.2.6: a session of somebody from a database that an application does not use is none there', async () => {
    const known = { email: 'sso@example.com', password: 'the password of a staffer' };
    await person('Staff', known);
    const at = browser();
    assert.ok(answerOf(await signIn(at, start(apps.web), known)).get('code'));
    const silent = answerOf(await at.follow(await at.get(start(apps.spa, { prompt: 'none' }))));
    assert.deepEqual([silent.get('error'), silent.get('code')], ['login_required', null]);
    assert.equal(pageOf(await at.follow(await at.get(start(apps.spa)))), 'login');
    assert.ok(answerOf(await at.follow(await at.get(start(apps.web, { prompt: 'none' })))).get('code'), 'where it is used, it is still one');
    assert.equal(answerOf(await at.follow(await at.get(start(apps.web, { prompt: 'none', connection: 'Username-Password-Authentication' })))).get('error'), 'login_required', 'an application that names a database gets nobody of another');
    assert.ok(answerOf(await at.follow(await at.get(start(apps.web, { prompt: 'none', connection: 'Staff' })))).get('code'));
    assert.ok(answerOf(await signIn(at, start(apps.spa), ann)).get('code'), 'somebody else may sign in there');
  });

  test('a database that is removed takes its people along; its name is free when the last is gone', async () => {
    const id = await database('Gone', {}, [apps.web.id]);
    const known = { email: 'gone@example.com', password: 'the password of the gone' };
    const sub = await person('Gone', known);
    const { body } = await tokensFor(browser(), { app: apps.web, person: known }, { scope: 'openid offline_access', connection: 'Gone' });
    assert.equal((await house.ask('DELETE', `/connections/${id}`)).status, 202);
    assert.equal((await refresh(house.running.origin, apps.web, body['refresh_token'] ?? '')).body['error'], 'invalid_grant');
    assert.equal((await house.ask('GET', `/users/${encodeURIComponent(sub)}`)).status, 404);
    assert.equal(pageOf(await signIn(browser(), start(apps.web), known)), 'login');
    await database('Gone', {}, []);
    assert.equal((await house.ask('GET', `/users/${encodeURIComponent(sub)}`)).status, 404, 'nobody comes to life again');
  });
});

describe('Making an account in a database', () => {
  test('closed: no link, no form, and a form that is sent all the same makes nobody', async () => {
    const app = await addApp(house.running, 'closed', { authenticationMethod: 'none' });
    await house.ask('PATCH', '/connections/con_usernamepassword/clients', { body: [{ client_id: app.id, status: false }] });
    await database('Closed', { disable_signup: true }, [app.id]);
    const at = browser();
    const login = await at.follow(await at.get(start(app)));
    assert.equal(pageOf(login), 'login');
    assert.ok(!login.text.includes('/u/signup'));
    const sent = await at.post('/u/signup', { ...hiddenFields(login.text), email: 'x@example.com', password: 'violet otter lamp', action: 'default' }, { origin: at.origin });
    assert.deepEqual([pageOf(sent), reasonOf(sent)], ['error', 'signup.closed']);
    assert.deepEqual((await house.ask('GET', '/users-by-email?email=x%40example.com')).body, []);
  });

  test('A169: the rules of the database hold, and each breach is told at the password; leaked ones are refused', async () => {
    const app = await addApp(house.running, 'strict-passwords');
    await house.ask('PATCH', '/connections/con_usernamepassword/clients', { body: [{ client_id: app.id, status: false }] });
    await database('Strict', { passwordPolicy: 'excellent', password_complexity_options: { min_length: 12 }, password_dictionary: { enable: true, dictionary: ['Hooli is Great 1'] }, password_no_personal_info: { enable: true } }, [app.id]);
    const page = await open(browser(), app);
    assert.match(page.text, /At least (<bdi>)?12(<\/bdi>)? characters/);
    for (const [password, reason] of [['Short-1-of-it', undefined], ['Short-1-of', 'signup.password_weak'], ['only lower case', 'password.kinds_missing'], ['Aaaa 1 Xyzq rest', 'password.repeated'], ['hooli is great 1', 'password.in_dictionary'], ['My Carmen 2 loves', 'password.personal']] as const) {
      const answer = await signUp(app, { email: `carmen${reason === undefined ? 1 : ''}@example.com`, password });
      assert.equal(reasonOf(answer), reason, password);
      if (reason === undefined) assert.ok(answerOf(answer).get('code'));
      else assert.match(answer.text, /<input[^>]*id="password"[^>]*aria-invalid="true"/);
    }
    const leak = await signUp(apps.web, { email: 'leak@example.com', password: leaked });
    assert.deepEqual([leak.status, reasonOf(leak), leak.text.includes(leaked)], [400, 'password.breached', false]);
    const byAdmin = await house.ask('POST', '/users', { body: { connection: 'Staff', email: 'leak@example.com', password: leaked } });
    assert.deepEqual([byAdmin.status, /^PasswordStrengthError/.test(String(byAdmin.body['message']))], [400, true]);
  });

  test('NIST SP 800-63B-4 §3.1.1.2: on the account page no password of before is chosen again, which is told only to who knows the one of now', async () => {
    const app = await addApp(house.running, 'with-history');
    await database('Remembering', { password_history: { enable: true, size: 3 } }, [app.id]);
    const known = { email: 'rememberer@example.com', password: 'first password of mine' };
    await person('Remembering', known);
    const at = browser();
    const page = (login: { readonly email: string; readonly password: string }) => visit(at, '/account/password', login);
    const set = async (current: string, password: string) => send({ browser: at, page: await page({ ...known, password: current }) }, '/account/password', { current_password: current, password });
    assert.equal(reasonOf(await set(known.password, 'second password of mine')), undefined);
    assert.equal(reasonOf(await set('not the one of now at all', known.password)), 'account.password_wrong');
    assert.equal(reasonOf(await set('second password of mine', known.password)), 'password.used_before');
    assert.equal(reasonOf(await set('second password of mine', 'third password of mine')), undefined);
  });

  test('a user name is chosen where the database asks for one, and signs in in any case; it is nobody else’s', async () => {
    const app = await addApp(house.running, 'with-names', { authenticationMethod: 'none' });
    await house.ask('PATCH', '/connections/con_usernamepassword/clients', { body: [{ client_id: app.id, status: false }] });
    await database('Named', { requires_username: true, validation: { username: { min: 3, max: 12 } } }, [app.id]);
    const made = await signUp(app, { email: 'nell@example.com', username: 'Nell.One', password: 'violet otter lamp' });
    assert.ok(answerOf(made).get('code'));
    assert.ok(answerOf(await signIn(browser(), start(app), { email: 'nell.ONE', password: 'violet otter lamp' })).get('code'));
    assert.ok(answerOf(await signIn(browser(), start(app), { email: 'Nell@Example.com', password: 'violet otter lamp' })).get('code'));
    for (const [fields, reason] of [[{ username: 'NELL.one', email: 'other@example.com' }, 'signup.username_taken'], [{ username: 'other', email: 'nell@example.com' }, 'signup.email_taken'], [{ email: 'third@example.com' }, 'signup.username_malformed'], [{ username: 'no', email: 'third@example.com' }, 'signup.username_malformed'], [{ username: 'nell@example.com', email: 'third@example.com' }, 'signup.username_malformed'], [{ username: 'x'.repeat(13), email: 'third@example.com' }, 'signup.username_malformed']] as const) {
      assert.equal(reasonOf(await signUp(app, { password: 'violet otter lamp', ...fields })), reason, JSON.stringify(fields));
    }
  });

  test('A176: nothing of a sign-up but names and password is read', async () => {
    await signUp(apps.web, { email: 'plain@example.com', password: 'violet otter lamp', email_verified: 'true', connection: 'Staff', app_metadata: '{"admin":true}', user_metadata: '{"a":1}', roles: 'admin', blocked: 'false', user_id: 'auth0|root', username: 'root', identities: '[]' });
    const [made] = (await house.ask('GET', '/users-by-email?email=plain%40example.com')).body;
    assert.deepEqual([made?.['email_verified'], made?.['app_metadata'], made?.['user_metadata'], made?.['username'], (made?.['identities'] as readonly { readonly connection: string }[])[0]?.connection], [false, {}, {}, undefined, 'Username-Password-Authentication']);
    assert.notEqual(made?.['user_id'], 'auth0|root');
  });

  test('A175: however an address is spelled it is one account, and what is no address makes none', async () => {
    assert.ok(answerOf(await signUp(apps.web, { email: 'Kelvin@Example.com', password: 'violet otter lamp' })).get('code'));
    for (const email of ['kelvin@example.com', 'KELVIN@EXAMPLE.COM ', '\u212aelvin@example.com', 'kelvin\uff20example.com', '\uff4belvin@example.com']) assert.equal(reasonOf(await signUp(apps.web, { email, password: 'violet otter lamp' })), 'signup.email_taken', email);
    for (const email of ['a@b@example.com', '"a b"@example.com', `${'x'.repeat(320)}@example.com`, 'a@', '@example.com', 'a b@example.com']) assert.equal(reasonOf(await signUp(apps.web, { email, password: 'violet otter lamp' })), 'signup.email_malformed', JSON.stringify(email));
    for (const email of ['a@example.com\u0000', 'a@example.com\r\nbcc: x@example.com']) assert.equal(reasonOf(await signUp(apps.web, { email, password: 'violet otter lamp' })), 'request.parameter_malformed', JSON.stringify(email));
  });
});
