import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { answerOf, authorizeUrl, newPkce, signIn } from './app.ts';
import { pageOf } from './browser.ts';
import { MovableClock } from './clock.ts';
import { apps, people } from './fixtures.ts';
import { startHouse, type RunningHouse } from './house.ts';
import { Mailbox } from './mailbox.ts';
import { openLink, resetByLink } from './recovery.ts';

const connection = 'Username-Password-Authentication';
const origin = 'https://spa.example';
const client = { client_id: apps.spa.id, connection };

describe('Auth0: accounts and mails for applications with forms of their own', () => {
  const clock = new MovableClock();
  let house: RunningHouse;
  let mailbox: Mailbox;
  before(async () => { house = await startHouse({ clock, mode: 'production' }); mailbox = new Mailbox(house.house); });
  after(() => house.stop());

  const send = async (path: string, body: object) => {
    const response = await fetch(`${house.origin}/dbconnections/${path}`, { method: 'POST', headers: { 'content-type': 'application/json', origin }, body: JSON.stringify(body) });
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, body: (text.startsWith('{') ? JSON.parse(text) : {}) as Readonly<Record<string, unknown>> };
  };
  const stored = (email: string) => house.house.storage.users.findByLogin(house.house.defaultTenant.id, connection, email);

  test('signup answers what was sent and nothing else, mails the proof of the address, and the person can sign in', async () => {
    const { status, body, headers } = await send('signup', { ...client, email: 'Nora@Example.com', password: 'quite a long password', given_name: 'Nora', user_metadata: { plan: 'gold' } });
    assert.equal(status, 200);
    const user = await stored('nora@example.com');
    assert.deepEqual(body, { _id: user?.id.replace('auth0|', ''), email: 'Nora@Example.com', email_verified: false, given_name: 'Nora', user_metadata: { plan: 'gold' } });
    assert.deepEqual([headers.get('access-control-allow-origin'), headers.get('cache-control')], [origin, 'no-store']);
    assert.ok(answerOf(await signIn(house.browser(), authorizeUrl(apps.web, newPkce()), { email: 'nora@example.com', password: 'quite a long password' })).get('code'));
    const mail = await mailbox.newest('Nora@Example.com', 'verify_email');
    assert.equal(mail.code, '', 'no browser waits for a code');
    assert.equal(pageOf(await openLink(house.browser(), mail.path)), 'email-done');
    assert.equal((await stored('nora@example.com'))?.emailVerified, true);
  });

  test('A176: what nobody may say of oneself is not read', async () => {
    const { status, body } = await send('signup', { ...client, email: 'mallory@example.com', password: 'quite a long password', email_verified: true, app_metadata: { admin: true }, roles: ['admin'], blocked: false, user_id: 'auth0|root', identities: [{}], id: 'x' });
    assert.deepEqual([status, body['email_verified']], [200, false]);
    const user = await stored('mallory@example.com');
    assert.deepEqual([user?.emailVerified, user?.appMetadata, user?.connection], [false, {}, connection]);
    assert.notEqual(user?.id, 'auth0|root');
  });

  test('refusals have the codes that Auth0 has', async () => {
    for (const [over, status, code] of [
      [{ email: people.alice.email }, 400, 'user_exists'], [{ email: 'no address' }, 400, 'invalid_signup'], [{ password: 'short' }, 400, 'invalid_password'], [{ password: 'p'.repeat(1025) }, 400, 'invalid_password'],
      [{ connection: 'nowhere' }, 404, 'no_connection'], [{ client_id: 'nobody' }, 403, 'unauthorized_client'], [{ client_id: apps.disabled.id }, 403, 'unauthorized_client'],
      [{ user_metadata: { a: 1 } }, 400, 'invalid_signup'], [{ user_metadata: 'text' }, 400, 'invalid_signup'], [{ picture: 'javascript:alert(1)' }, 400, 'invalid_signup'], [{ password: undefined }, 400, 'invalid_request'],
    ] as const) {
      const { status: answered, body } = await send('signup', { ...client, email: 'fresh@example.com', password: 'quite a long password', ...over });
      assert.deepEqual([answered, body['code'], body['statusCode'], typeof body['description']], [status, code, status, 'string'], JSON.stringify(over));
    }
    assert.equal(await stored('fresh@example.com'), undefined);
  });

  test('change_password says the same to everybody, in words; the link of the mail sets the password', async () => {
    const [known, unknown] = [await send('change_password', { ...client, email: people.bob.email }), await send('change_password', { ...client, email: 'nobody@example.com' })];
    for (const { status, text } of [known, unknown]) assert.deepEqual([status, text], [200, "We've just sent you an email to reset your password."]);
    assert.equal(await mailbox.countTo('nobody@example.com'), 0);
    assert.equal(pageOf(await resetByLink(house.browser(), (await mailbox.newest(people.bob.email, 'reset_email')).path, 'olive garden ninety')), 'email-done');
    assert.ok(answerOf(await signIn(house.browser(), authorizeUrl(apps.web, newPkce()), { ...people.bob, password: 'olive garden ninety' })).get('code'));
  });

  test('a password in change_password changes nothing: only who reads the mail sets one', async () => {
    const before = (await stored(people.alice.email))?.passwordHash;
    assert.equal((await send('change_password', { ...client, email: people.alice.email, password: 'of the attacker' })).status, 200);
    assert.equal((await stored(people.alice.email))?.passwordHash, before);
  });

  test('mails to one address end at five an hour, whoever asks, and the sixth answer tells when the next one goes', async () => {
    clock.advance(7200);
    for (let i = 0; i < 5; i++) assert.equal((await send('change_password', { ...client, email: 'Carol@example.com' })).status, 200);
    const { status, body, headers } = await send('change_password', { ...client, email: 'carol@EXAMPLE.com' });
    assert.deepEqual([status, body['code']], [429, 'too_many_requests']);
    assert.ok(Number(headers.get('retry-after')) > 0);
    assert.equal(await mailbox.countTo(people.carol.email), 0, 'a blocked person gets none');
  });
});
