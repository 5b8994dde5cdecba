import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { answerOf, authorizeUrl, call, claimsOf, exchange, newPkce, signIn, type App, type Fields, type Pkce } from './app.ts';
import { setTenant } from './arrangements.ts';
import { pageOf, reasonOf } from './browser.ts';
import { MovableClock } from './clock.ts';
import { newDpopKey, proofOf } from './dpop.ts';
import { apps, people } from './fixtures.ts';
import { startHouse, type RunningHouse } from './house.ts';

const clock = new MovableClock();
let house: RunningHouse;
before(async () => { house = await startHouse({ clock }); });
after(() => house.stop());

/** The parameters of an authorization request; `''` takes one away. */
function fieldsOf(app: App, pkce: Pkce, over: Fields = {}): Fields {
  return Object.fromEntries(new URL(authorizeUrl(app, pkce, over), 'https://x').searchParams);
}
const push = (app: App, fields: Fields, headers: Fields = {}) => call(house.origin, '/oauth/par', { app, fields, headers });
const opened = (clientId: string, requestUri: string | undefined, over: Fields = {}) => `/authorize?${new URLSearchParams({ client_id: clientId, request_uri: requestUri ?? '', ...over }).toString()}`;
async function pushed(app: App, pkce: Pkce, over: Fields = {}): Promise<string> {
  const { status, body } = await push(app, fieldsOf(app, pkce, over));
  assert.equal(status, 201, JSON.stringify(body));
  return body['request_uri'] ?? '';
}

