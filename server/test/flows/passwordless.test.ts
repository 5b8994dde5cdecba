import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { answerOf, call, claimsOf, exchange, newPkce, refresh, type App, type Fields } from './app.ts';
import { addApp } from './arrangements.ts';
import { hiddenFields, pageOf, reasonOf } from './browser.ts';
import { MovableClock } from './clock.ts';
import { api, people } from './fixtures.ts';
import { startHouse, type RunningHouse } from './house.ts';
import { keptMailsOf, mailsTo, mailTo } from './mails.ts';
import { addMailConnection, codeIn, otpGrant, startAt } from './passwordless.ts';

const grantTypes = [otpGrant, 'authorization_code', 'refresh_token'] as const;
const clock = new MovableClock();
let house: RunningHouse;
let app: App;
let spa: App;
let closed: App;
let third: App;

before(async () => {
  house = await startHouse({ clock });
  app = await addApp(house, 'mailing', { grantTypes });
  spa = await addApp(house, 'mailing-spa', { grantTypes, authenticationMethod: 'none', webOrigins: ['https://spa.example'] });
  closed = await addApp(house, 'mailing-closed', { grantTypes });
  third = await addApp(house, 'mailing-third', { grantTypes, firstParty: false });
  await addApp(house, 'mailing-not', { grantTypes });
  await addMailConnection(house, [app.id, spa.id, third.id]);
  await addMailConnection(house, [spa.id], { name: 'worded', options: { email: { subject: 'Your code is {{ code }}', body: '<p>{{ send }} for {{ user.email }} at {{ application.name }}: <b>{{ code }}</b></p>' } } });
  await addMailConnection(house, [closed.id], { name: 'staff', options: { disable_signup: true, totp: { length: 8, time_step: 60 } } });
});
after(() => house.stop());

const ask = (email: string, over: Readonly<Record<string, unknown>> = {}, from: App = app) => startAt(house.origin, from, { email, send: 'code', ...over });
const bringFrom = (from: App) => (email: string, otp: string, over: Fields = {}) => call(house.origin, '/oauth/token', { app: from, fields: { grant_type: otpGrant, realm: 'email', username: email, otp, scope: 'openid email', ...over } });
const bring = (email: string, otp: string, over: Fields = {}) => bringFrom(app)(email, otp, over);
const newest = async (email: string, count = 1) => codeIn((await mailsTo(house, email, count))[0]?.text ?? '');
const found = (email: string, connection = 'email') => house.house.storage.users.findByLogin(house.house.defaultTenant.id, connection, email);
const wrongOf = (code: string) => String((Number(code) + 1) % 10 ** code.length).padStart(code.length, '0');

