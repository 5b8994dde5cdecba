import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { createRemoteJWKSet, decodeJwt, jwtVerify } from 'jose';
import { foreignJwts } from '../../src/jose/foreign-jwts.ts';
import { findTimeFlaw } from '../../src/protocol/jwt/time-claims.ts';
import { answerOf, authorizeUrl, call, claimsOf, newPkce, refresh, signIn, tokensFor, type App, type Fields } from '../flows/app.ts';
import { addApi, addApp, setTenant, switchOn } from '../flows/arrangements.ts';
import { MovableClock } from '../flows/clock.ts';
import { api, apps, people } from '../flows/fixtures.ts';
import { startHouse, type RunningHouse } from '../flows/house.ts';
import { addExampleApp, addJane, example, headerOf, jane, janeProfile, lifeOf, userinfo } from './examples.ts';

const clock = new MovableClock();
const day = 86_400;
let house: RunningHouse;
before(async () => { house = await startHouse({ clock }); await addJane(house); });
after(() => house.stop());

const tokens = async (over: Fields = {}, { app = apps.web, person = people.alice }: { readonly app?: App; readonly person?: { readonly email: string; readonly password: string } } = {}) => (await tokensFor(house.browser(), { app, person }, over)).body;
const introspect = async (token: string, app: App = apps.web) => (await call(house.origin, '/oauth2/introspect', { app, fields: { token } })).body as unknown as { readonly active: boolean };
const revoke = (token: string, app: App = apps.web) => call(house.origin, '/oauth/revoke', { app, fields: { token } });
const verified = (jwt: string) => jwtVerify(jwt, createRemoteJWKSet(new URL(`${house.issuer}.well-known/jwks.json`)), { currentDate: new Date(clock.nowMs()) });

describe('The sample token', () => {
  const [header = '', payload = '', signature = ''] = example.token.split('.');

  test('Seed row 158: it is signed with its secret, and its exp is its iat: it was over when it began', () => {
    assert.equal(createHmac('sha256', example.tokenSecret).update(`${header}.${payload}`).digest('base64url'), signature);
    const read = foreignJwts.read(example.token);
    assert.deepEqual(read, { header: { alg: 'HS256', typ: 'JWT' }, claims: { sub: '1234567890', name: 'John Doe', iat: 1_577_862_000, exp: 1_577_862_000, roles: ['moderator', 'user'] } });
    for (const [now, ago] of [[1_577_862_000, '0'], [1_577_862_060, '60']] as const) assert.deepEqual(findTimeFlaw(read.claims, { now, required: ['exp'] }), { expected: 'exp in the future', received: `exp ${ago} seconds ago` });
    assert.equal(findTimeFlaw(read.claims, { now: 1_577_861_999, required: ['exp'] }), undefined);
  });

  test('Seed row 158: a secret of twelve characters is none to verify with, right as the signature is', async () => {
    assert.equal(await foreignJwts.verifyWithSecret(example.token, example.tokenSecret, ['HS256']), undefined);
    const long = example.tokenSecret.repeat(3);
    const resigned = `${header}.${payload}.${createHmac('sha256', long).update(`${header}.${payload}`).digest('base64url')}`;
    assert.equal((await foreignJwts.verifyWithSecret(resigned, long, ['HS256']))?.claims['name'], 'John Doe');
    assert.equal(await foreignJwts.verifyWithSecret(example.token, long, ['HS256']), undefined);
  });

  test('Seed row 158: it is no token of this house', async () => {
    assert.equal((await userinfo(house, example.token)).status, 401);
    assert.deepEqual(await introspect(example.token), { active: false });
  });
});

