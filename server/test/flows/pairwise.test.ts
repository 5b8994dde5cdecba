import assert from 'node:assert/strict';
import { createHmac, hkdfSync } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { clientDefaults } from '../../src/protocol/client/client-defaults.ts';
import type { Client } from '../../src/protocol/client/client.ts';
import { addApp, switchOn } from './arrangements.ts';
import { authorizeUrl, call, claimsOf, newPkce, tokensFor, type App, type Fields } from './app.ts';
import { pageOf } from './browser.ts';
import { answerNewest, ask, cibaGrant, startCiba } from './ciba.ts';
import { recipientOf } from './encryption-keys.ts';
import { api, apps, people } from './fixtures.ts';
import { startHouse, type RunningHouse } from './house.ts';

const exchangeType = 'urn:ietf:params:oauth:grant-type:token-exchange';
const kinds = { access_token: 'urn:ietf:params:oauth:token-type:access_token', id_token: 'urn:ietf:params:oauth:token-type:id_token' };
let house: RunningHouse;
let one: App;
let two: App;
let same: App;
let aliceId = '';

const pairwise = (sector: string, over: Partial<Client> = {}): Partial<Client> => ({
  subject: { type: 'pairwise', sector, sectorIdentifierUri: undefined }, grantTypes: ['authorization_code', 'refresh_token', exchangeType], exchange: { audiences: [api], delegation: true, impersonation: true }, ...over,
});
before(async () => {
  house = await startHouse();
  one = await addApp(house, 'pw-one', pairwise('one.example'));
  two = await addApp(house, 'pw-two', pairwise('two.example'));
  same = await addApp(house, 'pw-same', pairwise('one.example'));
  aliceId = (await house.house.storage.users.findByLogin(house.house.defaultTenant.id, 'Username-Password-Authentication', people.alice.email))?.id ?? '';
});
after(() => house.stop());

const signedIn = (app: App, over: Fields = {}, browser = house.browser()) => tokensFor(browser, { app, person: people.alice }, over);
const subOf = async (app: App) => String(claimsOf((await signedIn(app)).body['id_token'])['sub']);
const introspect = async (app: App, token: string | undefined) => (await call(house.origin, '/oauth2/introspect', { app, fields: { token: token ?? '' } })).body as Record<string, unknown>;
const userinfo = async (token: string | undefined) => (await fetch(`${house.origin}/userinfo`, { headers: { authorization: `Bearer ${token ?? ''}` } })).json() as Promise<Record<string, unknown>>;

