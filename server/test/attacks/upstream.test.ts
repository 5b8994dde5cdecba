import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { generateKeyPair, UnsecuredJWT } from 'jose';
import { answerOf, authorizeUrl, claimsOf, exchange, newPkce, signIn, type Fields } from '../flows/app.ts';
import { pageOf, reasonOf, type Answer, type Browser } from '../flows/browser.ts';
import { apps, people } from '../flows/fixtures.ts';
import { comeBack, connect, depart, startHostileProvider, type HostileProvider } from '../flows/upstream.ts';
import { startManagedHouse, type ManagedHouse } from '../management/house.ts';

let house: ManagedHouse;
let evil: HostileProvider;
let other: HostileProvider;
const secret = 'a-client-secret-at-the-provider-0123456789';

before(async () => {
  [evil, other] = await Promise.all([startHostileProvider(), startHostileProvider()]);
  house = await startManagedHouse({ outboundAllow: 'localhost' });
  await connect(house, 'evil', { issuer: evil.issuer, client_id: 'gatehouse', client_secret: secret });
  await connect(house, 'other', { issuer: other.issuer, client_id: 'gatehouse', client_secret: secret });
});
after(async () => { await house.stop(); evil.stop(); other.stop(); });

const browser = (): Browser => house.running.browser();
const stateOf = (left: URL) => left.searchParams.get('state') ?? '';

/** A whole sign-in at the hostile provider with the ID token of these claims; where the browser ends. */
async function tryWith(claims: Readonly<Record<string, unknown>>, at: Browser = browser(), over: Fields = {}): Promise<Answer> {
  evil.idToken = (nonce) => evil.sign({ nonce, ...claims });
  const left = await depart(at, { connection: 'evil', ...over });
  return comeBack(at, { state: stateOf(left), code: 'c0de' });
}
const codeOf = (answer: Answer) => answerOf(answer).get('code');
const everybody = () => house.running.house.storage.users.listAfter(house.running.house.defaultTenant.id, { connection: undefined, after: '', take: 100 });

describe('A137: the callback of another provider', () => {
  test('A137: without a state, with one that was made up, and with one of another browser nobody signs in, no code leaves this server and no account is made', async () => {
    const before_ = await everybody();
    const spent = evil.redeemed.length;
    const at = browser();
    const left = await depart(at, { connection: 'evil' });
    for (const fields of [{ code: 'c0de' }, { state: '', code: 'c0de' }, { state: 'x'.repeat(44), code: 'c0de' }, { state: stateOf(left).replace(/.$/, (last) => (last === 'A' ? 'B' : 'A')), code: 'c0de' }]) {
      assert.equal(reasonOf(await comeBack(at, fields as Fields)), 'upstream.state_unknown', JSON.stringify(fields));
    }
    const victim = browser();
    await depart(victim, { connection: 'evil' });
    assert.equal(reasonOf(await comeBack(victim, { state: stateOf(left), code: 'c0de' })), 'upstream.state_unknown', 'the attacker’s answer in the browser of the victim');
    assert.equal(reasonOf(await comeBack(browser(), { state: stateOf(left), code: 'c0de' })), 'upstream.state_unknown');
    assert.equal(victim.cookie('session'), undefined);
    assert.deepEqual([evil.redeemed.length, (await everybody()).length], [spent, before_.length]);
    evil.idToken = () => evil.sign({ nonce: left.searchParams.get('nonce'), sub: 'rightful' });
    assert.notEqual(codeOf(await comeBack(at, { state: stateOf(left), code: 'c0de' })), null, 'strangers do not use it up');
  });

  test('A137: an answer that comes again, by GET or by POST, signs nobody in; of five at once one is taken', async () => {
    const at = browser();
    const left = await depart(at, { connection: 'evil' });
    evil.idToken = (nonce) => evil.sign({ nonce });
    const before_ = evil.redeemed.length;
    const answers = await Promise.all(Array.from({ length: 5 }, () => at.get(`/login/callback?${new URLSearchParams({ state: stateOf(left), code: 'c0de' }).toString()}`)));
    assert.deepEqual(answers.map(({ status }) => status).sort(), [302, 400, 400, 400, 400]);
    assert.equal(evil.redeemed.length, before_ + 1);
    assert.equal(reasonOf(await comeBack(at, { state: stateOf(left), code: 'c0de' })), 'upstream.state_unknown');
    assert.equal(reasonOf(await at.follow(await at.post('/login/callback', { state: stateOf(left), code: 'c0de' }))), 'upstream.state_unknown');
  });

  test('A137: the answer of one provider under the state of another goes nowhere: the token endpoint of the other never sees the code', async () => {
    const at = browser();
    const left = await depart(at, { connection: 'evil' });
    const spent = evil.redeemed.length;
    assert.equal(reasonOf(await comeBack(at, { state: stateOf(left), code: 'code-of-other', iss: other.issuer })), 'upstream.issuer_other');
    assert.equal(evil.redeemed.length, spent);
  });

  test('A137: the code goes with the verifier of its own challenge, the secret in the header alone, and to the registered token endpoint', async () => {
    const at = browser();
    const left = await depart(at, { connection: 'evil' });
    evil.idToken = (nonce) => evil.sign({ nonce });
    await comeBack(at, { state: stateOf(left), code: 'c0de' });
    const { form, authorization } = evil.redeemed.at(-1) ?? assert.fail();
    assert.deepEqual([form.get('code'), form.get('redirect_uri'), form.get('client_secret')], ['c0de', `${house.running.issuer}login/callback`, null]);
    assert.equal(authorization, `Basic ${btoa(`gatehouse:${secret}`)}`);
    const digest = await crypto.subtle.digest('SHA-256', Buffer.from(form.get('code_verifier') ?? ''));
    assert.equal(Buffer.from(digest).toString('base64url'), left.searchParams.get('code_challenge'));
  });
});