describe('Passwordless: a code that an application brings', () => {
  test('Auth0: the code of a mail gives tokens; who was not there before is there now, with a proved address', async () => {
    const started = await ask('Newcomer@Example.com');
    assert.equal(started.status, 200);
    assert.deepEqual([started.body['email'], started.body['email_verified'], started.headers.get('cache-control')], ['Newcomer@Example.com', false, 'no-store']);
    assert.match(String(started.body['_id']), /^[0-9a-f]{24}$/);
    const mail = await mailTo(house, 'newcomer@example.com');
    assert.match(mail.subject, /mailing/);
    const code = codeIn(mail.text);
    assert.match(code, /^\d{6}$/);
    const { status, body } = await bring('newcomer@example.COM', `${code.slice(0, 3)} ${code.slice(3)}`, { scope: 'openid profile email offline_access read:things', audience: api });
    assert.equal(status, 200, JSON.stringify(body));
    const [id, access] = [claimsOf(body['id_token']), claimsOf(body['access_token'])];
    assert.match(String(id['sub']), /^email\|[0-9a-f]{24}$/);
    assert.deepEqual([id['email'], id['email_verified'], id['name'], id['nickname'], id['aud']], ['newcomer@example.com', true, 'newcomer@example.com', 'newcomer', app.id]);
    assert.deepEqual([access['sub'], access['gty'], access['scope']], [id['sub'], otpGrant, 'openid profile email offline_access read:things']);
    assert.equal((await refresh(house.origin, app, body['refresh_token'] ?? '')).status, 200);
    const person = await found('newcomer@example.com');
    assert.deepEqual([person?.id, person?.connection, person?.emailVerified, person?.passwordHash], [id['sub'], 'email', true, undefined]);
    await ask('newcomer@example.com');
    assert.equal(claimsOf((await bring('newcomer@example.com', await newest('newcomer@example.com', 2))).body['id_token'])['sub'], id['sub'], 'the next time it is the same person');
  });

  test('A170: a code is good for once, for five minutes, and until the next one takes its place', async () => {
    await ask('once@example.com');
    const first = await newest('once@example.com');
    await ask('once@example.com');
    const second = await newest('once@example.com', 2);
    if (first !== second) assert.equal((await bring('once@example.com', first)).body['error_description']?.slice(0, 40), 'Wrong email or verification code; or the');
    assert.equal((await bring('once@example.com', second)).status, 200);
    const again = await bring('once@example.com', second);
    assert.deepEqual([again.status, again.body['error'], again.body['error_uri']?.split('/').at(-1)], [400, 'invalid_grant', 'passwordless.code_wrong']);
    await ask('late@example.com');
    const late = await newest('late@example.com');
    clock.advance(301);
    assert.deepEqual((await bring('late@example.com', late)).body['error_uri']?.split('/').at(-1), 'passwordless.code_expired');
    assert.equal(await found('late@example.com'), undefined, 'nobody was made by it');
  });

  test('A156, A170: five tries for one code and ten wrong ones for one mailbox, whatever the spelling, the code or the application', async () => {
    await ask('guess@example.com');
    const code = await newest('guess@example.com');
    for (let i = 0; i < 5; i++) assert.equal((await bring(i % 2 === 0 ? 'guess@example.com' : 'ＧUESS@example.com', wrongOf(code))).body['error'], 'invalid_grant');
    const right = await bring('guess@example.com', code);
    assert.deepEqual([right.status, right.body['error']], [429, 'too_many_requests'], 'the right one comes too late');
    await ask('guess@example.com', {}, spa);
    const other = await newest('guess@example.com', 2);
    const reasons: (number | undefined)[] = [];
    for (let i = 0; i < 5; i++) reasons.push((await bringFrom(spa)('Guess@Example.com', wrongOf(other))).status);
    assert.deepEqual(reasons, [400, 400, 400, 400, 400]);
    await ask('guess@example.com');
    assert.equal((await bring('guess@example.com', await newest('guess@example.com', 3))).status, 429, 'a new mail brings no new guesses');
    clock.advance(3600);
    await ask('guess@example.com');
    assert.equal((await bring('guess@example.com', await newest('guess@example.com', 4))).status, 200, 'an hour later the owner is let in');
  });

  test('A code is good at the application and for the address and connection that it was asked for, and nowhere else', async () => {
    await ask('mine@example.com');
    await ask('yours@example.com');
    const code = await newest('mine@example.com');
    assert.equal((await bringFrom(spa)('mine@example.com', code)).body['error'], 'invalid_grant', 'another application');
    assert.equal((await bring('mine@example.com', code, { realm: 'staff' })).body['error'], 'invalid_request', 'a connection of others');
    if (await newest('yours@example.com') !== code) assert.equal((await bring('yours@example.com', code)).body['error'], 'invalid_grant', 'another address');
    assert.equal((await bring('mine@example.com', code)).status, 200);
  });

  test('A175: an account is made for the mailbox that got the mail, in the one form of its address', async () => {
    const started = await ask('\u212Aelvin@example.com');
    assert.equal(started.status, 200);
    const mail = await mailTo(house, 'kelvin@example.com');
    assert.equal((await bring('KELVIN@example.com', codeIn(mail.text))).status, 200);
    assert.deepEqual([(await found('kelvin@example.com'))?.email, (await keptMailsOf(house).list(house.house.defaultTenant.id)).filter(({ to }) => to.includes('\u212A'))], ['kelvin@example.com', []]);
  });

  test('A166: where nobody new is taken, or somebody is blocked, the answer of a start is the same and no mail goes out; nothing else lets them in', async () => {
    const { storage, defaultTenant } = house.house;
    const person = (email: string, blocked: boolean) => ({ id: `email|${email}`, connection: 'staff', email, canonicalEmail: email, emailVerified: false, username: undefined, blocked, passwordHash: undefined, profile: {}, userMetadata: {}, appMetadata: {}, createdAt: 0, updatedAt: 0 });
    await storage.users.insert(defaultTenant.id, person('staff@example.com', false));
    await storage.users.insert(defaultTenant.id, person('gone@example.com', true));
    const shapes = [];
    for (const email of ['staff@example.com', 'gone@example.com', 'stranger@example.com']) {
      const { status, body, headers } = await ask(email, { connection: 'staff' }, closed);
      shapes.push([status, Object.keys(body), body['email_verified'], String(body['_id']).length, [...headers.keys()].filter((name) => name !== 'x-request-id').join()]);
    }
    assert.deepEqual(shapes[1], shapes[0]);
    assert.deepEqual(shapes[2], shapes[0]);
    const code = await newest('staff@example.com');
    assert.match(code, /^\d{8}$/, 'as many digits as the connection says');
    assert.deepEqual((await keptMailsOf(house).list(defaultTenant.id)).filter(({ to }) => to === 'gone@example.com' || to === 'stranger@example.com'), []);
    const wrong = await Promise.all(['staff@example.com', 'stranger@example.com', 'gone@example.com'].map(async (email) => { const { status, body } = await bringFrom(closed)(email, wrongOf(code), { realm: 'staff' }); return [status, body]; }));
    assert.deepEqual([wrong[1], wrong[2]], [wrong[0], wrong[0]]);
    assert.equal((await bringFrom(closed)('staff@example.com', code, { realm: 'staff' })).status, 200);
    assert.equal((await found('staff@example.com', 'staff'))?.emailVerified, true, 'who reads the mail has proved the address');
  });

  test('A146: who is blocked after the mail went out gets no tokens with its code', async () => {
    await ask('blocked@example.com');
    assert.equal((await bring('blocked@example.com', await newest('blocked@example.com'))).status, 200);
    await ask('blocked@example.com');
    const code = await newest('blocked@example.com', 2);
    const person = await found('blocked@example.com');
    await house.house.storage.users.setBlocked(house.house.defaultTenant.id, person?.id ?? '', true, clock.now());
    assert.deepEqual((await bring('blocked@example.com', code)).body['error_uri']?.split('/').at(-1), 'user.blocked');
  });

  test('What can not be had is refused clearly: text messages, unknown connections, third parties, applications without the grant, wrong secrets', async () => {
    const errorOf = async (over: Readonly<Record<string, unknown>>, from: App = app) => { const { status, body } = await ask('x@example.com', over, from); return [status, body['error']]; };
    const sms = await startAt(house.origin, app, { connection: 'sms', phone_number: '+48123', send: 'code' });
    assert.deepEqual([sms.status, sms.body['error'], /Text messages are not sent here/.test(String(sms.body['error_description']))], [400, 'bad.connection', true]);
    assert.deepEqual(await errorOf({ connection: 'nothing' }), [400, 'bad.connection']);
    assert.deepEqual(await errorOf({ connection: 'staff' }), [400, 'bad.connection'], 'not enabled for this application');
    assert.deepEqual(await errorOf({ connection: 'Username-Password-Authentication' }), [400, 'bad.connection']);
    assert.deepEqual(await errorOf({ email: 'no address' }), [400, 'bad.email']);
    assert.deepEqual(await errorOf({ send: 'pigeon' }), [400, 'invalid_request']);
    assert.deepEqual(await errorOf({ authParams: { scope: ['openid'] } }), [400, 'bad.authParams']);
    assert.deepEqual(await errorOf({ send: 'link', authParams: { redirect_uri: 'https://evil.example/cb' } }), [400, 'invalid_request']);
    assert.deepEqual(await errorOf({}, { ...app, secret: 'not the secret' }), [401, 'invalid_client']);
    assert.deepEqual(await errorOf({}, { ...app, id: 'nobody', secret: undefined }), [400, 'invalid_request']);
    await ask('third@example.com', {}, third);
    assert.equal((await bringFrom(third)('third@example.com', await newest('third@example.com'))).body['error'], 'unauthorized_client');
    assert.equal((await bring('x@example.com', '123456', { realm: 'sms' })).body['error_uri']?.split('/').at(-1), 'passwordless.no_text_messages');
  });

  test('Auth0: the words of the connection come before ours, and the grant names them', async () => {
    await ask('words@example.com', { connection: 'worded' }, spa);
    const mail = await mailTo(house, 'words@example.com');
    const code = codeIn(mail.text);
    assert.deepEqual([mail.subject, mail.html.includes(`code for words@example.com at mailing-spa: <b>${code}</b>`)], [`Your code is ${code}`, true]);
    assert.equal((await bringFrom(spa)('words@example.com', code, { realm: 'worded' })).status, 200);
  });

  test('Seed row 172: the mailbox of a linked identity signs in as the person that it is linked to', async () => {
    await ask('second@example.com');
    assert.equal((await bring('second@example.com', await newest('second@example.com'))).status, 200);
    const { storage, defaultTenant } = house.house;
    const [bob, second] = [await found(people.bob.email, 'Username-Password-Authentication'), await found('second@example.com')];
    assert.equal(await storage.linkedUsers.link(defaultTenant.id, { primary: bob?.id ?? '', secondary: second?.id ?? '' }, { at: clock.now() }), 'linked');
    await ask('second@example.com');
    const claims = claimsOf((await bring('second@example.com', await newest('second@example.com', 2))).body['id_token']);
    assert.deepEqual([claims['sub'], claims['email']], [bob?.id, people.bob.email]);
  });

  test('A232: mails to one mailbox are capped, for one address more narrowly than for all', async () => {
    const statuses: number[] = [];
    for (let i = 0; i < 6; i++) statuses.push((await ask('flood@example.com')).status);
    assert.deepEqual(statuses, [200, 200, 200, 200, 200, 429]);
    assert.ok(Number((await ask('flood@example.com')).headers.get('retry-after')) > 0);
    assert.equal((await ask('neighbour@example.com')).status, 200);
  });

  test('The code stands in no table and in no line of the log', async () => {
    await ask('secret@example.com');
    const code = await newest('secret@example.com');
    await bring('secret@example.com', code);
    const { storage, defaultTenant } = house.house;
    const waiting = await storage.pending.list(defaultTenant.id, 'mail_code', 1000);
    assert.ok(waiting.length > 0);
    assert.ok(!JSON.stringify(waiting).includes(`"${code}"`) && !JSON.stringify(waiting).includes('example.com'));
    const lines = (await storage.log.list(defaultTenant.id, { take: 1000 })).records.filter(({ userId, event }) => event === 'passwordless.asked' || userId !== undefined);
    assert.ok(lines.length > 0 && !lines.some(({ detail }) => detail.includes(`"${code}"`)));
  });
});

