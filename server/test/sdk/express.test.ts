import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { after, before, describe, test } from 'node:test';
import { call, signIn, tokensFor } from '../flows/app.ts';
import { Browser } from '../flows/browser.ts';
import { newDpopKey, proofOf } from '../flows/dpop.ts';
import { tokenRequest } from '../flows/dpop-apps.ts';
import { api, apiEs, apps, people } from '../flows/fixtures.ts';
import { freePort, startHouse, type RunningHouse } from '../flows/house.ts';
import { express, handler, listen } from './express-server.ts';

const require = createRequire(import.meta.url);
let house: RunningHouse;
before(async () => { house = await startHouse({ https: true }); });
after(() => house.stop());

/** Replaces the addresses of a fixture by those of an app that really runs. */
async function register(id: string, origin: string): Promise<void> {
  const { storage, defaultTenant } = house.house;
  const client = await storage.clients.findClient(defaultTenant.id, id);
  assert.ok(client);
  await storage.registry.replaceClient({ ...client, redirectUris: [`${origin}/callback`], logoutUris: [origin] });
}

describe('express-openid-connect, unmodified', () => {
  test('Seed row 226: login with code and client_secret_basic, refresh with rotation, logout at /v2/logout', async () => {
    const { auth } = require('express-openid-connect') as { readonly auth: (options: Record<string, unknown>) => unknown };
    const port = await freePort();
    const baseURL = `http://localhost:${port}`;
    await register('web', baseURL);
    const app = express();
    app.use(auth({ issuerBaseURL: house.issuer.slice(0, -1), baseURL, clientID: 'web', clientSecret: apps.web.secret, secret: 'a long secret of this test application', authRequired: false, auth0Logout: true, authorizationParams: { response_type: 'code', scope: 'openid profile email offline_access', audience: api } }));
    app.get('/me', handler((request, response) => response.json({ signedIn: request.oidc.isAuthenticated(), user: request.oidc.user })));
    app.get('/refresh', handler((request, response, next) => { request.oidc.accessToken?.refresh().then((fresh) => response.json({ changed: fresh.access_token }), next); }));
    const running = await listen(app, port);
    try {
      const atApp = new Browser(running.origin);
      const atHouse = house.browser();
      const start = await atApp.get('/login');
      const back = await signIn(atHouse, (start.location ?? '').slice(house.origin.length), people.alice);
      await atApp.get(back.location ?? '');
      const me = JSON.parse((await atApp.get('/me')).text) as { signedIn: boolean; user: Record<string, unknown> };
      assert.equal(me.signedIn, true);
      assert.equal(me.user['email'], people.alice.email);
      assert.ok((JSON.parse((await atApp.get('/refresh')).text) as { readonly changed?: string }).changed);
      const logout = await atApp.get('/logout');
      assert.match(logout.location ?? '', /\/v2\/logout\?/);
      const gone = await atHouse.get((logout.location ?? '').slice(house.origin.length));
      assert.equal(gone.location, baseURL);
      assert.equal((JSON.parse((await atApp.get('/me')).text) as { readonly signedIn: boolean }).signedIn, false);
      assert.equal(new URL((await atHouse.get((start.location ?? '').slice(house.origin.length))).location ?? '', house.origin).pathname, '/u/login');
    } finally { await running.stop(); }
  });
});

describe('express-oauth2-jwt-bearer, unmodified', () => {
  test('Seed row 45: an API validates access tokens by itself: right token 200, other audience and ID token 401, missing scope 403', async () => {
    const { auth, requiredScopes } = require('express-oauth2-jwt-bearer') as { readonly auth: (options: Record<string, unknown>) => unknown; readonly requiredScopes: (scope: string) => unknown };
    const app = express();
    app.use(auth({ issuerBaseURL: house.issuer.slice(0, -1), audience: api }));
    app.get('/things', requiredScopes('read:things'), handler((request, response) => response.json(request.auth?.payload)));
    app.get('/write', requiredScopes('write:things'), handler((_request, response) => response.json({})));
    const running = await listen(app);
    const get = (path: string, token: string | undefined) => fetch(`${running.origin}${path}`, { headers: { authorization: `Bearer ${token ?? ''}` } });
    try {
      const machine = await call(house.origin, '/oauth/token', { app: apps.m2m, fields: { grant_type: 'client_credentials', audience: api } });
      const right = await get('/things', machine.body['access_token']);
      assert.equal(right.status, 200);
      assert.equal((await right.json() as Record<string, unknown>)['sub'], 'm2m@clients');
      assert.equal((await get('/write', machine.body['access_token'])).status, 403);
      const other = await call(house.origin, '/oauth/token', { app: apps.m2m, fields: { grant_type: 'client_credentials', audience: apiEs } });
      assert.equal((await get('/things', other.body['access_token'])).status, 401);
      const person = await tokensFor(house.browser(), { app: apps.post, person: people.alice }, { audience: api, scope: 'openid read:things' });
      assert.equal((await get('/things', person.body['access_token'])).status, 200);
      assert.equal((await get('/things', person.body['id_token'])).status, 401);
    } finally { await running.stop(); }
  });

  test('RFC 9068 §4: strict mode accepts the tokens of an API of this profile', async () => {
    const { auth } = require('express-oauth2-jwt-bearer') as { readonly auth: (options: Record<string, unknown>) => unknown };
    const app = express();
    app.use(auth({ issuerBaseURL: house.issuer.slice(0, -1), audience: apiEs, strict: true }));
    app.get('/', handler((request, response) => response.json(request.auth?.payload)));
    const running = await listen(app);
    try {
      const machine = await call(house.origin, '/oauth/token', { app: apps.m2m, fields: { grant_type: 'client_credentials', audience: apiEs } });
      assert.equal((await fetch(running.origin, { headers: { authorization: `Bearer ${machine.body['access_token'] ?? ''}` } })).status, 200);
    } finally { await running.stop(); }
  });

  test('RFC 9449 §7.1: an API that demands DPoP takes a bound token with its proof, and no Bearer token', async () => {
    const { auth } = require('express-oauth2-jwt-bearer') as { readonly auth: (options: Record<string, unknown>) => unknown };
    const app = express();
    app.use(auth({ issuerBaseURL: house.issuer.slice(0, -1), audience: api, dpop: { required: true } }));
    app.get('/things', handler((request, response) => response.json(request.auth?.payload)));
    const running = await listen(app);
    const key = newDpopKey();
    const get = (authorization: string, proof: Partial<Parameters<typeof proofOf>[1]> = {}) => fetch(`${running.origin}/things`, { headers: { authorization, dpop: proofOf(key, { htm: 'GET', htu: `${running.origin}/things`, ...proof }) } });
    try {
      const bound = (await tokenRequest(house, { app: apps.m2m, key, fields: { grant_type: 'client_credentials', audience: api } })).body['access_token'] ?? '';
      const right = await get(`DPoP ${bound}`, { token: bound });
      assert.equal(right.status, 200);
      assert.deepEqual((await right.json() as Record<string, unknown>)['cnf'], { jkt: key.jkt });
      const bearer = (await call(house.origin, '/oauth/token', { app: apps.m2m, fields: { grant_type: 'client_credentials', audience: api } })).body['access_token'] ?? '';
      for (const [authorization, token] of [[`Bearer ${bearer}`, bearer], [`DPoP ${bearer}`, bearer], [`Bearer ${bound}`, bound]] as const) assert.notEqual((await get(authorization, { token })).status, 200, authorization.slice(0, 10));
      assert.notEqual((await get(`DPoP ${bound}`, { token: bearer })).status, 200);
    } finally { await running.stop(); }
  });
});