describe('Kinds of token', () => {
  test('Seed rows 113, 117: a JWT is header, payload and signature; the published key verifies it, and no changed one', async () => {
    const { id_token: jwt = '' } = await tokens();
    const parts = jwt.split('.');
    assert.equal(parts.length, 3);
    for (const part of parts) assert.match(part, /^[A-Za-z0-9_-]+$/);
    const { protectedHeader, payload } = await verified(jwt);
    assert.deepEqual([protectedHeader.alg, protectedHeader.typ, typeof protectedHeader.kid], ['RS256', 'JWT', 'string']);
    const other = Buffer.from(JSON.stringify({ ...payload, sub: 'auth0|somebody' })).toString('base64url');
    await assert.rejects(verified([parts[0], other, parts[2]].join('.')));
  });

  test('Seed row 114: an opaque token says nothing to anybody but its issuer', async () => {
    const { access_token: token = '', refresh_token: refreshToken = '' } = await tokens({ scope: 'openid offline_access' });
    for (const opaque of [token, refreshToken]) {
      assert.match(opaque, /^[A-Za-z0-9_-]{40,}$/);
      assert.throws(() => decodeJwt(opaque));
      assert.equal((await introspect(opaque)).active, true);
      assert.deepEqual(await introspect(`${opaque.slice(0, -1)}${opaque.endsWith('A') ? 'B' : 'A'}`), { active: false });
    }
  });
});

describe('ID tokens', () => {
  test('Seed rows 119, 120, 121, 122 and 123: the example: issuer, subject, application, times and the profile, as they stand there', async () => {
    const app = await addExampleApp(house, example.asks);
    const at = clock.now();
    const claims = claimsOf((await tokens({ scope: example.scope }, { app, person: jane }))['id_token']);
    const { iss, sub, aud, exp, iat, name, given_name, family_name, gender, birthdate, email, picture } = claims;
    assert.deepEqual({ iss, sub, aud, name, given_name, family_name, gender, birthdate, email, picture }, { iss: house.issuer, sub: 'auth0|123456', aud: example.asks, ...janeProfile, email: jane.email });
    assert.ok(house.issuer.endsWith('/'));
    assert.ok(Number(iat) >= at && Number(iat) <= clock.now() + 1);
    assert.ok(Number(exp) > Number(iat));
  });

  test('Seed row 126: an ID token lives 36000 seconds where nobody says otherwise', async () => {
    assert.equal(lifeOf((await tokens({}, { app: await addApp(house, 'unsaid') }))['id_token']), 36_000);
  });
  test('Seed rows 28, 127: each application says how long its ID tokens live, and a change holds from the next one on', async () => {
    const app = await addApp(house, 'short-lived', { idTokenTtl: 300 });
    assert.equal(lifeOf((await tokens({}, { app }))['id_token']), 300);
    const { storage, defaultTenant } = house.house;
    const client = await storage.clients.findClient(defaultTenant.id, app.id);
    assert.ok(client !== undefined);
    await storage.registry.replaceClient({ ...client, idTokenTtl: 7200 });
    assert.equal(lifeOf((await tokens({}, { app }))['id_token']), 7200);
    assert.equal(lifeOf((await tokens())['id_token']), 36_000);
  });

  test('Seed rows 130, 146: a refresh token brings a new access token and a new ID token, of the same person and sign-in, without the nonce', async () => {
    const first = await tokens({ scope: 'openid email offline_access', nonce: 'n-1', audience: api });
    clock.advance(60);
    const { body: second } = await refresh(house.origin, apps.web, first['refresh_token'] ?? '');
    const [before, now] = [claimsOf(first['id_token']), claimsOf(second['id_token'])];
    assert.deepEqual([now['iss'], now['sub'], now['aud'], now['auth_time'], now['nonce']], [before['iss'], before['sub'], before['aud'], before['auth_time'], undefined]);
    assert.ok(Number(now['iat']) >= Number(before['iat']) + 60);
    assert.equal(lifeOf(second['id_token']), 36_000);
    assert.notEqual(second['access_token'], first['access_token']);
    assert.deepEqual(claimsOf(second['access_token'])['aud'], claimsOf(first['access_token'])['aud']);
    assert.equal((await verified(second['access_token'] ?? '')).payload.sub, now['sub']);
  });

  test('Seed row 133: an ID token is refused where an access token is wanted, and the refusal says what it is', async () => {
    const { id_token: idToken = '' } = await tokens();
    for (const path of ['/userinfo', '/oauth2/userinfo']) {
      const answer = await fetch(`${house.origin}${path}`, { headers: { authorization: `Bearer ${idToken}` } });
      assert.equal(answer.status, 401);
      assert.match(answer.headers.get('www-authenticate') ?? '', /error="invalid_token"/);
      assert.match(await answer.text(), /not an access token.*ID token/);
    }
    assert.deepEqual(await introspect(idToken), { active: false });
    assert.deepEqual(await introspect(idToken, apps.m2m), { active: false });
    const { identifier } = await addApi(house, 'https://strict.example', { dialect: 'rfc9068' });
    assert.equal(headerOf((await tokens({ audience: identifier }))['access_token'])['typ'], 'at+jwt', 'an API of this profile tells them apart by typ');
    assert.equal(headerOf(idToken)['typ'], 'JWT');
  });
});