describe('RFC 9126: pushed authorization requests', () => {
  test('RFC 9126 §2.2: the answer is a request_uri of this server, good for a minute, and never kept by caches; the alias too', async () => {
    for (const path of ['/oauth/par', '/oauth2/par']) {
      const { status, body, headers } = await call(house.origin, path, { app: apps.web, fields: fieldsOf(apps.web, newPkce()) });
      assert.equal(status, 201);
      assert.match(body['request_uri'] ?? '', /^urn:ietf:params:oauth:request_uri:[A-Za-z0-9_-]{44}$/);
      assert.deepEqual(Object.keys(body), ['request_uri', 'expires_in']);
      assert.equal(Number(body.expires_in), 60);
      assert.equal(headers.get('cache-control'), 'no-store');
    }
  });

  test('RFC 9126 §4: client_id and request_uri lead through the pages to a code, which the verifier of the pushed challenge redeems', async () => {
    for (const app of [apps.web, apps.post, apps.spa, apps.web3p]) {
      const pkce = newPkce();
      const answer = answerOf(await signIn(house.browser(), opened(app.id, await pushed(app, pkce, { nonce: 'n-1', state: 'pushed state' })), people.alice));
      assert.equal(answer.get('state'), 'pushed state');
      assert.equal(answer.get('iss'), house.issuer);
      const tokens = await exchange(house.origin, app, { code: answer.get('code') ?? '', code_verifier: pkce.verifier });
      assert.equal(claimsOf(tokens.body['id_token'])['nonce'], 'n-1');
    }
  });

  test('A197 RFC 9126 §2.1: JSON is read as well, and the client is authenticated as at the token endpoint', async () => {
    const json = await fetch(`${house.origin}/oauth/par`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ ...fieldsOf(apps.post, newPkce()), client_secret: apps.post.secret }) });
    assert.equal(json.status, 201);
    for (const [app, fields] of [[{ ...apps.web, secret: 'wrong' }, {}], [{ ...apps.web, method: 'none' }, {}], [apps.web, { client_id: 'post' }], [apps.disabled, {}]] as const) {
      const refused = await push(app, { ...fieldsOf(apps.web, newPkce()), client_id: app.id, ...fields });
      assert.deepEqual([refused.status, refused.body['error']], [401, 'invalid_client']);
    }
  });

  test('RFC 9126 §2.3: what the authorization endpoint would refuse is refused here, with the reason', async () => {
    const refusals: readonly (readonly [Fields, string, RegExp])[] = [
      [{ redirect_uri: 'https://evil.example/' }, 'invalid_request', /redirect_uri/], [{ redirect_uri: '' }, 'invalid_request', /redirect_uri is missing/], [{ response_type: '' }, 'invalid_request', /response_type/],
      [{ response_type: 'token' }, 'unauthorized_client', /./], [{ response_type: 'magic' }, 'unsupported_response_type', /./], [{ code_challenge: '' , code_challenge_method: '' }, 'invalid_request', /code_challenge/],
      [{ code_challenge_method: 'plain' }, 'invalid_request', /S256/], [{ audience: 'https://nowhere.example' }, 'invalid_target', /./], [{ prompt: 'none login' }, 'invalid_request', /prompt/], [{ max_age: 'x' }, 'invalid_request', /max_age/],
      [{ response_mode: 'smoke' }, 'invalid_request', /./], [{ scope: 'a  "b"' }, 'invalid_scope', /./],
    ];
    for (const [over, error, text] of refusals) {
      const { status, body } = await push(apps.web, fieldsOf(apps.web, newPkce(), over));
      assert.deepEqual([status, body['error']], [400, error], JSON.stringify(over));
      assert.match(body['error_description'] ?? '', text);
    }
  });

  test('A047 RFC 9700 §2.1.1: a public client that pushes without a challenge is refused', async () => {
    for (const over of [{ code_challenge: '', code_challenge_method: '' }, { code_challenge: '' }]) assert.equal((await push(apps.spa, fieldsOf(apps.spa, newPkce(), over))).body['error'], 'invalid_request');
  });

  test('RFC 9126 §4: at the authorization endpoint nothing that stands beside request_uri counts', async () => {
    const pkce = newPkce();
    const over = { state: 'outside', redirect_uri: 'https://evil.example/', scope: 'openid email', response_type: 'token', nonce: 'outside', code_challenge: 'x', response_mode: 'fragment', prompt: 'none' };
    const answer = await signIn(house.browser(), opened('web', await pushed(apps.web, pkce, { state: '', scope: 'openid' }), over), people.alice);
    assert.match(answer.location ?? '', /^https:\/\/rp\.example\/cb\?/);
    assert.equal(answerOf(answer).get('state'), null);
    const { body } = await exchange(house.origin, apps.web, { code: answerOf(answer).get('code') ?? '', code_verifier: pkce.verifier });
    assert.equal(body['scope'], 'openid');
    assert.equal(claimsOf(body['id_token'])['nonce'], undefined);
  });

  test('A197 RFC 9126 §7.3: it is answered once, in one browser or two; a page may be opened again until then', async () => {
    const requestUri = await pushed(apps.web, newPkce());
    const [one, two] = [house.browser(), house.browser()];
    const first = await one.follow(await one.get(opened('web', requestUri)));
    assert.equal(pageOf(await one.follow(await one.get(opened('web', requestUri)))), 'login');
    const second = await two.follow(await two.get(opened('web', requestUri)));
    assert.equal(pageOf(second), 'login');
    assert.ok(answerOf(await signIn(one, first, people.alice)).get('code'));
    const late = await signIn(two, second, people.alice);
    assert.deepEqual([late.status, reasonOf(late), late.location], [400, 'par.used', undefined]);
    const again = await one.get(opened('web', requestUri));
    assert.deepEqual([again.status, reasonOf(again)], [400, 'par.used']);
  });

  test('A197 RFC 9126 §4: unknown, of another client, and expired ones get an error page that explains, and no redirect', async () => {
    const requestUri = await pushed(apps.web, newPkce());
    const browser = house.browser();
    const refused = async (url: string, reason: string) => {
      const answer = await browser.get(url);
      assert.deepEqual([answer.status, reasonOf(answer), answer.location], [400, reason, undefined], url);
      assert.match(answer.text, /invalid_request_uri/);
    };
    await refused(opened('web', `${requestUri.slice(0, -4)}AAAA`), 'par.unknown');
    await refused(opened('web', 'urn:ietf:params:oauth:request_uri:'), 'par.unknown');
    await refused(opened('web', 'urn:ietf:params:oauth:request_uri:short', { redirect_uri: apps.web.redirectUri, response_type: 'code' }), 'par.unknown');
    await refused(opened('post', requestUri), 'par.other_client');
    assert.equal(reasonOf(await browser.get(`/authorize?request_uri=${encodeURIComponent(requestUri)}`)), 'request.parameter_missing');
    clock.advance(61);
    await refused(opened('web', requestUri), 'par.unknown');
  });

  test('RFC 9126 §5: where the application, or its tenant, demands it, other requests are refused; discovery says so for the tenant', async () => {
    const { storage, defaultTenant } = house.house;
    const client = await storage.clients.findClient(defaultTenant.id, 'strict');
    assert.ok(client);
    const metadata = async () => (await (await fetch(`${house.origin}/.well-known/openid-configuration`)).json()) as Record<string, unknown>;
    assert.ok(answerOf(await signIn(house.browser(), authorizeUrl(apps.strict, newPkce()), people.alice)).get('code'));
    await storage.registry.replaceClient({ ...client, requests: { ...client.requests, parRequired: true } });
    const plain = async () => answerOf(await house.browser().get(authorizeUrl(apps.strict, newPkce())));
    assert.equal((await plain()).get('error'), 'invalid_request');
    assert.match((await plain()).get('error_description') ?? '', /pushed first/);
    assert.ok(answerOf(await signIn(house.browser(), opened('strict', await pushed(apps.strict, newPkce())), people.alice)).get('code'));
    await storage.registry.replaceClient(client);
    assert.equal((await metadata())['require_pushed_authorization_requests'], false);
    await setTenant(house, { parRequired: true });
    assert.equal((await plain()).get('error'), 'invalid_request');
    assert.ok(answerOf(await signIn(house.browser(), opened('strict', await pushed(apps.strict, newPkce())), people.alice)).get('code'));
    assert.equal((await metadata())['require_pushed_authorization_requests'], true);
    await setTenant(house, { parRequired: false });
    assert.equal((await metadata())['pushed_authorization_request_endpoint'], `${house.issuer}oauth/par`);
  });

  test('RFC 6749 §10.6: what authenticated the client is not kept with the request', async () => {
    const pkce = newPkce();
    const requestUri = await pushed(apps.post, pkce);
    const key = house.house.tokens.keyOf(requestUri.slice('urn:ietf:params:oauth:request_uri:'.length));
    const kept = await house.house.storage.pending.load(house.house.defaultTenant.id, 'par', key ?? '');
    assert.ok(kept);
    assert.ok(!JSON.stringify(kept).includes(apps.post.secret ?? '-'));
    assert.ok(JSON.stringify(kept).includes(pkce.challenge));
  });
});