describe('A138: the ID token of another provider', () => {
  test('A138: nonce, iss, aud, azp, exp, iat and sub: whatever is absent or another, the sign-in is refused', async () => {
    const now = Math.floor(Date.now() / 1000);
    const wrong: Readonly<Record<string, Record<string, unknown>>> = {
      'no nonce': { nonce: undefined }, 'another nonce': { nonce: 'x' }, 'a nonce that is no text': { nonce: 1 },
      'the issuer of another provider': { iss: other.issuer }, 'a slash more': { iss: `${evil.issuer}/` }, 'no issuer': { iss: undefined },
      'for another client': { aud: 'somebody' }, 'no audience': { aud: undefined }, 'for several, without azp': { aud: ['gatehouse', 'somebody'] }, 'for several, by another': { aud: ['gatehouse', 'somebody'], azp: 'somebody' }, 'by another': { azp: 'somebody' },
      'over': { exp: now - 60 }, 'without an end': { exp: undefined }, 'from tomorrow': { iat: now + 86_400 }, 'without iat': { iat: undefined },
      'of nobody': { sub: undefined }, 'of an empty sub': { sub: '' }, 'of a sub that breaks a line': { sub: 'a\nb' }, 'of a sub that is too long': { sub: 'x'.repeat(256) }, 'of a number': { sub: 7 },
    };
    for (const [name, claims] of Object.entries(wrong)) {
      const at = browser();
      assert.equal(reasonOf(await tryWith(claims, at)), 'upstream.token_wrong', name);
      assert.equal(at.cookie('session'), undefined, name);
    }
    assert.equal(reasonOf(await tryWith({}, browser(), { max_age: '60' })), 'upstream.token_wrong', 'no auth_time although it was asked for');
    assert.notEqual(codeOf(await tryWith({ auth_time: now }, browser(), { max_age: '60' })), null);
  });

  test('A138: alg none, a secret in the place of a key, and a key of somebody else sign nothing', async () => {
    const stranger = (await generateKeyPair('RS256')).privateKey;
    const now = Math.floor(Date.now() / 1000);
    const forged: Record<string, (nonce: string) => Promise<string>> = {
      'none': (nonce) => Promise.resolve(new UnsecuredJWT({ iss: evil.issuer, aud: 'gatehouse', sub: 'person-1', nonce, iat: now, exp: now + 300 }).encode()),
      'HS256': (nonce) => evil.sign({ nonce }, { key: new TextEncoder().encode(secret), alg: 'HS256' }),
      'a stranger': (nonce) => evil.sign({ nonce }, { key: stranger }),
      'the key of another provider': (nonce) => evil.sign({ nonce }, { key: other.key }),
      'no JWT': () => Promise.resolve('a.b.c'),
    };
    for (const [name, idToken] of Object.entries(forged)) {
      const at = browser();
      evil.idToken = idToken;
      const left = await depart(at, { connection: 'evil' });
      assert.equal(reasonOf(await comeBack(at, { state: stateOf(left), code: 'c0de' })), 'upstream.token_wrong', name);
    }
  });

  test('A138: a userinfo answer about somebody else refuses the sign-in', async () => {
    const third = await startHostileProvider();
    third.metadata = { userinfo_endpoint: `${third.issuer}/userinfo` };
    await connect(house, 'third', { issuer: third.issuer, client_id: 'gatehouse' });
    const come = async (told: Record<string, unknown>) => {
      third.userinfo = told;
      third.idToken = (nonce) => third.sign({ nonce, email: 'mallory@example.com', email_verified: true });
      const at = browser();
      return comeBack(at, { state: stateOf(await depart(at, { connection: 'third' })), code: 'c0de' });
    };
    assert.equal(reasonOf(await come({ sub: 'person-2' })), 'upstream.userinfo_wrong');
    assert.notEqual(codeOf(await come({ sub: 'person-1', email: people.alice.email })), null);
    const made = (await everybody()).find(({ id }) => id === 'oidc|third|person-1');
    assert.deepEqual([made?.email, made?.emailVerified], [people.alice.email, false], 'that an address is verified is believed only from where the address came');
    third.stop();
  });
});

