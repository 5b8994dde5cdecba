import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { strangerOf } from '../jose/foreign-keys.ts';
import { answerOf, authorizeUrl, call, claimsOf, exchange, newPkce, refresh, signIn, type App } from './app.ts';
import { pageOf, reasonOf, type Answer } from './browser.ts';
import { MovableClock } from './clock.ts';
import { startDocumentHost, type DocumentHost } from './document-host.ts';
import { api, people } from './fixtures.ts';
import { startHouse, type RunningHouse } from './house.ts';

const clock = new MovableClock();
let host: DocumentHost;
let house: RunningHouse;
before(async () => {
  host = await startDocumentHost();
  house = await startHouse({ clock, outboundAllow: host.allow });
});
after(async () => { await house.stop(); await host.stop(); });

/** Puts a document under a path; it names itself. */
function place(path: string, over: Readonly<Record<string, unknown>> = {}): App {
  const id = `${host.origin}${path}`;
  const redirectUri = 'http://127.0.0.1:5999/callback';
  host.documents.set(path, { client_id: id, client_name: 'Tool', redirect_uris: [redirectUri], grant_types: ['authorization_code', 'refresh_token'], response_types: ['code'], token_endpoint_auth_method: 'none', ...over });
  return { id, secret: undefined, method: 'none', redirectUri };
}
/** A stranger's browser opens the application's request. */
async function open(app: App, over: Readonly<Record<string, string>> = {}): Promise<Answer> {
  const browser = house.browser();
  return browser.follow(await browser.get(authorizeUrl(app, newPkce(), over)));
}
/** The same at a browser where Alice is signed in. */
const toConsent = async (app: App, over: Readonly<Record<string, string>> = {}) => {
  const browser = house.browser();
  await signIn(browser, authorizeUrl({ id: 'spa', secret: undefined, method: 'none', redirectUri: 'https://spa.example/' }, newPkce()), people.alice);
  return browser.follow(await browser.get(authorizeUrl(app, newPkce(), over)));
};

