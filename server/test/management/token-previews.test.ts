import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { call, claimsOf, tokensFor } from '../flows/app.ts';
import { api, apps, people } from '../flows/fixtures.ts';
import { startManagedHouse, type ManagedHouse } from './house.ts';

type Claims = Readonly<Record<string, unknown>>;
/** What is another in every token. */
const fresh = ['iat', 'exp', 'jti', 'sid', 'auth_time', 'nonce'];
const lasting = (claims: Claims) => Object.fromEntries(Object.entries(claims).filter(([name]) => !fresh.includes(name)));
const claimsIn = (token: unknown) => (token as { readonly claims: Claims }).claims;

describe('Management API v2: what a token will contain', () => {
  let house: ManagedHouse;
  let alice = '';
  before(async () => {
    house = await startManagedHouse();
    alice = String((await house.ask('GET', '/users-by-email?email=alice@example.com')).body[0]?.['user_id']);
    await house.ask('PATCH', '/tenants/settings', { body: { flags: { enable_rules: true } } });
    const rule = await house.ask('POST', '/rules', { body: { name: 'Claims', script: "function (user, context, callback) { if (context.request.query.scope.indexOf('phone') >= 0) return callback(new UnauthorizedError('not today')); context.accessToken['https://acme.example/plan'] = 'gold'; context.idToken['https://acme.example/client'] = context.clientID; callback(null, user, context); }" } });
    assert.equal(rule.status, 201, JSON.stringify(rule.body));
  });
  after(() => house.stop());
  const preview = async (client: string, asked: Readonly<Record<string, string>>, token?: string) => house.ask('GET', `/clients/${client}/token-preview?${new URLSearchParams(asked).toString()}`, token === undefined ? {} : { token });

  test('it is what a sign-in really gives, but for times and ids: claims of the person, of a rule, and what is left of the scope', async () => {
    for (const [audience, scope] of [[api, 'openid profile email read:things offline_access nobody:defined'], [undefined, 'openid email']] as const) {
      const { body } = await preview(apps.web.id, { user_id: alice, scope, ...(audience === undefined ? {} : { audience }) });
      const { body: tokens } = await tokensFor(house.running.browser(), { app: apps.web, person: people.alice }, { scope, ...(audience === undefined ? {} : { audience }) });
      assert.equal(body['outcome'], 'issued', JSON.stringify(body));
      assert.deepEqual(lasting(claimsIn(body['id_token'])), lasting(claimsOf(String(tokens['id_token']))));
      assert.deepEqual([body['scope'], body['expires_in'], body['refresh_token']], [tokens['scope'], tokens['expires_in'], tokens['refresh_token'] !== undefined]);
      if (audience === undefined) assert.equal(body['access_token'], null);
      else assert.deepEqual(lasting(claimsIn(body['access_token'])), lasting(claimsOf(String(tokens['access_token']))));
    }
  });

  test('an application without a person sees what it was granted, as its token has it', async () => {
    const { body } = await preview(apps.m2m.id, { audience: api });
    const real = await call(house.running.origin, '/oauth/token', { app: apps.m2m, fields: { grant_type: 'client_credentials', audience: api } });
    assert.deepEqual(lasting(claimsIn(body['access_token'])), lasting(claimsOf(real.body['access_token'] ?? '')));
    assert.deepEqual(['id_token' in body, body['refresh_token']], [false, false]);
  });

  test('what would be refused is told with its reason, what to do, and what was checked; nothing is in the log of it', async () => {
    const carol = String((await house.ask('GET', '/users-by-email?email=carol@example.com')).body[0]?.['user_id']);
    const cases: readonly (readonly [client: string, asked: Readonly<Record<string, string>>, reason: string])[] = [
      [apps.web.id, { user_id: carol, scope: 'openid' }, 'user.blocked'], [apps.web.id, { user_id: alice, scope: 'openid phone' }, 'rules.denied'], [apps.web.id, { user_id: alice, audience: 'https://nobody.example' }, 'target.unknown'],
      [apps.web.id, { audience: api }, 'client.grant_not_allowed'], [apps.m2m.id, { user_id: alice }, 'client.grant_not_allowed'], [apps.m2m.id, { audience: house.audience }, 'target.not_granted'], [apps.disabled.id, { user_id: alice }, 'client.disabled'],
    ];
    for (const [client, asked, reason] of cases) {
      const { status, body } = await preview(client, asked);
      assert.deepEqual([status, body['outcome'], body['reason']], [200, 'refused', reason], JSON.stringify(body));
      assert.ok(Array.isArray(body['fix']) && body['fix'].length > 0);
      assert.equal((body['checks'] as readonly { readonly passed: boolean }[]).at(-1)?.passed, false);
    }
    const { storage, defaultTenant } = house.running.house;
    assert.equal((await storage.log.list(defaultTenant.id, { take: 1000 })).records.filter(({ detail }) => detail.includes('/token-preview')).length, 0);
  });

  test('it takes read:clients, and read:users where a person is named; who is not there is not found', async () => {
    const clients = await house.token('read:clients');
    assert.deepEqual([(await preview(apps.web.id, { user_id: alice }, clients)).status, (await preview(apps.m2m.id, { audience: api }, clients)).status], [403, 200]);
    assert.equal((await preview(apps.web.id, { user_id: alice, scope: 'openid' }, await house.token('read:clients read:users'))).status, 200);
    assert.equal((await preview(apps.web.id, { user_id: alice }, await house.token('read:users'))).status, 403);
    for (const [client, asked] of [['nobody', {}], ['gatehouse-dashboard', {}], [apps.web.id, { user_id: 'auth0|nobody' }]] as const) assert.equal((await preview(client, asked)).status, 404, client);
  });
});
