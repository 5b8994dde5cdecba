import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import type { Refusal } from '../../src/kernel/refusal.ts';
import { fetchProfile } from '../../src/protocol/upstream/fetch-profile.ts';
import { findAddresses } from '../../src/protocol/upstream/find-addresses.ts';
import { plainPresets } from '../../src/protocol/upstream/presets/index.ts';
import { startManagedHouse, type ManagedHouse } from '../management/house.ts';
import { addApp, switchOn } from './arrangements.ts';
import { answerOf, authorizeUrl, call, claimsOf, exchange, newPkce, type Fields } from './app.ts';
import { reasonOf } from './browser.ts';
import { apps, people } from './fixtures.ts';
import { startHouse, type RunningHouse } from './house.ts';
import { plainToken, startPlainDouble, type PlainDouble } from './plain-provider.ts';
import { comeBack, depart, signInUpstream } from './upstream.ts';

let house: ManagedHouse;
let idp: RunningHouse;
let double: PlainDouble;
const secret = 'a-client-secret-at-the-provider-0123456789';

before(async () => {
  [idp, double] = await Promise.all([startHouse(), startPlainDouble()]);
  house = await startManagedHouse({ outboundAllow: 'localhost,127.0.0.1' });
});
beforeEach(() => {
  double.token = { status: 200, body: { access_token: plainToken, token_type: 'bearer' } };
  double.answers = { '/me': { sub: 'person-1', email: 'person@example.com', email_verified: true } };
});
after(async () => { await house.stop(); await idp.stop(); double.stop(); });

/** Makes a connection for the application `web`. */
const make = (name: string, options: object, strategy = 'oauth2') => house.ask('POST', '/connections', { body: { name, strategy, options, enabled_clients: [apps.web.id] } });
const optionsAt = (origin: string) => ({ authorizationURL: `${origin}/authorize`, tokenURL: `${origin}/token`, userinfo_url: `${origin}/me`, client_id: 'gatehouse', client_secret: secret });
let count = 0;
async function connected(over: object = {}): Promise<string> {
  const name = `plain-${count++}`;
  const made = await make(name, { ...optionsAt(double.origin), ...over });
  assert.equal(made.status, 201, JSON.stringify(made.body));
  return name;
}
/** A whole sign-in at the double: the claims of the ID token, or the reason of the refusal. */
async function come(connection: string, sent: Fields = { code: 'c0de' }): Promise<Record<string, unknown> | string> {
  const browser = house.running.browser();
  const pkce = newPkce();
  const left = new URL((await browser.follow(await browser.get(authorizeUrl(apps.web, pkce, { connection })))).location ?? '');
  const back = await comeBack(browser, { state: left.searchParams.get('state') ?? '', ...sent });
  if (back.location === undefined) return reasonOf(back) ?? 'no reason';
  return claimsOf((await exchange(house.running.origin, apps.web, { code: answerOf(back).get('code') ?? '', code_verifier: pkce.verifier })).body['id_token']);
}

