import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { startManagedHouse, type ManagedHouse } from '../management/house.ts';
import { addApp } from './arrangements.ts';
import { answerOf, authorizeUrl, claimsOf, exchange, newPkce, type Fields } from './app.ts';
import { pageOf, reasonOf, type Browser } from './browser.ts';
import { apps, people } from './fixtures.ts';
import { startHouse, type RunningHouse } from './house.ts';
import { connectHouse, depart, signInUpstream } from './upstream.ts';

let house: ManagedHouse;
let idp: RunningHouse;
let acme: string;

before(async () => {
  idp = await startHouse();
  house = await startManagedHouse({ outboundAllow: 'localhost,127.0.0.1' });
  acme = await connectHouse(house, idp, { name: 'acme' });
});
after(async () => { await house.stop(); await idp.stop(); });

type Known = (typeof people)[keyof typeof people];

/** Signs somebody of the provider in to the application; the claims of the ID token. */
async function claimsFrom(person: Known, over: Fields = {}, browser: Browser = house.running.browser()): Promise<Record<string, unknown>> {
  const pkce = newPkce();
  const answer = answerOf(await signInUpstream({ browser, idp, person }, authorizeUrl(apps.web, pkce, { connection: 'acme', ...over })));
  const tokens = await exchange(house.running.origin, apps.web, { code: answer.get('code') ?? '', code_verifier: pkce.verifier });
  assert.equal(tokens.status, 200, JSON.stringify(tokens.body));
  return claimsOf(tokens.body['id_token']);
}
const subAt = async (person: Known) => (await idp.house.storage.users.listByEmail(idp.house.defaultTenant.id, person.email))[0]?.id ?? '';