describe('OIDC Core §8: pairwise subjects', () => {
  test('OIDC Core §8.1: one name in one sector, another in another, always the same, and never the id', async () => {
    const [first, again, other, sibling] = [await subOf(one), await subOf(one), await subOf(two), await subOf(same)];
    assert.deepEqual([first === again, first === sibling, first === other, first === aliceId], [true, true, false, false]);
    assert.match(first, /^[A-Za-z0-9_-]{43}$/);
    assert.equal(await subOf(apps.web), aliceId);
  });

  test('OIDC Core §8.1: HMAC-SHA256 of sector and id, with a key of the tenant out of the master key', async () => {
    const key = Buffer.from(hkdfSync('sha256', Buffer.alloc(32, 7), Buffer.alloc(0), 'gatehouse key pairwise subjects default', 32));
    assert.equal(await subOf(one), createHmac('sha256', key).update(`one.example|${aliceId}`).digest('base64url'));
  });

  test('OIDC Core §5.3.2: userinfo, access tokens, refreshed tokens and introspection say the same name, and the id stands nowhere', async () => {
    const expected = await subOf(one);
    for (const over of [{ scope: 'openid profile email offline_access' }, { scope: 'openid profile email offline_access', audience: api }]) {
      const { body } = await signedIn(one, over);
      const refreshed = await call(house.origin, '/oauth/token', { app: one, fields: { grant_type: 'refresh_token', refresh_token: body['refresh_token'] ?? '' } });
      for (const answer of [body, refreshed.body]) {
        const told = [claimsOf(answer['id_token']), await userinfo(answer['access_token']), await introspect(one, answer['access_token']), await introspect(one, answer['refresh_token'])].filter((claims) => claims['active'] !== false);
        if ('audience' in over) told.push(claimsOf(answer['access_token']), await introspect(apps.m2m, answer['access_token']));
        for (const claims of told) assert.equal(claims['sub'], expected);
        assert.ok(!JSON.stringify(told).includes(aliceId));
      }
    }
  });

  test('OIDC Core §3.1.2.1: id_token_hint, login_hint and a demanded sub name the person as the application knows them', async () => {
    const browser = house.browser();
    const { body } = await signedIn(one, {}, browser);
    const sub = String(claimsOf(body['id_token'])['sub']);
    const ask = async (over: Fields) => (await browser.get(authorizeUrl(one, newPkce(), { prompt: 'none', scope: 'openid', ...over }))).location ?? '';
    const demand = (value: string) => JSON.stringify({ id_token: { sub: { value } } });
    for (const over of [{ id_token_hint: body['id_token'] ?? '' }, { login_hint: sub }, { login_hint: people.alice.email }, { claims: demand(sub) }]) assert.match(await ask(over), /[?&]code=/, JSON.stringify(over));
    for (const over of [{ login_hint: aliceId }, { claims: demand(aliceId) }, { claims: demand(await subOf(two)) }]) assert.match(await ask(over), /error=login_required/, JSON.stringify(over));
  });

  test('OIDC RP-Initiated Logout §2: the hint of a pairwise application is enough for its own person', async () => {
    const browser = house.browser();
    const { body } = await signedIn(one, {}, browser);
    assert.equal(pageOf(await browser.follow(await browser.get(`/oidc/logout?id_token_hint=${body['id_token'] ?? ''}`))), 'logged-out');
  });

  test('RFC 8693 §2.1: an exchange leads to the person by grant or session, and the new token has the name that its application knows', async () => {
    const expected = await subOf(one);
    const { body } = await signedIn(one, { audience: api, scope: 'openid read:things' });
    for (const [kind, type] of Object.entries(kinds)) {
      const exchanged = await call(house.origin, '/oauth/token', { app: one, fields: { grant_type: exchangeType, subject_token: body[kind] ?? '', subject_token_type: type, audience: api } });
      assert.equal(exchanged.status, 200, JSON.stringify(exchanged.body));
      assert.equal(claimsOf(exchanged.body['access_token'])['sub'], expected);
    }
    await house.house.storage.registry.insertResourceServer({ ...(await house.house.storage.clients.findResourceServer(house.house.defaultTenant.id, api))!, id: 'api_pw', identifier: 'https://pw.example', introspectors: ['pw-two'] });
    const foreign = await signedIn(apps.web, { audience: 'https://pw.example' });
    const exchanged = await call(house.origin, '/oauth/token', { app: two, fields: { grant_type: exchangeType, subject_token: foreign.body['access_token'] ?? '', subject_token_type: kinds.access_token, audience: api } });
    assert.equal(claimsOf(exchanged.body['access_token'])['sub'], await subOf(two));
  });

  test('RFC 8693 §4.1: an actor is named as the application knows them', async () => {
    const { body } = await signedIn(one, { audience: api, scope: 'openid read:things' });
    const exchanged = await call(house.origin, '/oauth/token', { app: one, fields: { grant_type: exchangeType, subject_token: body['access_token'] ?? '', subject_token_type: kinds.access_token, actor_token: body['access_token'] ?? '', actor_token_type: kinds.access_token, audience: api } });
    assert.deepEqual(claimsOf(exchanged.body['access_token'])['act'], { sub: await subOf(one) });
  });

  test('OIDC CIBA §7.1: an ID token leads to the person by its session; a pseudonym alone leads to nobody', async () => {
    const bank = await addApp(house, 'pw-ciba', { ...pairwise('bank.example'), grantTypes: ['authorization_code', cibaGrant] });
    const browser = house.browser();
    const { body } = await signedIn(bank, {}, browser);
    const sub = String(claimsOf(body['id_token'])['sub']);
    const hinted = await startCiba(house.origin, bank, { login_hint: '', id_token_hint: body['id_token'] ?? '' });
    assert.equal(hinted.status, 200);
    await answerNewest(browser, 'accept');
    assert.equal(claimsOf((await ask(house.origin, bank, hinted.id)).body['id_token'])['sub'], sub);
    for (const named of [sub, aliceId]) assert.equal((await startCiba(house.origin, bank, { login_hint: JSON.stringify({ format: 'iss_sub', iss: house.issuer, sub: named }) })).body['error'], 'unknown_user_id');
    await browser.follow(await browser.get(`/oidc/logout?id_token_hint=${body['id_token'] ?? ''}`));
    assert.equal((await startCiba(house.origin, bank, { login_hint: '', id_token_hint: body['id_token'] ?? '' })).body['error'], 'unknown_user_id');
  });

  test('Seed rows 50, 51: the older endpoints know no other name, and an encrypted target gets an encrypted token', async () => {
    await switchOn(house, 'tokeninfo', 'delegation');
    const old = await addApp(house, 'pw-old', { ...pairwise('old.example'), legacyFlows: ['tokeninfo', 'delegation'], exchange: { audiences: ['pw-target'], delegation: false, impersonation: false } });
    const rsa = await recipientOf('RSA-OAEP-256');
    await addApp(house, 'pw-target', { ...pairwise('target.example'), keys: { jwks: [rsa.jwk], jwksUri: undefined }, formats: { ...clientDefaults.formats, idTokenEncryption: { alg: rsa.alg, enc: 'A128GCM' } } });
    const { body } = await signedIn(old);
    const profile = await (await fetch(`${house.origin}/tokeninfo?id_token=${body['id_token'] ?? ''}`)).json() as Record<string, unknown>;
    assert.deepEqual([profile['user_id'], profile['identities'] === undefined, JSON.stringify(profile).includes(aliceId.slice(6))], [claimsOf(body['id_token'])['sub'], true, false]);
    const delegated = await call(house.origin, '/delegation', { app: old, fields: { grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', id_token: body['id_token'] ?? '', target: 'pw-target', scope: 'openid' } });
    const inner = claimsOf((await rsa.open(delegated.body['id_token'])).text);
    assert.deepEqual([inner['aud'], inner['azp']], ['pw-target', 'pw-old']);
    assert.match(String(inner['sub']), /^[A-Za-z0-9_-]{43}$/);
  });
});