describe('Sign-in at a provider of OAuth 2.0 without OpenID Connect', () => {
  test('Seed rows 169 and 199: through the pages of a real provider; its userinfo says who it is, in the names that fieldsMap gives them', async () => {
    const app = await addApp(idp, 'gatehouse-plain', { authenticationMethod: 'client_secret_basic', redirectUris: [`${house.running.issuer}login/callback`] });
    const options = { authorizationURL: `${idp.issuer}authorize`, tokenURL: `${idp.issuer}oauth/token`, userinfo_url: `${idp.issuer}userinfo`, issuer: idp.issuer, client_id: app.id, client_secret: app.secret, token_endpoint_auth_method: 'client_secret_basic', scope: 'openid profile email', fieldsMap: { nickname: 'given_name', website: 'picture' } };
    const made = await make('other-house', options);
    const { client_secret: _secret, ...shown } = options;
    assert.deepEqual([made.status, made.body['options']], [201, shown]);
    const pkce = newPkce();
    const answer = answerOf(await signInUpstream({ browser: house.running.browser(), idp, person: people.alice }, authorizeUrl(apps.web, pkce, { connection: 'other-house' })));
    const claims = claimsOf((await exchange(house.running.origin, apps.web, { code: answer.get('code') ?? '', code_verifier: pkce.verifier })).body['id_token']);
    const sub = (await idp.house.storage.users.listByEmail(idp.house.defaultTenant.id, people.alice.email))[0]?.id ?? '';
    assert.deepEqual([claims['sub'], claims['email'], claims['email_verified'], claims['nickname']], [`oauth2|other-house|${sub}`, people.alice.email, true, 'alice']);
    const [{ access_token: kept, expires_in: _left, ...identity } = {}] = (await house.ask('GET', `/users/${encodeURIComponent(String(claims['sub']))}`)).body['identities'] as Record<string, unknown>[];
    assert.deepEqual(identity, { connection: 'other-house', provider: 'oauth2', user_id: `other-house|${sub}`, isSocial: true });
    assert.equal((await fetch(`${idp.origin}/userinfo`, { headers: { authorization: `Bearer ${String(kept)}` } })).status, 200, 'the token of the provider is kept');
  });

  test('RFC 6749 §4.1.1, RFC 7636 §4.3: the browser leaves with state, scope and a challenge; the code goes with its verifier and the secret in the form', async () => {
    const name = await connected({ scope: ['a', 'b'] });
    const browser = house.running.browser();
    const left = await depart(browser, { connection: name, connection_scope: 'c', prompt: 'login' });
    const asked = left.searchParams;
    assert.deepEqual([left.origin, asked.get('response_type'), asked.get('client_id'), asked.get('scope'), asked.get('redirect_uri'), asked.get('code_challenge_method'), asked.get('nonce'), asked.get('prompt')], [double.origin, 'code', 'gatehouse', 'a b c', `${house.running.issuer}login/callback`, 'S256', null, null]);
    assert.notEqual(answerOf(await comeBack(browser, { state: asked.get('state') ?? '', code: 'c0de' })).get('code'), null);
    const { form, authorization } = double.redeemed.at(-1) ?? assert.fail();
    const digest = await crypto.subtle.digest('SHA-256', Buffer.from(form.get('code_verifier') ?? ''));
    assert.equal(Buffer.from(digest).toString('base64url'), asked.get('code_challenge'));
    assert.deepEqual([form.get('code'), form.get('client_id'), form.get('client_secret'), authorization], ['c0de', 'gatehouse', secret, undefined]);
    const without = await connected({ pkce_enabled: false });
    assert.equal((await depart(house.running.browser(), { connection: without })).searchParams.get('code_challenge'), null);
    await come(without);
    assert.equal(double.redeemed.at(-1)?.form.get('code_verifier'), null);
  });

  test('fieldsMap reads members of members, a number is an id, and what is not there is left out; rights and verified addresses are not made of words', async () => {
    const name = await connected({ fieldsMap: { user_id: 'data.id', email: 'data.mail', email_verified: 'data.verified', picture: 'data.photo.url', name: 'data.name', family_name: 'data.toString', roles: 'data.roles' } });
    double.answers = { '/me': { data: { id: 4711, mail: 'known@example.com', verified: 'true', photo: { url: 'https://cdn.example/p.png' }, name: 'Known', roles: ['admin'] } } };
    const claims = await come(name);
    assert.ok(typeof claims === 'object');
    assert.deepEqual([claims['sub'], claims['email'], claims['email_verified'], claims['picture'], claims['name'], claims['family_name'], claims['roles']], [`oauth2|${name}|4711`, 'known@example.com', false, 'https://cdn.example/p.png', 'Known', undefined, undefined]);
  });

  test('an answer that names nobody signs nobody in: no id, an id of another form, a list, an error, no JSON', async () => {
    const name = await connected();
    for (const answer of [{}, { sub: '' }, { sub: null }, { sub: 2 ** 60 }, { sub: 1.5 }, { sub: ['person-1'] }, { sub: 'a\nb' }, [{ sub: 'person-1' }], 'person-1', 500, 403]) {
      double.answers = { '/me': answer };
      assert.equal(await come(name), 'upstream.profile_wrong', JSON.stringify(answer));
    }
    for (const token of [{ status: 200, body: { error: 'bad_verification_code' } }, { status: 400, body: { error: 'invalid_grant' } }, { status: 200, body: ['x'] }]) {
      double.token = token;
      assert.equal(await come(name), 'upstream.code_refused', JSON.stringify(token));
    }
    for (const body of [{}, { access_token: '', token_type: 'bearer' }, { access_token: plainToken, token_type: 'mac' }, { access_token: plainToken }, { access_token: 'with a blank', token_type: 'bearer' }]) {
      double.token = { status: 200, body };
      assert.equal(await come(name), 'upstream.token_wrong', JSON.stringify(body));
    }
  });

  test('A137 RFC 9207 §2.4: an answer that names an issuer is taken from the one that the connection names, and from nobody where it names none', async () => {
    const [silent, named] = [await connected(), await connected({ issuer: double.origin })];
    const before_ = double.redeemed.length;
    assert.equal(await come(silent, { code: 'c0de', iss: idp.issuer }), 'upstream.issuer_other');
    assert.equal(await come(named, { code: 'c0de', iss: idp.issuer }), 'upstream.issuer_other');
    assert.equal(double.redeemed.length, before_, 'the code of another provider is sent to nobody');
    assert.equal(typeof await come(named, { code: 'c0de', iss: double.origin }), 'object');
    assert.equal(await come(silent, { error: 'access_denied' }), 'upstream.declined');
  });

  test('OIDC Core §3.1.2.1: who wants to know how long ago the person signed in is told that this provider does not say it', async () => {
    const browser = house.running.browser();
    const answer = await browser.follow(await browser.get(authorizeUrl(apps.web, newPkce(), { connection: await connected(), max_age: '60' })));
    assert.equal(reasonOf(answer), 'upstream.age_unknown');
  });

  test('A138 RFC 6819 §4.4.2.6: no application brings a token of such a provider to /oauth/access_token, for nothing proves for whom it was made', async () => {
    const phone = await addApp(house.running, 'plain-phone', { authenticationMethod: 'none', legacyFlows: ['idp_access_token'] });
    await switchOn(house.running, 'idp_access_token');
    const made = await make('brought', optionsAt(double.origin));
    await house.ask('PATCH', `/connections/${String(made.body['id'])}/clients`, { body: [{ client_id: phone.id, status: true }] });
    const before_ = double.asked.length;
    const { body } = await call(house.running.origin, '/oauth/access_token', { app: phone, fields: { connection: 'brought', access_token: plainToken } });
    assert.deepEqual([body['error'], double.asked.length], ['invalid_grant', before_]);
    assert.match(body['error_description'] ?? '', /Received: oauth2\. Expected: a connection to an OpenID Provider/);
  });
});