describe('OAuth Client ID Metadata Document', () => {
  test('OAuth Client ID Metadata Document §4: an application that nobody registered signs a person in, after consent, and refreshes', async () => {
    const app = place('/client.json');
    const pkce = newPkce();
    const code = answerOf(await signIn(house.browser(), authorizeUrl(app, pkce, { scope: 'openid offline_access' }), people.alice)).get('code') ?? '';
    const tokens = await exchange(house.origin, app, { code, code_verifier: pkce.verifier });
    assert.equal(tokens.status, 200, JSON.stringify(tokens.body));
    const again = await refresh(house.origin, app, tokens.body['refresh_token'] ?? '');
    assert.equal(again.status, 200);
    const userinfo = await fetch(`${house.origin}/userinfo`, { headers: { authorization: `Bearer ${again.body['access_token'] ?? ''}` } });
    assert.equal(userinfo.status, 200);
    assert.equal(host.asked('/client.json'), 1, 'the document is remembered');
    const metadata = (await (await fetch(`${house.origin}/.well-known/oauth-authorization-server`)).json()) as Record<string, unknown>;
    assert.equal(metadata['client_id_metadata_document_supported'], true);
  });

  test('A134 OAuth Client ID Metadata Document §6: the consent page names the host that nobody verified, and where the answer goes; a public application is asked about each time', async () => {
    const app = place('/named.json', { client_name: 'Helper' });
    for (let i = 0; i < 2; i++) {
      const page = await toConsent(app);
      assert.equal(pageOf(page), 'consent');
      assert.match(page.text, /says it is <bdi>Helper<\/bdi> at <b><bdi dir="ltr">localhost:\d+<\/bdi><\/b>\. <bdi>\w+<\/bdi> has not verified it/);
      assert.match(page.text, /a program on this computer/);
    }
    const elsewhere = place('/elsewhere.json', { redirect_uris: ['https://other.example/cb'] });
    assert.match((await toConsent({ ...elsewhere, redirectUri: 'https://other.example/cb' })).text, /goes to another host: <b><bdi dir="ltr">other\.example/);
    const there = place('/there.json', { redirect_uris: [`${host.origin}/cb`] });
    assert.doesNotMatch((await toConsent({ ...there, redirectUri: `${host.origin}/cb` })).text, /another host|this computer/);
  });

  test('RFC 9126 §2: such an application pushes its request like any other', async () => {
    const app = place('/pushing.json', { require_pushed_authorization_requests: true });
    const pkce = newPkce();
    const fields = Object.fromEntries(new URLSearchParams(authorizeUrl(app, pkce).split('?')[1]));
    const pushed = await call(house.origin, '/oauth/par', { app, fields });
    assert.equal(pushed.status, 201, JSON.stringify(pushed.body));
    const start = `/authorize?${new URLSearchParams({ client_id: app.id, request_uri: pushed.body['request_uri'] ?? '' }).toString()}`;
    const code = answerOf(await signIn(house.browser(), start, people.alice)).get('code') ?? '';
    assert.equal((await exchange(house.origin, app, { code, code_verifier: pkce.verifier })).status, 200);
    assert.equal(pageOf(await open(app)), 'error', 'it said that it pushes');
  });

  test('RFC 6749 §3.3: a request without scope for a resource gets a code and a token for it', async () => {
    const app = place('/scopeless.json');
    const pkce = newPkce();
    const code = answerOf(await signIn(house.browser(), authorizeUrl(app, pkce, { scope: '', resource: api }), people.alice)).get('code') ?? '';
    const tokens = await exchange(house.origin, app, { code, code_verifier: pkce.verifier, resource: api });
    assert.equal(tokens.status, 200, JSON.stringify(tokens.body));
    assert.equal(claimsOf(tokens.body['access_token'])['aud'], api);
  });

  test('Fetch §3.2.2: a page of a public application may read the token endpoint from where its answers go, and no other page may', async () => {
    const app = place('/in-browser.json', { redirect_uris: ['https://tool.example/cb'] });
    assert.equal(pageOf(await open({ ...app, redirectUri: 'https://tool.example/cb' })), 'login');
    const allowed = async (origin: string) => (await fetch(`${house.origin}/oauth/token`, { method: 'OPTIONS', headers: { origin, 'access-control-request-method': 'POST' } })).headers.get('access-control-allow-origin');
    assert.deepEqual([await allowed('https://tool.example'), await allowed('https://other-tool.example')], ['https://tool.example', null]);
  });

  test('RFC 8252 §7.3: the port of a loopback address may change, also where it is called localhost', async () => {
    const app = place('/ports.json', { redirect_uris: ['http://localhost/callback', 'http://127.0.0.1/callback'] });
    for (const redirectUri of ['http://localhost:4321/callback', 'http://127.0.0.1:1234/callback']) assert.equal(pageOf(await open({ ...app, redirectUri })), 'login', redirectUri);
    assert.equal(reasonOf(await open({ ...app, redirectUri: 'http://localhost:4321/other' })), 'redirect_uri.not_registered');
  });

  test('OAuth Client ID Metadata Document §3: an address that is none is explained on a page', async () => {
    const good = place('/good.json').id;
    for (const id of [good.replace('https:', 'http:'), `${good}#x`, good.replace('https://', 'https://user@'), good.replace('https://', 'https://user:pw@'), host.origin, good.replace('/good', '/./good'), good.replace('/good', '/a/../good'), good.replace('/good', '/%2e%2e/good'), good.replace('localhost', 'LOCALHOST'), `https:/${good.slice(8)}`, `${good}?${'x'.repeat(600)}`]) {
      const page = await open({ ...place('/good.json'), id });
      assert.deepEqual([page.status, reasonOf(page), page.location], [400, 'document.address_malformed', undefined], id);
    }
  });

  test('OAuth Client ID Metadata Document §4.1: a document that is not its own, keeps secrets, or does not fit is explained on a page', async () => {
    const privateKey = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' });
    const wrong: readonly Readonly<Record<string, unknown>>[] = [
      { client_id: `${host.origin}/another.json` }, { client_id: undefined }, { client_secret: 'x' }, { client_secret_expires_at: 0 }, { token_endpoint_auth_method: 'client_secret_basic' }, { token_endpoint_auth_method: 'client_secret_jwt' },
      { token_endpoint_auth_method: 'tls_client_auth' }, { token_endpoint_auth_method: 'private_key_jwt' }, { token_endpoint_auth_method: 'private_key_jwt', jwks: { keys: [privateKey] } }, { redirect_uris: [] }, { redirect_uris: undefined },
      { redirect_uris: ['javascript:alert(1)'] }, { logo_uri: 'javascript:alert(1)' }, { response_types: ['token'], grant_types: ['implicit'] }, { jwks_uri: 'https://10.0.0.1/keys' },
    ];
    for (const [i, over] of wrong.entries()) {
      const page = await open(place(`/wrong-${i}.json`, over));
      assert.deepEqual([page.status, reasonOf(page), page.location], [400, 'document.malformed', undefined], JSON.stringify(over));
    }
    for (const [i, text] of ['[]', '{', '"text"', 'x'.repeat(70_000)].entries()) {
      const app = place(`/text-${i}.json`);
      host.documents.set(`/text-${i}.json`, text);
      assert.match(reasonOf(await open(app)) ?? '', /^document\.(malformed|unreachable)$/);
    }
    assert.equal(reasonOf(await open({ ...place('/x.json'), id: `${host.origin}/nowhere.json` })), 'document.unreachable');
    for (const id of ['https://127.0.0.1:1/c.json', 'https://169.254.169.254/c.json', 'https://[::1]/c.json', 'https://nowhere.invalid/c.json']) assert.equal(reasonOf(await open({ ...place('/x.json'), id })), 'document.unreachable', id);
  });

  test('RFC 7523 §3: a document with keys authenticates with private_key_jwt', async () => {
    const stranger = strangerOf('ES256');
    const app = place('/signed.json', { token_endpoint_auth_method: 'private_key_jwt', jwks: { keys: [{ ...stranger.jwk, kid: 'k1' }] } });
    const pkce = newPkce();
    const code = answerOf(await signIn(house.browser(), authorizeUrl(app, pkce), people.alice)).get('code') ?? '';
    const bare = await exchange(house.origin, app, { code, code_verifier: pkce.verifier });
    assert.deepEqual([bare.status, bare.body['error']], [401, 'invalid_client']);
    const now = clock.now();
    const assertion = stranger.sign({ kid: 'k1' }, { iss: app.id, sub: app.id, aud: house.issuer, iat: now, exp: now + 60, jti: 'one' });
    const response = await fetch(`${house.origin}/oauth/token`, { method: 'POST', body: new URLSearchParams({ grant_type: 'authorization_code', code, code_verifier: pkce.verifier, redirect_uri: app.redirectUri, client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer', client_assertion: assertion }) });
    assert.equal(response.status, 200, await response.text());
  });

  test('RFC 6749 §5.2: at the token endpoint the caller hears invalid_client, and the record says what is wrong with the document', async () => {
    const app = place('/no-token.json', { client_secret: 'x' });
    const answer = await exchange(house.origin, app, { code: 'x', code_verifier: 'x' });
    assert.deepEqual([answer.status, answer.body['error'], answer.body['error_uri']], [401, 'invalid_client', undefined]);
    assert.doesNotMatch(answer.body['error_description'] ?? '', /document|client_secret has/);
    const line = async () => (await house.house.storage.log.list(house.house.defaultTenant.id, { take: 20 })).records.find(({ reason }) => reason === 'document.malformed' || reason === 'client.unknown');
    let found = await line();
    for (let left = 3000; found === undefined && left > 0; left--) { await new Promise((resolve) => setTimeout(resolve, 10)); found = await line(); }
    assert.equal(found?.reason, 'document.malformed');
  });

  test('RFC 9700 §2.1.1: PKCE is demanded of each, and no grant but code and refresh is had', async () => {
    const app = place('/grants.json', { grant_types: ['authorization_code', 'client_credentials', 'urn:ietf:params:oauth:grant-type:device_code', 'password'] });
    const machine = await call(house.origin, '/oauth/token', { app, fields: { grant_type: 'client_credentials' } });
    assert.deepEqual([machine.status, machine.body['error']], [400, 'unauthorized_client']);
    const page = await open(app, { code_challenge: '', code_challenge_method: '' });
    assert.equal(reasonOf(page), 'pkce.missing');
  });

  test('RFC 9700 §4.11.2: what is wrong with a stranger’s request is shown, and sent to it only when somebody is signed in', async () => {
    const app = place('/redirector.json', { redirect_uris: ['https://evil.example/landing'] });
    const evil = { ...app, redirectUri: 'https://evil.example/landing' };
    for (const over of [{ response_type: 'nonsense' }, { scope: 'a"b' }, { audience: 'https://no.such.api' }, { prompt: 'nothing' }]) {
      const page = await open(evil, over);
      assert.deepEqual([page.location, pageOf(page)], [undefined, 'error'], JSON.stringify(over));
      const told = await toConsent(evil, over);
      assert.match(told.location ?? '', /^https:\/\/evil\.example\/landing\?error=/, JSON.stringify(over));
    }
    assert.match((await open(evil, { prompt: 'none' })).location ?? '', /error=login_required/, 'OIDC Core §3.1.2.6: nobody is there to read a page');
  });

  test('a document that changes counts after its time; while its host is away the last good one stays for two hours; one that turns bad is believed no more', async () => {
    const app = place('/changing.json', { client_name: 'First' });
    assert.match((await toConsent(app)).text, /says it is <bdi>First/);
    place('/changing.json', { client_name: 'Second' });
    assert.match((await toConsent(app)).text, /says it is <bdi>First/);
    clock.advance(601);
    assert.match((await toConsent(app)).text, /says it is <bdi>Second/);
    host.documents.delete('/changing.json');
    clock.advance(3600);
    assert.match((await toConsent(app)).text, /says it is <bdi>Second/);
    clock.advance(3700);
    assert.equal(reasonOf(await open(app)), 'document.unreachable');
    place('/changing.json', { client_id: 'https://other.example/x' });
    clock.advance(11);
    assert.equal(reasonOf(await open(app)), 'document.malformed');
  });

  test('RFC 7591 §5: so many new addresses at one host in an hour, then 429; those that were good go on', async () => {
    clock.advance(3600);
    const known = place('/known.json');
    assert.equal(pageOf(await open(known)), 'login');
    let reason: string | undefined;
    for (let i = 0; i < 70 && reason !== 'document.throttled'; i++) reason = reasonOf(await open({ ...known, id: `${host.origin}/guess-${i}.json` }));
    assert.equal(reason, 'document.throttled');
    clock.advance(601);
    assert.equal(pageOf(await open(known)), 'login');
  });

  test('OAuth Client ID Metadata Document §6.5: what an administrator says of the same name comes first, and a tenant may switch it off', async () => {
    clock.advance(3600);
    const app = place('/administered.json');
    const found = await house.house.clients.findClient(house.house.defaultTenant.id, app.id);
    assert.ok(found !== undefined);
    await house.house.storage.registry.insertClient({ ...found, enabled: false });
    assert.equal(reasonOf(await open(app)), 'client.disabled');
    const { storage, defaultTenant: tenant } = house.house;
    await storage.tenants.replace({ ...tenant, settings: { ...tenant.settings, clientMetadataDocuments: false } });
    assert.equal(reasonOf(await open(place('/off.json'))), 'document.off');
    const metadata = (await (await fetch(`${house.origin}/.well-known/openid-configuration`)).json()) as Record<string, unknown>;
    assert.equal(metadata['client_id_metadata_document_supported'], undefined);
  });
});
