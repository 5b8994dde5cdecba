import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { addApi, addApp, setTenant } from './arrangements.ts';
import { answerOf, authorizeUrl, call, claimsOf, exchange, newPkce, refresh, signIn, tokensFor, type App, type Fields } from './app.ts';
import { allowDevice, poll, startDevice } from './device.ts';
import { api, apps, people } from './fixtures.ts';
import { startHouse, type RunningHouse } from './house.ts';
import { ruleOf, setRules } from './rules.ts';

const ns = 'https://ns.example/';
let house: RunningHouse;
let old: App;
let broker: App;
const tokens = async (over: Fields = {}, app: App = apps.web) => (await tokensFor(house.browser(), { app, person: people.alice }, over)).body;
const withApi = { audience: api, scope: 'openid profile email offline_access read:things write:things' };
const userinfo = async (token: string | undefined) => (await fetch(`${house.origin}/userinfo`, { headers: { authorization: `Bearer ${token ?? ''}` } })).json() as Promise<Record<string, unknown>>;
/** Where the browser ends up. */
const answer = async (over: Fields = {}, app: App = apps.web) => answerOf(await signIn(house.browser(), authorizeUrl(app, newPkce(), over), people.alice));

before(async () => {
  house = await startHouse();
  old = await addApp(house, 'old', { grantTypes: ['password', 'refresh_token'], legacyFlows: ['password', 'resource_owner'] });
  broker = await addApp(house, 'broker', { legacyFlows: ['delegation'], exchange: { audiences: ['old', api], delegation: false, impersonation: false } });
  await addApi(house, 'https://plain.example');
  await setTenant(house, { rulesEnabled: true, legacyFlows: ['password', 'resource_owner', 'delegation'] });
});
beforeEach(() => setRules(house));
after(() => house.stop());