describe('RFC 9449 §10.1: a key that is proved while the request is pushed', () => {
  const key = newDpopKey();
  const proof = (by = key) => ({ dpop: proofOf(by, { htu: `${house.origin}/oauth/par`, claims: { iat: clock.now() } }) });
  const redeem = (code: string, pkce: Pkce, by: typeof key | undefined) => call(house.origin, '/oauth/token', {
    app: apps.web, fields: { grant_type: 'authorization_code', code, code_verifier: pkce.verifier, redirect_uri: apps.web.redirectUri },
    ...(by === undefined ? {} : { headers: { dpop: proofOf(by, { htu: `${house.origin}/oauth/token`, claims: { iat: clock.now() } }) } }),
  });

  test('fapi2-security-profile-final-ensure-dpopproof-at-par-endpoint-binding-success: the code is bound to the key of the proof, and no other redeems it', async () => {
    const pkce = newPkce();
    const { body, headers } = await push(apps.web, fieldsOf(apps.web, pkce), proof());
    assert.ok(headers.get('dpop-nonce'));
    const code = answerOf(await signIn(house.browser(), opened('web', body['request_uri']), people.alice)).get('code') ?? '';
    for (const by of [undefined, newDpopKey()]) assert.notEqual((await redeem(code, pkce, by)).status, 200);
    assert.equal((await redeem(code, pkce, key)).body['token_type'], 'DPoP');
  });

  test('fapi2-security-profile-final-ensure-mismatched-dpop-jkt-fails: dpop_jkt and the proof name one key, or the request is refused', async () => {
    const other = await push(apps.web, { ...fieldsOf(apps.web, newPkce()), dpop_jkt: newDpopKey().jkt }, proof());
    assert.deepEqual([other.status, other.body['error']], [400, 'invalid_request']);
    assert.equal((await push(apps.web, { ...fieldsOf(apps.web, newPkce()), dpop_jkt: key.jkt }, proof())).status, 201);
    const broken = await push(apps.web, fieldsOf(apps.web, newPkce()), { dpop: 'not.a.proof' });
    assert.deepEqual([broken.status, broken.body['error']], [400, 'invalid_dpop_proof']);
  });
});