describe('Connections to providers of OAuth 2.0', () => {
  test('Seed row 199: options that can not work, addresses that may not be asked and scripts are refused; the secret is told to nobody', async () => {
    const good = optionsAt('https://provider.example');
    const wrong: readonly (readonly [object, RegExp])[] = [
      [{ ...good, tokenURL: undefined }, /tokenURL/], [{ ...good, userinfo_url: 'http://169.254.169.254/latest' }, /userinfo_url/], [{ ...good, tokenURL: 'http://provider.example/token' }, /tokenURL.*https/], [{ ...good, authorizationURL: 'javascript:alert(1)' }, /authorizationURL/],
      [{ ...good, scripts: { fetchUserProfile: 'function () {}' } }, /scripts/], [{ ...good, fieldsMap: { user_id: 'a..b' } }, /fieldsMap/], [{ ...good, fieldsMap: { 'A B': 'c' } }, /fieldsMap/], [{ ...good, client_id: undefined }, /client_id/],
    ];
    for (const [options, told] of wrong) {
      const { status, body } = await make('refused', options);
      assert.equal(status, 400, JSON.stringify(options));
      assert.match(String(body['message']), told);
    }
    assert.equal((await make('my-github', { client_id: 'g' }, 'github')).status, 400, 'there is one, and it is called github');
    assert.doesNotMatch(JSON.stringify((await house.ask('GET', '/connections')).body), new RegExp(`${secret}|sealed`));
  });

  test('the people of a connection stay who they are: its hosts and the member that is their id do not change', async () => {
    const made = await make('fixed', optionsAt('https://provider.example'));
    const path = `/connections/${String(made.body['id'])}`;
    const change = (over: object) => house.ask('PATCH', path, { body: { options: { ...optionsAt('https://provider.example'), ...over } } });
    for (const over of [{ tokenURL: 'https://other.example/token' }, { userinfo_url: 'https://other.example/me' }, { fieldsMap: { user_id: 'email' } }]) assert.equal((await change(over)).status, 400, JSON.stringify(over));
    assert.equal((await change({ tokenURL: 'https://provider.example/v2/token', fieldsMap: { user_id: 'sub', name: 'display' } })).status, 200);
  });

  test('Seed row 199: github, facebook and linkedin have their addresses and scopes ready, and a button on the sign-in page', async () => {
    const places = { github: ['https://github.com/login/oauth/authorize', 'user:email', 'S256'], facebook: ['https://www.facebook.com/dialog/oauth', 'public_profile email', null], linkedin: ['https://www.linkedin.com/oauth/v2/authorization', 'openid profile email', null] } as const;
    for (const [name, [address, scope, challenge]] of Object.entries(places)) {
      const made = await make(name, { client_id: 'gatehouse', client_secret: secret, email: true, profile: true }, name);
      assert.deepEqual([made.status, made.body['options']], [201, { client_id: 'gatehouse', email: true, profile: true }]);
      const left = await depart(house.running.browser(), { connection: name });
      assert.deepEqual([`${left.origin}${left.pathname}`, left.searchParams.get('scope'), left.searchParams.get('code_challenge_method')], [address, scope, challenge]);
    }
    const browser = house.running.browser();
    const page = await browser.follow(await browser.get(authorizeUrl(apps.web, newPkce())));
    for (const label of ['GitHub', 'Facebook', 'LinkedIn']) assert.match(page.text, new RegExp(`Continue with <bdi>${label}</bdi>`));
  });

  test('the data of the presets fit answers as the providers document them, at a double of them', async () => {
    const documented: Readonly<Record<string, readonly [answers: Readonly<Record<string, unknown>>, claims: object]>> = {
      github: [{ '/user': { login: 'octocat', id: 583_231, avatar_url: 'https://avatars.example/u/1', html_url: 'https://github.com/octocat', name: 'The Octocat', blog: '', email: null }, '/user/emails': [{ email: 'other@example.com', primary: false, verified: true }, { email: 'octocat@example.com', primary: true, verified: true, visibility: 'public' }] },
        { sub: '583231', name: 'The Octocat', nickname: 'octocat', picture: 'https://avatars.example/u/1', profile: 'https://github.com/octocat', website: '', email: 'octocat@example.com', email_verified: true }],
      facebook: [{ '/me': { id: '10224', name: 'Ada Example', first_name: 'Ada', last_name: 'Example', email: 'ada@example.com', picture: { data: { url: 'https://cdn.example/ada.png', is_silhouette: false } } } },
        { sub: '10224', name: 'Ada Example', given_name: 'Ada', family_name: 'Example', email: 'ada@example.com', picture: 'https://cdn.example/ada.png' }],
      linkedin: [{ '/v2/userinfo': { sub: '782bbtaQ', name: 'John Doe', given_name: 'John', family_name: 'Doe', picture: 'https://media.example/x', locale: 'en-US', email: 'doe@example.com', email_verified: true } },
        { sub: '782bbtaQ', name: 'John Doe', given_name: 'John', family_name: 'Doe', email: 'doe@example.com', email_verified: true, picture: 'https://media.example/x' }],
    };
    const ask = async (name: string) => {
      const service = plainPresets.get(name) ?? assert.fail(name);
      const at = (url: string) => url.replace(/^https:\/\/[^/]+/, double.origin);
      const [first, ...others] = service.sources.map((source) => ({ ...source, url: at(source.url) }));
      const provider = { clientId: 'g', clientSecret: secret, secretMethod: undefined, scope: [], service: { ...service, sources: [first ?? assert.fail(), ...others] as const } };
      const addresses = findAddresses(provider, house.running.house.outboundPolicy);
      assert.ok('sources' in addresses);
      return fetchProfile(plainToken, addresses, house.running.house.outbound);
    };
    for (const [name, [answers, claims]] of Object.entries(documented)) {
      double.answers = answers;
      assert.deepEqual(await ask(name), claims, name);
    }
    double.answers = { '/user': { id: 7 }, '/user/emails': 404 };
    assert.deepEqual(await ask('github'), { sub: '7' }, 'addresses that the person does not show are not known');
    double.answers = { '/user': { message: 'Bad credentials' } };
    assert.equal((await ask('github') as Refusal).reason, 'upstream.profile_wrong');
    assert.deepEqual([...plainPresets.keys()].sort(), Object.keys(documented).sort());
  });
});
