import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { newUserId } from '../../src/kernel/ids.ts';
import type { Client } from '../../src/protocol/client/client.ts';
import { answerOf, authorizeUrl, call, claimsOf, exchange, newPkce, refresh, signIn, tokensFor, type App } from '../flows/app.ts';
import { addApi, addApp } from '../flows/arrangements.ts';
import { MovableClock } from '../flows/clock.ts';
import { api, apps, people } from '../flows/fixtures.ts';
import { startHouse, type RunningHouse } from '../flows/house.ts';

const clock = new MovableClock();
let house: RunningHouse;
before(async () => { house = await startHouse({ clock }); });
after(() => house.stop());

interface Person { readonly email: string; readonly password: string }
let count = 0;
/** Somebody of their own for a test that removes or blocks them. */
async function newPerson(): Promise<Person & { readonly id: string }> {
  const { storage, passwords, defaultTenant } = house.house;
  const person = { email: `person${++count}@example.com`, password: 'a password of somebody' };
  const passwordHash = await passwords.hash(person.password);
  if (passwordHash === 'busy') throw new Error('The hashing queue is full.');
  const id = newUserId();
  await storage.users.insert(defaultTenant.id, {
    id, connection: 'Username-Password-Authentication', email: person.email, canonicalEmail: person.email, emailVerified: true, username: undefined, blocked: false, passwordHash, profile: { name: 'Somebody' }, userMetadata: {}, appMetadata: {},
    createdAt: clock.now(), updatedAt: clock.now(),
  });
  return { ...person, id };
}
const introspect = async (app: App, token: string | undefined) => (await call(house.origin, '/oauth2/introspect', { app, fields: { token: token ?? '' } })).body as unknown as { readonly active: boolean };
const userinfo = (token: string | undefined) => fetch(`${house.origin}/userinfo`, { headers: { authorization: `Bearer ${token ?? ''}` } });
const clientOf = async (id: string): Promise<Client> => await house.house.storage.clients.findClient(house.house.defaultTenant.id, id) ?? assert.fail(id);

describe('TX: what was once active', () => {
  /** Signs somebody in at an application of their own; what is given back is active, asked by the application and by the API. */
  async function live(audience: string | undefined) {
    const [app, person] = [await addApp(house, `tx-${++count}`), await newPerson()];
    const { body } = await tokensFor(house.browser(), { app, person }, { scope: 'openid offline_access', ...(audience === undefined ? {} : { audience }) });
    const tokens = [body['access_token'], body['refresh_token']] as const;
    for (const token of tokens) assert.equal((await introspect(app, token)).active, true);
    return { app, person, tokens };
  }

  for (const [form, audience] of [['opaque', undefined], ['JWT', api]] as const) {
    test(`A188 RFC 7662 §2.2: ${form}: of a removed person, a switched-off or removed application, or out of its time, nothing is active`, async () => {
      const { storage, defaultTenant: tenant } = house.house;
      const asks = async (token: string | undefined) => (await introspect(apps.m2m, token)).active;
      const removed = await live(audience);
      await storage.users.remove(tenant.id, removed.person.id);
      for (const token of removed.tokens) assert.deepEqual(await introspect(removed.app, token), { active: false });
      assert.equal((await userinfo(removed.tokens[0])).status, 401);

      const off = await live(audience);
      if (audience !== undefined) assert.equal(await asks(off.tokens[0]), true);
      await storage.registry.replaceClient({ ...await clientOf(off.app.id), enabled: false });
      assert.equal(await asks(off.tokens[0]), false);
      assert.equal((await userinfo(off.tokens[0])).status, 401);
      await storage.registry.replaceClient({ ...await clientOf(off.app.id), enabled: true });
      assert.equal((await introspect(off.app, off.tokens[0])).active, true, 'switched on again');

      const gone = await live(audience);
      await storage.registry.removeClient(tenant.id, gone.app.id);
      assert.equal(await asks(gone.tokens[0]), false);
      assert.equal((await userinfo(gone.tokens[0])).status, 401);

      const old = await live(audience);
      clock.advance(86_401);
      assert.deepEqual(await introspect(old.app, old.tokens[0]), { active: false });
      assert.equal((await introspect(old.app, old.tokens[1])).active, true);
      clock.advance(2_592_000);
      assert.deepEqual(await introspect(old.app, old.tokens[1]), { active: false });
    });
  }

  test('A187 RFC 7662 §4: who acts for an API learns of its tokens while it is registered so, and not a moment longer', async () => {
    const helper = await addApp(house, 'tx-helper');
    const server = await addApi(house, 'https://helped.example', { introspectors: ['tx-helper'] });
    const { body } = await tokensFor(house.browser(), { app: apps.web, person: people.alice }, { scope: 'openid', audience: server.identifier });
    assert.equal((await introspect(helper, body['access_token'])).active, true);
    assert.deepEqual(await introspect(helper, body['id_token']), { active: false });
    await house.house.storage.registry.replaceResourceServer({ ...server, introspectors: [] });
    assert.deepEqual(await introspect(helper, body['access_token']), { active: false });
  });

  test('A189 RFC 7009 §2.2: another application ends neither a JWT nor a refresh token, however it names them', async () => {
    const { body } = await tokensFor(house.browser(), { app: apps.web, person: people.alice }, { scope: 'openid offline_access', audience: api });
    for (const hint of ['access_token', 'refresh_token', 'id_token', 'nonsense', '']) for (const token of [body['access_token'], body['refresh_token'], body['id_token']]) {
      assert.equal((await call(house.origin, '/oauth/revoke', { app: apps.post, fields: { token: token ?? '', token_type_hint: hint } })).status, 200);
    }
    assert.equal((await userinfo(body['access_token'])).status, 200);
    assert.equal((await refresh(house.origin, apps.web, body['refresh_token'] ?? '')).status, 200);
  });

  test('A192 OIDC Core §5.3.2: userinfo tells what was allowed and no more, and nothing of a blocked person', async () => {
    const { storage, defaultTenant: tenant } = house.house;
    const person = await newPerson();
    const third: App = { ...await addApp(house, 'tx-third', { firstParty: false }) };
    const { body } = await tokensFor(house.browser(), { app: third, person }, { scope: 'openid profile' });
    const { sub, name, email } = await (await userinfo(body['access_token'])).json() as Record<string, unknown>;
    assert.deepEqual([sub, name, email], [person.id, 'Somebody', undefined]);
    await storage.users.setBlocked(tenant.id, person.id, true, clock.now());
    const refused = await userinfo(body['access_token']);
    assert.deepEqual([refused.status, (await refused.text()).includes('Somebody')], [401, false]);
  });
});