describe('Sign-in at another OpenID Provider', () => {
  test('Seed row 169: from the application to the provider and back; the person is made by the identity, never by the address', async () => {
    const claims = await claimsFrom(people.alice);
    assert.deepEqual([claims['sub'], claims['email'], claims['email_verified'], claims['name']], [`oidc|acme|${await subAt(people.alice)}`, people.alice.email, true, 'alice Example']);
    const own = await house.ask('GET', `/users-by-email?email=${encodeURIComponent(people.alice.email)}`);
    assert.equal(own.body.length, 2, 'the person of the database and that of the provider');
    assert.deepEqual(own.body.find(({ user_id: id }) => id === claims['sub'])?.['identities'], [{ connection: 'acme', provider: 'oidc', user_id: `acme|${await subAt(people.alice)}`, isSocial: false }]);
    const again = await claimsFrom(people.alice);
    assert.equal(again['sub'], claims['sub']);
  });

  test('Seed row 61: /login/callback is the one redirect URI; an answer that is posted is read by a request of our own, without tokens in its address', async () => {
    const browser = house.running.browser();
    const left = await depart(browser, { connection: 'acme' });
    assert.equal(left.searchParams.get('redirect_uri'), `${house.running.issuer}login/callback`);
    const state = left.searchParams.get('state') ?? '';
    const posted = await browser.post('/login/callback', { state, code: 'c0de', id_token: 'a.b.c', access_token: 'secret' }, { origin: 'https://elsewhere.example', 'sec-fetch-site': 'cross-site' });
    assert.deepEqual([posted.status, posted.location], [303, `/login/callback?${new URLSearchParams({ code: 'c0de', state }).toString()}`]);
    assert.equal(reasonOf(await browser.follow(posted)), 'upstream.issuer_other', 'the provider always names itself');
    assert.equal((await browser.post('/login/callback', 'state=a&state=b')).status, 400);
  });

  test('Seed row 77, Seed row 171: connection=NAME leads there without a page, and connection_scope asks the provider for more', async () => {
    const left = await depart(house.running.browser(), { connection: 'acme', connection_scope: 'calendar.read,contacts', prompt: 'login', max_age: '60' });
    const asked = left.searchParams;
    assert.deepEqual([left.origin, asked.get('scope'), asked.get('response_type'), asked.get('code_challenge_method'), asked.get('prompt'), asked.get('max_age')], [idp.origin, 'openid profile email calendar.read contacts', 'code', 'S256', 'login', '60']);
    assert.match(asked.get('nonce') ?? '', /^[\w-]{43}$/);
    const plain = await depart(house.running.browser(), { connection: 'acme' });
    assert.deepEqual([plain.searchParams.get('scope'), plain.searchParams.get('prompt')], ['openid profile email', null]);
    const other = await house.running.browser().follow(await house.running.browser().get(authorizeUrl(apps.post, newPkce(), { connection: 'acme' })));
    assert.equal(other.status, 400, 'the connection is not enabled for this application');
  });

  test('The login page has one way for each other provider that is enabled for the application', async () => {
    const browser = house.running.browser();
    const page = await browser.follow(await browser.get(authorizeUrl(apps.web, newPkce())));
    assert.equal(pageOf(page), 'login');
    const links = [...page.text.matchAll(/href="(\/u\/login\/connection\?[^"]*)"[^>]*>(.*?)<\/a>/g)].map(([, href = '', text = '']) => [new URLSearchParams(href.replaceAll('&amp;', '&').split('?')[1]).get('connection'), text.replace(/<[^>]*>/g, '')]);
    assert.deepEqual(links, [['acme', 'Continue with acme']]);
    const way = /href="(\/u\/login\/connection\?[^"]*)"/.exec(page.text)?.[1]?.replaceAll('&amp;', '&') ?? '';
    assert.equal((await browser.get(way)).location?.startsWith(`${idp.origin}/authorize?`), true);
    assert.equal(reasonOf(await browser.get(way.replace('connection=acme', 'connection=Username-Password-Authentication'))), 'connection.disabled');
    const none = house.running.browser();
    assert.doesNotMatch((await none.follow(await none.get(authorizeUrl(apps.post, newPkce())))).text, /login\/connection/);
  });

  test('Seed row 124: what the provider says of the person stands in the ID token, and is taken over anew at each sign-in', async () => {
    const { users } = idp.house.storage;
    const tenant = idp.house.defaultTenant.id;
    const before = await claimsFrom(people.bob);
    assert.deepEqual([before['name'], before['given_name'], before['picture']], ['bob Example', 'bob', 'https://rp.example/p.png']);
    const seen = await users.find(tenant, await subAt(people.bob));
    assert.ok(seen !== undefined);
    assert.equal(await users.replace(tenant, { ...seen, emailVerified: false, profile: { ...seen.profile, name: 'Robert' } }, { seen }), 'replaced');
    const after = await claimsFrom(people.bob);
    assert.deepEqual([after['sub'], after['name'], after['email_verified']], [before['sub'], 'Robert', false]);
  });

  test('A connection with disable_signup takes nobody new, and who is blocked stays out', async () => {
    const client = await addApp(idp, 'gatehouse-closed', { redirectUris: [`${house.running.issuer}login/callback`] });
    const made = await house.ask('POST', '/connections', { body: { name: 'closed', strategy: 'oidc', options: { discovery_url: `${idp.issuer}.well-known/openid-configuration`, client_id: client.id, client_secret: client.secret, token_endpoint_auth_method: 'client_secret_post', disable_signup: true }, enabled_clients: [apps.web.id] } });
    assert.equal(made.status, 201, JSON.stringify(made.body));
    const start = authorizeUrl(apps.web, newPkce(), { connection: 'closed' });
    const come = () => signInUpstream({ browser: house.running.browser(), idp, person: people.alice }, start);
    assert.equal(reasonOf(await come()), 'upstream.signup_closed');
    assert.equal((await house.ask('PATCH', `/connections/${String(made.body['id'])}`, { body: { options: { discovery_url: `${idp.issuer}.well-known/openid-configuration`, client_id: client.id, token_endpoint_auth_method: 'client_secret_post' } } })).status, 200, 'the secret stays where it is not named');
    assert.notEqual(answerOf(await come()).get('code'), null);
    const id = `oidc|closed|${await subAt(people.alice)}`;
    assert.equal((await house.ask('PATCH', `/users/${encodeURIComponent(id)}`, { body: { blocked: true } })).status, 200);
    assert.equal(reasonOf(await come()), 'login.blocked');
  });

  test('Seed row 172: an identity that was linked signs in as the person that it was linked to', async () => {
    const own = (await house.running.house.storage.users.listByEmail(house.running.house.defaultTenant.id, people.alice.email)).find(({ id }) => id.startsWith('auth0|'));
    assert.ok(own !== undefined);
    const bob = `oidc|acme|${await subAt(people.bob)}`;
    const linked = await house.ask('POST', `/users/${encodeURIComponent(own.id)}/identities`, { body: { provider: 'oidc', user_id: bob.slice('oidc|'.length) } });
    assert.equal(linked.status, 201, JSON.stringify(linked.body));
    assert.equal((await claimsFrom(people.bob))['sub'], own.id);
  });

  test('Seed rows 115, 147, 148 and 170: tokens of the provider are kept sealed, given to read:user_idp_tokens alone, end when the provider says, and are good at its API', async () => {
    const claims = await claimsFrom(people.alice);
    const id = String(claims['sub']);
    const path = `/users/${encodeURIComponent(id)}`;
    const read = async (scope?: string) => ((await house.ask('GET', path, scope === undefined ? {} : { token: await house.token(scope) })).body['identities'] as Record<string, unknown>[])[0] ?? assert.fail();
    const whole = await read('read:users read:user_idp_tokens');
    const token = String(whole['access_token']);
    assert.equal(typeof whole['expires_in'], 'number');
    assert.ok(Number(whole['expires_in']) > 0 && Number(whole['expires_in']) <= 86_400, String(whole['expires_in']));
    const called = await fetch(`${idp.origin}/userinfo`, { headers: { authorization: `Bearer ${token}` } });
    assert.deepEqual([called.status, ((await called.json()) as Record<string, unknown>)['sub']], [200, await subAt(people.alice)]);
    assert.deepEqual(Object.keys(await read('read:users')).sort(), ['connection', 'isSocial', 'provider', 'user_id']);
    assert.equal((await house.ask('GET', path, { token: await house.token('read:user_idp_tokens') })).status, 403, 'the scope alone reads nobody');
    await claimsFrom(people.alice);
    assert.notEqual((await read('read:users read:user_idp_tokens'))['access_token'], token, 'the next sign-in brings others');
    await house.ask('DELETE', path);
    assert.equal(await house.running.house.storage.upstreamTokens.find(house.running.house.defaultTenant.id, id), undefined, 'they go with the person');
  });

  test('OIDC Core §2: a sign-in at another provider says so in acr and amr, and meets no context of the tenant', async () => {
    const claims = await claimsFrom(people.alice, { acr_values: 'urn:gatehouse:acr:password' });
    assert.deepEqual([claims['acr'], claims['amr']], ['urn:gatehouse:acr:federated', ['fed']]);
    const demanded = answerOf(await signInUpstream({ browser: house.running.browser(), idp, person: people.alice }, authorizeUrl(apps.web, newPkce(), { connection: 'acme', claims: JSON.stringify({ id_token: { acr: { essential: true, value: 'urn:gatehouse:acr:password' } } }) })));
    assert.equal(demanded.get('error'), 'unmet_authentication_requirements');
  });

  test('A connection that was taken from the application while the person was away is no way in', async () => {
    const browser = house.running.browser();
    const left = await depart(browser, { connection: 'acme' });
    const change = async (status: boolean) => assert.equal((await house.ask('PATCH', `/connections/${acme}/clients`, { body: [{ client_id: apps.web.id, status }] })).status, 204);
    await change(false);
    assert.equal(reasonOf(await browser.get(`/login/callback?${new URLSearchParams({ state: left.searchParams.get('state') ?? '', code: 'x', iss: idp.issuer }).toString()}`)), 'connection.disabled');
    await change(true);
  });
});