describe('Rules: what they may say', () => {
  test('Auth0: claims of a rule stand in the ID token, at /userinfo and in access tokens that are JWTs', async () => {
    await setRules(house, ruleOf(`context.idToken['${ns}color'] = 'blue'; context.accessToken['${ns}plan'] = { seats: 3 };`), ruleOf(`context.idToken['${ns}shade'] = 'dark ' + context.idToken['${ns}color'];`));
    const { id_token: id, access_token: access } = await tokens(withApi);
    assert.deepEqual([claimsOf(id)[`${ns}color`], claimsOf(id)[`${ns}shade`], claimsOf(id)[`${ns}plan`]], ['blue', 'dark blue', undefined]);
    assert.deepEqual([claimsOf(access)[`${ns}plan`], claimsOf(access)[`${ns}color`]], [{ seats: 3 }, undefined]);
    const told = await userinfo(access);
    assert.deepEqual([told[`${ns}color`], told['email']], ['blue', people.alice.email]);
  });

  test('RFC 7519 §4.1: what the server says of a token no rule says otherwise', async () => {
    const forged = ['iss', 'sub', 'aud', 'exp', 'iat', 'azp', 'nonce', 'auth_time', 'at_hash', 'c_hash', 's_hash', 'jti', 'sid', 'cnf', 'act', 'scope', 'permissions', 'client_id', 'gty', 'acr', 'amr', '__proto__'];
    const plain = await tokens(withApi);
    await setRules(house, ruleOf(`for (const name of ${JSON.stringify(forged)}) { Object.defineProperty(context.idToken, name, { value: 'forged', enumerable: true }); if (name !== 'scope') Object.defineProperty(context.accessToken, name, { value: 'forged', enumerable: true }); }`));
    const { id_token: id, access_token: access } = await tokens(withApi);
    assert.doesNotMatch(JSON.stringify([claimsOf(id), claimsOf(access)]), /forged/);
    assert.deepEqual([Object.keys(claimsOf(id)), Object.keys(claimsOf(access))], [Object.keys(claimsOf(plain['id_token'])), Object.keys(claimsOf(plain['access_token']))]);
  });

  test('Auth0: what a rule writes to the person is told at this sign-in, as the scope allows, and kept nowhere; what was verified stays', async () => {
    await setRules(house, ruleOf("user.nickname = 'Al'; user.favorite_color = 'green'; user.email = 'other@example.com'; user.email_verified = true; user.user_id = 'auth0|other'; user.app_metadata.admin = true; delete user.name;"));
    const { id_token: id, access_token: access } = await tokens();
    for (const told of [claimsOf(id), await userinfo(access)]) assert.deepEqual([told['nickname'], told['favorite_color'], told['email'], told['name'], told['admin']], ['Al', 'green', people.alice.email, undefined, undefined]);
    assert.equal(claimsOf((await tokens({ scope: 'openid email' }))['id_token'])['favorite_color'], undefined, 'not without profile');
    await setRules(house);
    assert.deepEqual([claimsOf((await tokens())['id_token'])['favorite_color'], claimsOf((await tokens())['id_token'])['name']], [undefined, 'alice Example']);
  });

  test('Auth0: a rule takes permissions of an API away, and gives none', async () => {
    await setRules(house, ruleOf("context.accessToken.scope = ['read:things', 'delete:everything', 'admin'];"));
    const { access_token: access, scope, refresh_token: token = '', id_token: id } = await tokens(withApi);
    assert.deepEqual([scope, claimsOf(access)['scope']], ['openid profile email offline_access read:things', 'openid profile email offline_access read:things']);
    assert.ok(id !== undefined, 'openid is not of the API');
    await setRules(house);
    const more = await refresh(house.origin, apps.web, { refresh_token: token, scope: 'openid write:things' });
    assert.deepEqual([more.status, more.body['error']], [400, 'invalid_scope'], 'the grant never had it');
    await setRules(house, ruleOf("context.accessToken.scope = 'openid read:things write:things';"));
    assert.equal((await refresh(house.origin, apps.web, { refresh_token: token })).body['scope'], 'openid profile email offline_access read:things');
    assert.equal((await tokens({ audience: api, scope: 'openid read:things' }))['scope'], 'openid read:things');
  });

  test('Auth0: a rule changes how long ID tokens live, within bounds', async () => {
    for (const [said, lives] of [['3600', 3600], ['-5', 1], ['1e12', 2_592_000], ['"60"', 36_000], ['NaN', 36_000], ['90.9', 90]] as const) {
      await setRules(house, ruleOf(`context.jwtConfiguration.lifetimeInSeconds = ${said};`));
      const { exp, iat } = claimsOf((await tokens({ scope: 'openid' }))['id_token']);
      assert.equal(Number(exp) - Number(iat), lives, said);
    }
  });

  test('Seed row 125: claims that are too many, or too deep, are an error and no token', async () => {
    for (const body of [`context.idToken['${ns}big'] = 'x'.repeat(9000);`, `let at = context.idToken['${ns}deep'] = {}; for (let depth = 0; depth < 20; depth++) at = at.in = {};`]) {
      await setRules(house, ruleOf(body));
      assert.equal((await answer()).get('error'), 'server_error');
    }
  });
});