describe('AC: what happens between a code and its tokens', () => {
  test('A042 RFC 6749 §5.2: the person is removed, or signs out, or the application is removed: no tokens', async () => {
    const { storage, defaultTenant: tenant } = house.house;
    for (const end of ['person', 'session', 'application'] as const) {
      const [app, person, pkce, browser] = [await addApp(house, `ac-${end}`), await newPerson(), newPkce(), house.browser()];
      const code = answerOf(await signIn(browser, authorizeUrl(app, pkce), person)).get('code') ?? '';
      if (end === 'person') await storage.users.remove(tenant.id, person.id);
      if (end === 'application') await storage.registry.removeClient(tenant.id, app.id);
      if (end === 'session') await browser.get('/v2/logout');
      const { status, body } = await exchange(house.origin, app, { code, code_verifier: pkce.verifier });
      assert.deepEqual([status, body['error']], end === 'application' ? [401, 'invalid_client'] : [400, 'invalid_grant'], end);
    }
  });

  test('A036 RFC 6749 §4.1.2: a replay with another redirect_uri, or by an application that is not authenticated, leaves the rightful tokens alive', async () => {
    const pkce = newPkce();
    const code = answerOf(await signIn(house.browser(), authorizeUrl(apps.web, pkce, { scope: 'openid offline_access' }), people.alice)).get('code') ?? '';
    const { body } = await exchange(house.origin, apps.web, { code, code_verifier: pkce.verifier });
    assert.equal((await exchange(house.origin, apps.web, { code, code_verifier: pkce.verifier, redirect_uri: 'https://rp.example/other' })).body['error'], 'invalid_grant');
    assert.equal((await exchange(house.origin, { ...apps.web, method: 'none' }, { code, code_verifier: pkce.verifier })).status, 401);
    assert.equal((await exchange(house.origin, apps.spa, { code, code_verifier: pkce.verifier })).body['error'], 'invalid_grant');
    assert.equal((await userinfo(body['access_token'])).status, 200);
    assert.equal((await refresh(house.origin, apps.web, body['refresh_token'] ?? '')).status, 200);
  });

  test('A044 RFC 6749 §10.10: access and refresh tokens are taken as they are, and not almost', async () => {
    const { body } = await tokensFor(house.browser(), { app: apps.web, person: people.alice }, { scope: 'openid offline_access' });
    const [token, refreshToken] = [body['access_token'] ?? '', body['refresh_token'] ?? ''];
    const flip = (text: string) => text.replace(/[a-zA-Z](?=[^a-zA-Z]*$)/, (letter) => (letter === letter.toUpperCase() ? letter.toLowerCase() : letter.toUpperCase()));
    const spoilt = (text: string) => [text.slice(0, -1), `${text}A`, `${text}=`, flip(text), text.toUpperCase(), text.slice(1), `${text}.`, `${text}${text}`];
    for (const bad of spoilt(token)) assert.ok([400, 401].includes((await userinfo(bad)).status), bad);
    for (const bad of [...spoilt(refreshToken), ` ${refreshToken}`, `${refreshToken} `]) assert.equal((await refresh(house.origin, apps.web, bad)).body['error'], 'invalid_grant', bad);
    assert.equal((await userinfo(token)).status, 200);
    assert.equal(claimsOf((await refresh(house.origin, apps.web, refreshToken)).body['id_token'])['aud'], 'web');
  });

  test('A120 RFC 7517 §5: the published set loses a key that was revoked, and the tokens of it are nothing from then on', async () => {
    const set = async () => ((await (await fetch(`${house.issuer}.well-known/jwks.json`)).json()) as { readonly keys: readonly { readonly kid: string; readonly alg: string }[] }).keys;
    const { body } = await tokensFor(house.browser(), { app: apps.web, person: people.alice }, { audience: api });
    const { kid } = JSON.parse(Buffer.from(body['access_token']?.split('.')[0] ?? '', 'base64url').toString()) as { readonly kid: string };
    assert.ok((await set()).some((key) => key.kid === kid));
    assert.equal((await userinfo(body['access_token'])).status, 200);
    await house.house.keys.revoke(house.house.defaultTenant, kid);
    assert.equal((await set()).some((key) => key.kid === kid), false);
    assert.equal((await userinfo(body['access_token'])).status, 401);
    assert.deepEqual(await introspect(apps.web, body['access_token']), { active: false });
    const next = (await tokensFor(house.browser(), { app: apps.web, person: people.alice }, { audience: api })).body['access_token'];
    assert.equal((await userinfo(next)).status, 200);
  });
});