describe('Access tokens', () => {
  test('Seed row 134: the example: audiences as a list, azp, scope as text, and the lifetime of the API', async () => {
    await addApi(house, 'my-api-identifier', { tokenTtl: 36_000, permissions: [{ value: 'read:appointments', description: 'See your appointments' }] });
    const app = await addExampleApp(house, 'YOUR_CLIENT_ID');
    const scope = 'openid profile email address phone read:appointments';
    const { access_token: token } = await tokens({ audience: 'my-api-identifier', scope }, { app, person: jane });
    const { iss, sub, aud, azp, scope: granted } = claimsOf(token);
    assert.deepEqual({ iss, sub, aud, azp, scope: granted }, { iss: house.issuer, sub: 'auth0|123456', aud: ['my-api-identifier', `${house.issuer}userinfo`], azp: 'YOUR_CLIENT_ID', scope });
    assert.equal(lifeOf(token), 36_000);
  });

  test('Seed row 136: of the person an access token carries the id alone, whatever scopes were granted', async () => {
    const { access_token: token } = await tokens({ audience: api, scope: 'openid profile email address phone' }, { person: jane });
    assert.deepEqual(Object.keys(claimsOf(token)).sort(), ['aud', 'azp', 'exp', 'iat', 'iss', 'jti', 'scope', 'sub']);
    for (const personal of [...Object.values(janeProfile), jane.email]) assert.equal(JSON.stringify(claimsOf(token)).includes(personal), false, personal);
  });

  test('Seed rows 139, 140 and 141: without an API it is opaque, good for userinfo alone, for 24 hours, and may be revoked and introspected all the same', async () => {
    const first = await tokens({ scope: 'openid email' });
    const token = first['access_token'] ?? '';
    assert.deepEqual([token.includes('.'), first.expires_in], [false, day]);
    assert.equal((await userinfo(house, token)).claims['email'], people.alice.email);
    assert.deepEqual(await introspect(token, apps.m2m), { active: false }, 'an API learns nothing of it');
    assert.equal((await introspect(token)).active, true);
    clock.advance(day - 5);
    assert.equal((await userinfo(house, token)).status, 200);
    clock.advance(6);
    assert.equal((await userinfo(house, token)).status, 401);
    assert.deepEqual(await introspect(token), { active: false });
    const second = (await tokens({ scope: 'openid' }))['access_token'] ?? '';
    assert.equal((await revoke(second)).status, 200);
    assert.equal((await userinfo(house, second)).status, 401);
    assert.deepEqual(await introspect(second), { active: false });
  });

  test('Seed row 140: a tenant says how long they live, from the next one on', async () => {
    await setTenant(house, { opaqueTokenTtl: 600 });
    try {
      const { access_token: token, expires_in: seconds } = await tokens({ scope: 'openid' });
      assert.equal(seconds, 600);
      clock.advance(595);
      assert.equal((await userinfo(house, token)).status, 200);
      clock.advance(6);
      assert.equal((await userinfo(house, token)).status, 401);
    } finally { await setTenant(house, { opaqueTokenTtl: day }); }
  });

  test('Seed row 156: a JWT that was revoked is remembered: its signature still holds, and the house refuses it', async () => {
    const [one, other] = [await tokens({ audience: api }), await tokens({ audience: api })];
    const token = one['access_token'] ?? '';
    assert.equal((await introspect(token, apps.m2m)).active, true);
    assert.equal((await revoke(token)).status, 200);
    assert.equal((await verified(token)).payload['azp'], 'web');
    assert.deepEqual([(await userinfo(house, token)).status, await introspect(token, apps.m2m), await introspect(token)], [401, { active: false }, { active: false }]);
    assert.equal((await userinfo(house, other['access_token'])).status, 200);
  });
});