describe('A107, A142: metadata and errors of another provider', () => {
  test('A107: metadata that name another issuer, or lead to addresses that may not be asked, are good for nothing', async () => {
    for (const [index, metadata] of [{ issuer: other.issuer }, { issuer: undefined }, { token_endpoint: 'http://169.254.169.254/latest' }, { jwks_uri: 'http://10.0.0.1/jwks' }, { authorization_endpoint: 'javascript:alert(1)' }, { token_endpoint: 'file:///etc/passwd' }, { jwks_uri: undefined }].entries()) {
      const lying = await startHostileProvider();
      lying.metadata = metadata;
      await connect(house, `lying-${index}`, { issuer: lying.issuer, client_id: 'gatehouse' });
      const at = browser();
      const answer = await at.follow(await at.get(authorizeUrl(apps.web, newPkce(), { connection: `lying-${index}` })));
      assert.deepEqual([pageOf(answer), reasonOf(answer)], ['error', 'upstream.metadata_wrong'], JSON.stringify(metadata));
      lying.stop();
    }
  });

  test('A107: an administrator sets no issuer that the outbound policy refuses, and moves no connection to another issuer', async () => {
    for (const issuer of ['http://169.254.169.254', 'http://10.0.0.1/', 'http://provider.example', 'https://127.0.0.1', 'https://user:pass@provider.example', 'https://provider.example?a=b', 'ftp://provider.example', 'nonsense']) {
      const made = await house.ask('POST', '/connections', { body: { name: 'refused', strategy: 'oidc', options: { issuer, client_id: 'gatehouse' } } });
      assert.equal(made.status, 400, issuer);
    }
    const [connection] = (await house.ask('GET', '/connections?name=evil')).body;
    const moved = await house.ask('PATCH', `/connections/${String(connection?.['id'])}`, { body: { options: { issuer: other.issuer, client_id: 'gatehouse' } } });
    assert.equal(moved.status, 400, JSON.stringify(moved.body));
    assert.doesNotMatch(JSON.stringify(await Promise.all([house.ask('GET', '/connections'), house.ask('GET', `/connections/${String(connection?.['id'])}`)])), new RegExp(`${secret}|sealed`, 'i'), 'the secret is told to nobody');
  });

  test('A142: what the provider says of an error stands on the page as text alone, and no token of it in any address', async () => {
    const at = browser();
    const left = await depart(at, { connection: 'evil' });
    const page = await comeBack(at, { state: stateOf(left), error: 'server_error', error_description: '<script>alert(1)</script><img src=x onerror=alert(2)>' });
    assert.deepEqual([page.status, reasonOf(page)], [400, 'upstream.failed']);
    assert.match(page.text, /&lt;script>alert\(1\)|&lt;script&gt;alert\(1\)/, 'the tenant is in development: the developer sees it');
    assert.doesNotMatch(page.text, /<script>alert|<img src=x/);
    const declined = await depart(at, { connection: 'evil' });
    assert.equal(reasonOf(await comeBack(at, { state: stateOf(declined), error: 'access_denied' })), 'upstream.declined');
    evil.idToken = (nonce) => evil.sign({ nonce });
    const again = await depart(at, { connection: 'evil' });
    let answer = await at.get(`/login/callback?${new URLSearchParams({ state: stateOf(again), code: 'c0de' }).toString()}`);
    for (let hops = 0; hops < 5 && answer.location?.startsWith('/') === true; hops++) {
      assert.doesNotMatch(answer.location, /upstream-(?:access|refresh)-token|eyJ/);
      answer = await at.get(answer.location);
    }
    assert.doesNotMatch(answer.location ?? '', /upstream-(?:access|refresh)-token|eyJ/);
  });
});