describe('Passwordless: a link', () => {
  const linkTo = async (email: string, over: Readonly<Record<string, string>> = {}) => {
    const pkce = newPkce();
    const started = await ask(email, { send: 'link', authParams: { scope: 'openid email', state: 'st-9', redirect_uri: app.redirectUri, code_challenge: pkce.challenge, code_challenge_method: 'S256', ...over } });
    assert.equal(started.status, 200, JSON.stringify(started.body));
    return { ...pkce, link: (await mailTo(house, email)).link };
  };

  test('A170: opening a link changes nothing, however often and by whomever; the button signs in, once, and the answer goes to the application', async () => {
    const { link, verifier } = await linkTo('linked@example.com');
    assert.ok(link.startsWith(`${house.issuer}passwordless/verify_redirect?`));
    const path = link.slice(house.origin.length);
    for (let i = 0; i < 8; i++) assert.equal((await house.browser().get(path)).status, 200);
    assert.equal((await fetch(link, { method: 'HEAD' })).status, 405);
    const browser = house.browser();
    const page = await browser.get(path);
    assert.equal(pageOf(page), 'passwordless-link');
    assert.ok(page.text.includes('linked@example.com') && page.text.includes('Go on only if you have just asked for this mail'));
    assert.match(page.headers.get('content-security-policy') ?? '', /frame-ancestors 'none'/);
    assert.equal(page.headers.get('cache-control'), 'no-store');
    const press = () => browser.post('/passwordless/verify_redirect', { ...hiddenFields(page.text), action: 'default' });
    const answer = await browser.follow(await press());
    const params = answerOf(answer);
    assert.deepEqual([answer.location?.split('?')[0], params.get('state')], [app.redirectUri, 'st-9']);
    const tokens = await exchange(house.origin, app, { code: params.get('code') ?? '', code_verifier: verifier });
    assert.equal(claimsOf(tokens.body['id_token'])['email'], 'linked@example.com');
    const again = await press();
    assert.deepEqual([again.status, reasonOf(again)], [400, 'passwordless.link_dead']);
  });

  test('A131: the button of a link needs the form of this browser, and comes from no other site', async () => {
    const { link } = await linkTo('csrf@example.com');
    const path = link.slice(house.origin.length);
    const [browser, other] = [house.browser(), house.browser()];
    const own = hiddenFields((await browser.get(path)).text);
    const foreign = hiddenFields((await other.get(path)).text);
    for (const [fields, headers] of [[{ link: own['link'] ?? '' }, {}], [{ ...own, csrf: foreign['csrf'] ?? '' }, {}], [own, { origin: 'https://evil.example' }], [own, { 'sec-fetch-site': 'cross-site' }]] as const) {
      const answer = await browser.post('/passwordless/verify_redirect', fields, headers);
      assert.deepEqual([answer.status, reasonOf(answer)], [403, 'csrf.failed']);
    }
    assert.equal(await found('csrf@example.com'), undefined);
  });

  test('A109: the address that a link leads back to is a registered one, whatever was written into the link', async () => {
    const { link } = await linkTo('tampered@example.com');
    const url = new URL(link);
    url.searchParams.set('redirect_uri', 'https://evil.example/cb');
    const browser = house.browser();
    const page = await browser.get(url.pathname + url.search);
    const answer = await browser.follow(await browser.post('/passwordless/verify_redirect', { ...hiddenFields(page.text), action: 'default' }));
    assert.deepEqual([answer.location, reasonOf(answer)], [undefined, 'redirect_uri.not_registered']);
  });

  test('Auth0: an application may ask whether a code is right before it sends the browser away with it', async () => {
    await ask('verify@example.com', {}, spa);
    const code = await newest('verify@example.com');
    const verify = async (verification_code: string) => (await fetch(`${house.origin}/passwordless/verify`, { method: 'POST', headers: { 'content-type': 'application/json', origin: 'https://spa.example' }, body: JSON.stringify({ client_id: spa.id, connection: 'email', email: 'verify@example.com', verification_code }) })).status;
    assert.deepEqual([await verify(wrongOf(code)), await verify(code), await verify(code)], [400, 200, 200]);
    const pkce = newPkce();
    const query = new URLSearchParams({ client_id: spa.id, connection: 'email', email: 'verify@example.com', verification_code: code, response_type: 'code', redirect_uri: spa.redirectUri, scope: 'openid', state: 's', code_challenge: pkce.challenge, code_challenge_method: 'S256' });
    const browser = house.browser();
    const page = await browser.get(`/passwordless/verify_redirect?${query.toString()}`);
    assert.ok(answerOf(await browser.follow(await browser.post('/passwordless/verify_redirect', { ...hiddenFields(page.text), action: 'default' }))).get('code'));
  });
});