describe('Refresh tokens', () => {
  test('Seed row 143: one for each application, person and device: each is good for its own alone, and one can be ended without the others', async () => {
    const asked = (device: string, more = {}) => tokens({ scope: 'openid offline_access', device }, more);
    const [tablet, phone, other, bobs] = [await asked('tablet'), await asked('phone'), await asked('tablet', { app: apps.post }), await asked('tablet', { person: people.bob })];
    const values = [tablet, phone, other, bobs].map((body) => body['refresh_token'] ?? '');
    assert.equal(new Set(values).size, 4);
    assert.equal((await refresh(house.origin, apps.post, values[0] ?? '')).body['error'], 'invalid_grant');
    assert.equal((await revoke(values[0] ?? '')).status, 200);
    assert.equal((await refresh(house.origin, apps.web, values[0] ?? '')).body['error'], 'invalid_grant');
    assert.equal(claimsOf((await refresh(house.origin, apps.web, values[1] ?? '')).body['id_token'])['sub'], claimsOf(phone['id_token'])['sub']);
    assert.equal((await refresh(house.origin, apps.post, values[2] ?? '')).status, 200);
    assert.equal(claimsOf((await refresh(house.origin, apps.web, values[3] ?? '')).body['id_token'])['sub'], claimsOf(bobs['id_token'])['sub']);
  });

  test('Seed row 144: none is for ever: thirty days without use end it, and a year whatever is done', async () => {
    const app = await addApp(house, 'keeps-refreshing');
    let token = (await tokens({ scope: 'openid offline_access' }, { app }))['refresh_token'] ?? '';
    const idle = (await tokens({ scope: 'openid offline_access' }, { app }))['refresh_token'] ?? '';
    const started = clock.now();
    clock.advance(29 * day);
    token = (await refresh(house.origin, app, token)).body['refresh_token'] ?? assert.fail('thirty days are not over');
    clock.advance(2 * day);
    assert.equal((await refresh(house.origin, app, idle)).body['error'], 'invalid_grant');
    let answer = await refresh(house.origin, app, token);
    while (answer.status === 200) {
      clock.advance(29 * day);
      assert.ok(clock.now() - started < 400 * day, 'more than a year');
      answer = await refresh(house.origin, app, answer.body['refresh_token'] ?? '');
    }
    assert.equal(answer.body['error'], 'invalid_grant');
    assert.ok(clock.now() - started > 300 * day);
  });

  test('Seed row 145: no refresh token comes through the browser, whatever the scope says', async () => {
    await switchOn(house, 'implicit', 'hybrid');
    const types = ['token', 'id_token', 'id_token token', 'code id_token', 'code token'] as const;
    const app = await addApp(house, 'through-the-browser', { requiresPkce: false, responseTypes: types, legacyFlows: ['implicit', 'hybrid'] });
    for (const type of types) {
      const answer = answerOf(await signIn(house.browser(), authorizeUrl(app, newPkce(), { response_type: type, nonce: 'n', scope: 'openid offline_access', code_challenge: '', code_challenge_method: '' }), people.alice));
      assert.deepEqual([answer.get('error'), answer.has('refresh_token')], [null, false], type);
    }
  });
});