describe('A171, A173: an address leads to nobody', () => {
  test('A171: the victim of an account that somebody made in advance comes by the provider with the same verified address: another account, in which the password of the other is nothing', async () => {
    const email = 'victim@example.com';
    assert.equal((await house.ask('POST', '/users', { body: { connection: 'Username-Password-Authentication', email, password: 'the password of the attacker', email_verified: false } })).status, 201);
    const pkce = newPkce();
    evil.idToken = (nonce) => evil.sign({ nonce, sub: 'victim', email, email_verified: true });
    const at = browser();
    const left = new URL((await at.follow(await at.get(authorizeUrl(apps.web, pkce, { connection: 'evil' })))).location ?? '');
    evil.idToken = () => evil.sign({ nonce: left.searchParams.get('nonce'), sub: 'victim', email, email_verified: true });
    const tokens = await exchange(house.running.origin, apps.web, { code: codeOf(await comeBack(at, { state: stateOf(left), code: 'c0de' })) ?? '', code_verifier: pkce.verifier });
    assert.equal(claimsOf(tokens.body['id_token'])['sub'], 'oidc|evil|victim');
    const attacker = newPkce();
    const own = answerOf(await signIn(browser(), authorizeUrl(apps.web, attacker), { email, password: 'the password of the attacker' }));
    const theirs = await exchange(house.running.origin, apps.web, { code: own.get('code') ?? '', code_verifier: attacker.verifier });
    assert.match(String(claimsOf(theirs.body['id_token'])['sub']), /^auth0\|/);
  });

  test('A173: email_verified is believed as the boolean true alone, and whoever claims the address of somebody here is somebody else', async () => {
    const before_ = (await everybody()).find(({ email, connection }) => email === people.alice.email && connection.startsWith('Username'));
    for (const [index, told] of [undefined, false, 'false', 'true', 1, null, [true], {}].entries()) {
      assert.notEqual(codeOf(await tryWith({ sub: `claimant-${index}`, email: people.alice.email, email_verified: told })), null);
      const made = (await everybody()).find(({ id }) => id === `oidc|evil|claimant-${index}`);
      assert.deepEqual([made?.email, made?.emailVerified, made?.profile['email_verified']], [people.alice.email, false, false], String(index));
    }
    assert.notEqual(codeOf(await tryWith({ sub: 'claimant-true', email: people.alice.email, email_verified: true })), null);
    assert.deepEqual((await everybody()).find(({ id }) => id === before_?.id), before_, 'the account of the database is as it was');
    assert.equal((await house.ask('GET', `/users/${encodeURIComponent(before_?.id ?? '')}`)).body['identities'] instanceof Array, true);
  });

  test('A173: claims about rights and about the account are not taken from a provider', async () => {
    assert.notEqual(codeOf(await tryWith({ sub: 'pretender', app_metadata: { admin: true }, roles: ['admin'], user_id: 'auth0|1', blocked: false, permissions: ['all'], identities: [], name: 'P', department: 'Research' })), null);
    const made = (await everybody()).find(({ id }) => id === 'oidc|evil|pretender');
    assert.deepEqual([made?.profile, made?.appMetadata], [{ name: 'P', department: 'Research' }, {}]);
  });
});

describe('A177: tokens of another provider', () => {
  test('A177: they stand in no ID token, no userinfo answer, no list of people, no page, no download, no line of the log and in no row in clear', async () => {
    const pkce = newPkce();
    const at = browser();
    const left = new URL((await at.follow(await at.get(authorizeUrl(apps.web, pkce, { connection: 'evil' })))).location ?? '');
    evil.idToken = () => evil.sign({ nonce: left.searchParams.get('nonce'), sub: 'holder', email: 'holder@example.com' });
    const tokens = await exchange(house.running.origin, apps.web, { code: codeOf(await comeBack(at, { state: stateOf(left), code: 'c0de' })) ?? '', code_verifier: pkce.verifier });
    const { storage, defaultTenant: { id: tenant } } = house.running.house;
    const sealed = await storage.upstreamTokens.find(tenant, 'oidc|evil|holder');
    assert.match(sealed ?? '', /^v1\./);
    const userinfo = await (await fetch(`${house.running.origin}/userinfo`, { headers: { authorization: `Bearer ${tokens.body['access_token'] ?? ''}` } })).text();
    const lists = await Promise.all(['/users?q=holder', '/users-by-email?email=holder%40example.com', '/logs?take=100'].map((path) => house.ask('GET', path)));
    const narrow = await house.ask('GET', '/users/oidc%7Cevil%7Cholder', { token: await house.token('read:users') });
    const account = (await at.follow(await at.get('/account'))).text;
    for (const text of [JSON.stringify(claimsOf(tokens.body['id_token'])), userinfo, JSON.stringify(lists), JSON.stringify(narrow), account, sealed ?? '']) assert.doesNotMatch(text, /upstream-(?:access|refresh)-token/);
    const open = await house.ask('GET', '/users/oidc%7Cevil%7Cholder', { token: await house.token('read:users read:user_idp_tokens') });
    assert.deepEqual((open.body['identities'] as Record<string, unknown>[]).map((one) => [one['access_token'], one['refresh_token']]), [['upstream-access-token-0123456789', 'upstream-refresh-token-0123456789']]);
    assert.throws(() => house.running.house.sealing.open(sealed ?? '', `upstream tokens ${tenant} oidc|evil|person-1`), /SealBroken|can not be opened/, 'they open in their own place alone');
  });
});
