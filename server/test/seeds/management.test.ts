import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { createRemoteJWKSet, decodeJwt, jwtVerify, SignJWT, UnsecuredJWT } from 'jose';
import { call, tokensFor } from '../flows/app.ts';
import { apps, people } from '../flows/fixtures.ts';
import { startManagedHouse, type ManagedHouse } from '../management/house.ts';
import { example, getJson } from './examples.ts';

/** The operations of the interface as its document tells them. */
interface Described { readonly servers: readonly { readonly url: string }[]; readonly paths: Readonly<Record<string, Readonly<Record<string, { readonly summary: string; readonly 'x-scopes': readonly string[] }>>>> }

let house: ManagedHouse;
let alice: string;
before(async () => {
  house = await startManagedHouse();
  alice = `/users/${encodeURIComponent(String((await house.ask('GET', `/users-by-email?email=${people.alice.email}`)).body[0]?.['user_id']))}`;
});
after(() => house.stop());
const described = async () => await getJson(`${house.running.issuer}api/v2/openapi.json`) as unknown as Described;

describe('The management interface of the seeds', () => {
  test('Seed rows 44, 219: it is an API of the tenant like others, and each of its scopes is an action and an entity', async () => {
    const all = (await house.ask('GET', '/resource-servers')).body;
    const own = all.find(({ identifier }) => identifier === house.audience);
    assert.deepEqual([house.audience, own?.['is_system']], [`${house.running.issuer}api/v2/`, true]);
    const scopes = new Set((own?.['scopes'] as readonly { readonly value: string }[]).map(({ value }) => value));
    const { paths } = await described();
    const needed = Object.values(paths).flatMap((methods) => Object.values(methods).flatMap((operation) => operation['x-scopes']));
    assert.deepEqual(needed.filter((scope) => !scopes.has(scope)), [], 'what an operation wants can be had');
    assert.deepEqual([...scopes].filter((scope) => !/^[a-z]+:[a-z_]+$/.test(scope)), []);
    const stranger = await call(house.running.origin, '/oauth/token', { app: apps.m2m, fields: { grant_type: 'client_credentials', audience: house.audience } });
    assert.deepEqual([stranger.status, stranger.body['error']], [400, 'access_denied'], 'like any API, it is granted');
  });

  test('Seed row 59: everything that it can do is at /api/v2, and its document says what each call takes and wants', async () => {
    const { servers, paths } = await described();
    assert.deepEqual(servers, [{ url: `${house.running.issuer}api/v2` }]);
    const operations = Object.entries(paths).flatMap(([path, methods]) => Object.entries(methods).map(([method, operation]) => ({ path, method: method.toUpperCase(), ...operation })));
    assert.ok(operations.length > 60, `${operations.length} operations`);
    for (const { path, method, summary } of operations) {
      assert.notEqual(summary, '', path);
      const answer = await fetch(`${house.running.origin}/api/v2${path.replaceAll(/\{\w+\}/g, 'x')}`, { method });
      assert.equal(answer.status, 401, `${method} ${path} is there, and wants a token`);
    }
  });

  test('Seed rows 153, 208, 220: a token is a JWT of some actions on some entities, for an application with its secret; it does these, and no other', async () => {
    const token = await house.token('read:users update:clients');
    const { payload, protectedHeader } = await jwtVerify(token, createRemoteJWKSet(new URL(`${house.running.issuer}.well-known/jwks.json`)), { issuer: house.running.issuer, audience: house.audience });
    assert.deepEqual([protectedHeader.alg, payload['scope'], payload['gty'], Number(payload.exp) - Number(payload.iat) <= 86_400], ['RS256', 'read:users update:clients', 'client-credentials', true]);
    const found = await house.ask('GET', '/users?q=email%3Aalice*', { token });
    assert.deepEqual([found.status, found.body.map(({ email }) => email)], [200, [people.alice.email]]);
    assert.equal((await house.ask('PATCH', '/clients/web', { token, body: { description: 'Changed' } })).status, 200);
    for (const [method, path, body] of [['DELETE', alice, undefined], ['PATCH', alice, { blocked: true }], ['POST', '/clients', { name: 'New' }], ['GET', '/grants', undefined]] as const) {
      const refused = await house.ask(method, path, { token, ...(body === undefined ? {} : { body }) });
      assert.deepEqual([refused.status, refused.body['errorCode']], [403, 'insufficient_scope'], `${method} ${path}`);
    }
  });

  test('Seed row 154: a token of one\'s own making is none, whatever it is signed with, and none is good for ever', async () => {
    const real = await house.token('read:users');
    const claims = { ...decodeJwt(real), scope: 'read:users delete:users' };
    const { exp: _end, ...endless } = claims;
    const secrets = [example.tokenSecret, apps.m2m.secret ?? '', JSON.stringify((await getJson(`${house.running.issuer}.well-known/jwks.json`))['keys'])].map((secret) => new TextEncoder().encode(secret));
    const made = [
      ...await Promise.all(secrets.flatMap((secret) => [claims, endless].map((body) => new SignJWT(body).setProtectedHeader({ alg: 'HS256', typ: 'JWT' }).sign(secret)))),
      new UnsecuredJWT(claims).encode(), [real.split('.')[0], Buffer.from(JSON.stringify(claims)).toString('base64url'), real.split('.')[2]].join('.'),
    ];
    for (const token of made) assert.equal((await house.ask('GET', '/users', { token })).status, 401, token);
    assert.equal((await house.ask('GET', '/users', { token: real })).status, 200);
    const longest = (await house.ask('GET', '/resource-servers')).body.find(({ identifier }) => identifier === house.audience);
    assert.ok(Number(longest?.['token_lifetime']) <= 86_400);
  });

  test('Seed rows 155, 210, 211: app_metadata is written with a management token of that scope, by no token of the person, and reaches no token by itself', async () => {
    const token = await house.token('update:users_app_metadata');
    const written = await house.ask('PATCH', alice, { token, body: { app_metadata: { plan: 'gold' } } });
    assert.deepEqual([written.status, written.body['app_metadata']], [200, { plan: 'gold' }]);
    assert.equal((await house.ask('PATCH', alice, { token, body: { user_metadata: { colour: 'red' } } })).status, 403);
    assert.equal((await house.ask('PATCH', alice, { token: await house.token('read:users'), body: { app_metadata: { plan: 'none' } } })).status, 403);
    const own = (await tokensFor(house.running.browser(), { app: apps.web, person: people.alice }, { audience: house.audience, scope: 'openid profile read:current_user update:current_user_metadata update:users_app_metadata' })).body;
    assert.equal((await house.ask('PATCH', alice, { token: own['access_token'] ?? '', body: { app_metadata: { plan: 'platinum' } } })).status, 403);
    assert.equal((await house.ask('PATCH', alice, { token: own['access_token'] ?? '', body: { user_metadata: { colour: 'blue' } } })).status, 200);
    const { body } = await house.ask('GET', alice);
    assert.deepEqual([body['app_metadata'], body['user_metadata']], [{ plan: 'gold' }, { colour: 'blue' }]);
    assert.doesNotMatch(JSON.stringify(decodeJwt(own['id_token'] ?? '')), /gold|metadata/);
  });

  test('Seed row 216: rules and connections are made, read, listed, changed and removed', async () => {
    await house.ask('PATCH', '/tenants/settings', { body: { flags: { enable_rules: true } } });
    const script = 'function (user, context, callback) { callback(null, user, context); }';
    const things = [['rules', { name: 'Shape', script }, { name: 'Shapes' }], ['connections', { name: 'partners', strategy: 'auth0' }, { enabled_clients: ['web'] }]] as const;
    for (const [kind, body, change] of things) {
      const made = await house.ask('POST', `/${kind}`, { body });
      assert.equal(made.status, 201, JSON.stringify(made.body));
      const at = `/${kind}/${String(made.body['id'])}`;
      assert.deepEqual((await house.ask('GET', at)).body['name'], body.name);
      assert.ok((await house.ask('GET', `/${kind}`)).body.some(({ id }) => id === made.body['id']));
      const changed = await house.ask('PATCH', at, { body: change });
      assert.deepEqual([changed.status, Object.fromEntries(Object.keys(change).map((name) => [name, changed.body[name]]))], [200, change], JSON.stringify(changed.body));
      assert.ok([202, 204].includes((await house.ask('DELETE', at)).status));
      assert.equal((await house.ask('GET', at)).status, 404);
    }
  });
});