describe('Rules: what they are told', () => {
  test('the person, the application, the request and the session; no password, secret, code or token', async () => {
    await setRules(house, ruleOf("context.idToken['https://ns.example/told'] = JSON.stringify({ user, context: { ...context, idToken: {} }, configuration });"));
    const { storage, defaultTenant } = house.house;
    const told = async (over: Fields) => JSON.parse(String(claimsOf((await tokens(over))['id_token'])['https://ns.example/told'])) as { readonly user: Record<string, unknown>; readonly context: Record<string, unknown> & { readonly request: Record<string, unknown> } };
    const { user, context } = await told({ 'ext-color': 'red', login_hint: 'x' });
    const alice = await storage.users.findByLogin(defaultTenant.id, 'Username-Password-Authentication', people.alice.email);
    assert.deepEqual([user['user_id'], user['email'], user['user_metadata'], user['app_metadata']], [alice?.id, people.alice.email, alice?.userMetadata, alice?.appMetadata]);
    assert.deepEqual(user['identities'], [{ connection: 'Username-Password-Authentication', provider: 'auth0', user_id: alice?.id.slice(6), isSocial: false }]);
    assert.deepEqual([context['clientID'], context['clientName'], context['connection'], context['connectionStrategy'], context['connectionID'], context['protocol'], context['authorization'], context['sso']], ['web', 'Web', 'Username-Password-Authentication', 'auth0', (await storage.connections.find(defaultTenant.id, 'Username-Password-Authentication'))?.id, 'oidc-basic-profile', { roles: [] }, { with_auth0: false, with_dbconn: false, current_clients: [] }]);
    assert.deepEqual([context['stats'], user['logins_count'], user['last_ip']], [{ loginsCount: alice?.lastSignIn?.count }, alice?.lastSignIn?.count, '127.0.0.1']);
    assert.ok(alice?.lastSignIn !== undefined && alice.lastSignIn.count > 0, 'this sign-in is counted');
    const { query, ip, hostname } = context.request as { readonly query: Record<string, string>; readonly ip: string; readonly hostname: string };
    assert.deepEqual([query['scope'], query['ext-color'], query['login_hint'], query['code_challenge'], ip, hostname], ['openid profile email', 'red', 'x', undefined, '127.0.0.1', 'localhost']);
    assert.doesNotMatch(JSON.stringify([user, context]), /argon2|passwordHash|correct horse/);
  });

  test('Auth0: each way to tokens has its name; secrets of the request stay outside', async () => {
    await setRules(house, ruleOf("context.idToken['https://ns.example/way'] = context.protocol + JSON.stringify(context.request.body);"));
    const way = (body: Readonly<Record<string, string>>) => String(claimsOf(body['id_token'])['https://ns.example/way']);
    const first = await tokens({ scope: 'openid offline_access' });
    assert.match(way(first), /^oidc-basic-profile/);
    const renewed = await refresh(house.origin, apps.web, first['refresh_token'] ?? '');
    assert.equal(way(renewed.body), 'oauth2-refresh-token{"grant_type":"refresh_token"}');
    const fields = { username: people.alice.email, password: people.alice.password, scope: 'openid', connection: 'Username-Password-Authentication' };
    const byPassword = await call(house.origin, '/oauth/token', { app: old, fields: { grant_type: 'password', ...fields } });
    assert.match(way(byPassword.body), /^oauth2-password\{/);
    assert.doesNotMatch(way(byPassword.body), /correct horse|and-a-tail/);
    assert.match(way((await call(house.origin, '/oauth/ro', { app: old, fields })).body), /^oauth2-resource-owner\{/);
    const asked = await startDevice(house.origin, apps.dev, { scope: 'openid' });
    await allowDevice(house.browser(), asked.user, people.alice);
    assert.match(way((await poll(house.origin, apps.dev, asked.device)).body), /^oauth2-device-code\{/);
  });
});

describe('Rules: when they have their say', () => {
  const deny = "function (user, context, callback) { callback(new UnauthorizedError('Come back \\u00e4 on Monday, ' + user.email)); }";

  test('RFC 6749 §4.1.2.1: a rule that says no is access_denied with its words, also for who is signed in already', async () => {
    await setRules(house, deny);
    const denied = await answer();
    assert.deepEqual([denied.get('error'), denied.get('error_description'), denied.get('state'), denied.get('code')], ['access_denied', `Come back ? on Monday, ${people.alice.email}`, 'st-1', null]);
    await setRules(house);
    const browser = house.browser();
    await tokensFor(browser, { app: apps.web, person: people.alice });
    await setRules(house, deny);
    assert.equal(answerOf(await browser.get(authorizeUrl(apps.web, newPkce(), { prompt: 'none' }))).get('error'), 'access_denied');
  });

  test('at a refresh, for a password, for a device: nobody gets around them', async () => {
    const asked = await startDevice(house.origin, apps.dev, { scope: 'openid' });
    await allowDevice(house.browser(), asked.user, people.alice);
    const { refresh_token: token = '' } = await tokens({ scope: 'openid offline_access' });
    await setRules(house, deny);
    const fields = { username: people.alice.email, password: people.alice.password, scope: 'openid', connection: 'Username-Password-Authentication' };
    for (const { status, body } of [await refresh(house.origin, apps.web, token), await call(house.origin, '/oauth/token', { app: old, fields: { grant_type: 'password', ...fields } }), await call(house.origin, '/oauth/ro', { app: old, fields }), await poll(house.origin, apps.dev, asked.device)]) {
      assert.deepEqual([status, body['error'], body['error_description']], [400, 'access_denied', `Come back ? on Monday, ${people.alice.email}`]);
    }
    await setRules(house);
    assert.equal((await refresh(house.origin, apps.web, token)).status, 200, 'what was refused spent nothing');
    assert.equal((await call(house.origin, '/oauth/token', { app: apps.m2m, fields: { grant_type: 'client_credentials', audience: api } })).status, 200);
  });

  test('at /delegation too, whatever the target is', async () => {
    const { id_token: idToken = '' } = await tokens({}, broker);
    const delegate = (target: string) => call(house.origin, '/delegation', { app: broker, fields: { grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', id_token: idToken, target } });
    await setRules(house, ruleOf(`context.idToken['${ns}way'] = context.accessToken['${ns}way'] = context.protocol; context.jwtConfiguration.lifetimeInSeconds = 60;`));
    const { body } = await delegate('old');
    const told = claimsOf(body['id_token']);
    assert.deepEqual([told[`${ns}way`], body.expires_in, Number(told['exp']) - Number(told['iat']), told['aud']], ['delegation', 60, 60, 'old']);
    assert.equal(claimsOf((await delegate(api)).body['id_token'])[`${ns}way`], 'delegation');
    await setRules(house, deny);
    for (const target of ['old', api]) assert.equal((await delegate(target)).body['error'], 'access_denied', target);
  });

  test('a code carries what they said at the sign-in; a refresh asks them anew', async () => {
    await setRules(house, ruleOf(`context.idToken['${ns}n'] = 1;`));
    const pkce = newPkce();
    const code = answerOf(await signIn(house.browser(), authorizeUrl(apps.web, pkce, { scope: 'openid offline_access' }), people.alice)).get('code') ?? '';
    await setRules(house, ruleOf(`context.idToken['${ns}n'] = 2;`));
    const first = await exchange(house.origin, apps.web, { code, code_verifier: pkce.verifier });
    assert.equal(claimsOf(first.body['id_token'])[`${ns}n`], 1);
    assert.equal(claimsOf((await refresh(house.origin, apps.web, first.body['refresh_token'] ?? '')).body['id_token'])[`${ns}n`], 2);
  });

  test('they run where the tenant switched them on, and the rules that are enabled alone', async () => {
    await setRules(house, deny);
    await setTenant(house, { rulesEnabled: false });
    assert.notEqual((await answer()).get('code'), null);
    await setTenant(house, { rulesEnabled: true });
    const { storage, defaultTenant } = house.house;
    for (const rule of await storage.rules.listRules(defaultTenant.id)) await storage.rules.replaceRule(defaultTenant.id, { ...rule, enabled: false });
    assert.notEqual((await answer()).get('code'), null);
    await storage.rules.findActiveRules(defaultTenant.id);
    assert.equal(storage.rules.findActiveRules(defaultTenant.id), undefined, 'that there are none is in memory: nothing is read, nothing is waited for');
  });
});
