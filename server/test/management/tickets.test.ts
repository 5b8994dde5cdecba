import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { answerOf, authorizeUrl, newPkce, signIn } from '../flows/app.ts';
import { pageOf, reasonOf } from '../flows/browser.ts';
import { MovableClock } from '../flows/clock.ts';
import { apps } from '../flows/fixtures.ts';
import { Mailbox } from '../flows/mailbox.ts';
import { askReset, openLink, resetByLink, submit } from '../flows/recovery.ts';
import { startManagedHouse, type ManagedHouse } from './house.ts';

const connection = 'Username-Password-Authentication';

describe('Management API v2: links for people, and mails to them', () => {
  const clock = new MovableClock();
  let house: ManagedHouse;
  let mailbox: Mailbox;
  before(async () => { house = await startManagedHouse({ clock, mode: 'production' }); mailbox = new Mailbox(house.running.house); });
  after(() => house.stop());

  let people = 0;
  const person = async (over: object = {}) => {
    const email = `managed${++people}@example.com`;
    const { body } = await house.ask('POST', '/users', { body: { connection, email, password: 'first of all words', ...over } });
    return { id: String(body['user_id']), email };
  };
  const verifiedOf = async (id: string) => (await house.ask('GET', `/users/${id}`)).body['email_verified'];
  const pathOf = (ticket: unknown) => { const { origin, pathname, search } = new URL(String(ticket)); return { origin, path: `${pathname}${search}` }; };

  test('email verification: the link stands under the issuer, shows a page however often, and one button proves the address and leads on', async () => {
    const { id } = await person();
    const { status, body } = await house.ask('POST', '/tickets/email-verification', { body: { user_id: id, result_url: 'https://rp.example/done?a=1', includeEmailInRedirect: true } });
    assert.equal(status, 201);
    const { origin, path } = pathOf(body['ticket']);
    assert.equal(origin, house.running.origin);
    const browser = house.running.browser();
    for (let i = 0; i < 3; i++) assert.equal(pageOf(await browser.get(path)), 'email-link');
    assert.equal(await verifiedOf(id), false);
    const done = await submit(browser, await browser.get(path), {});
    const led = new URL(done.location ?? '');
    assert.deepEqual([led.origin, led.searchParams.get('a'), led.searchParams.get('success'), led.searchParams.get('email')], ['https://rp.example', '1', 'true', `managed${people}@example.com`]);
    assert.equal(await verifiedOf(id), true);
    assert.equal(reasonOf(await browser.get(path)), 'ticket.used');
  });

  test('password change: by id or by address and connection; the address is proved only where that is asked for; ttl_sec is kept to', async () => {
    const one = await person();
    const first = await house.ask('POST', '/tickets/password-change', { body: { user_id: one.id, result_url: 'https://rp.example/done' } });
    const browser = house.running.browser();
    const done = await resetByLink(browser, pathOf(first.body['ticket']).path, 'second of all words');
    assert.ok(done.location?.startsWith('https://rp.example/done?'), done.location);
    assert.equal(await verifiedOf(one.id), false);
    assert.ok(answerOf(await signIn(house.running.browser(), authorizeUrl(apps.web, newPkce()), { email: one.email, password: 'second of all words' })).get('code'));
    const [{ id: connectionId }] = (await house.ask('GET', '/connections')).body as unknown as readonly [{ readonly id: string }];
    const second = await house.ask('POST', '/tickets/password-change', { body: { email: one.email.toUpperCase(), connection_id: connectionId, mark_email_as_verified: true, ttl_sec: 60 } });
    assert.equal(second.status, 201);
    clock.advance(50);
    const form = await openLink(house.running.browser(), pathOf(second.body['ticket']).path);
    assert.equal(pageOf(form), 'new-password');
    clock.advance(11);
    assert.equal(reasonOf(await house.running.browser().get(pathOf(second.body['ticket']).path)), 'ticket.expired');
    const third = await house.ask('POST', '/tickets/password-change', { body: { user_id: one.id, mark_email_as_verified: true } });
    await resetByLink(house.running.browser(), pathOf(third.body['ticket']).path, 'third of all words');
    assert.equal(await verifiedOf(one.id), true);
  });

  test('the tenant’s template of a mail says how long its link is good and where it leads; an address that is none leaves the person on a page of this server', async () => {
    const template = { template: 'verify_email', subject: 'Yours?', body: '<a href="{{ url }}">{{ url }}</a>', from: 'a@acme.example', syntax: 'liquid', enabled: true, urlLifetimeInSeconds: 120, resultUrl: 'https://rp.example/{{ application.clientID }}?t={{ tenant }}', includeEmailInRedirect: false };
    assert.equal((await house.ask('POST', '/email-templates', { body: template })).status, 200);
    const mailed = async () => {
      const { id, email } = await person();
      assert.equal((await house.ask('POST', '/jobs/verification-email', { body: { user_id: id, client_id: apps.web.id } })).status, 201);
      return pathOf((await mailbox.newest(email, 'verify_email')).url).path;
    };
    const [first, second] = [await mailed(), await mailed()];
    const browser = house.running.browser();
    const led = new URL((await submit(browser, await browser.get(first), {})).location ?? '');
    assert.deepEqual([led.origin, led.pathname, led.searchParams.get('t'), led.searchParams.get('success'), led.searchParams.get('email')], ['https://rp.example', `/${apps.web.id}`, house.running.house.defaultTenant.id, 'true', null]);
    clock.advance(121);
    assert.equal(reasonOf(await browser.get(second)), 'ticket.expired');
    // An address that is none when it is filled in: the person comes to the page of this server.
    assert.equal((await house.ask('PATCH', '/email-templates/verify_email', { body: { resultUrl: '{{ application.description }}' } })).status, 200);
    assert.equal(pageOf(await submit(browser, await browser.get(await mailed()), {})), 'email-done');
    await house.ask('PATCH', '/email-templates/verify_email', { body: { enabled: false } });
  });

  test('an invitation is mailed, and who takes it has a password and a proved address', async () => {
    const { id, email } = await person();
    assert.deepEqual((await house.ask('POST', '/tickets/invitation', { body: { user_id: id, client_id: apps.web.id, send_invitation_email: true, inviter: { name: 'Erlich Bachman' } } })).body, {});
    const mail = await mailbox.newest(email, 'user_invitation');
    const browser = house.running.browser();
    const landing = await browser.get(mail.path);
    assert.ok(landing.text.includes('Erlich Bachman'));
    const done = await resetByLink(browser, mail.path, 'chosen by myself now');
    assert.equal(pageOf(done), 'email-done');
    assert.equal(await verifiedOf(id), true);
    assert.ok(answerOf(await signIn(house.running.browser(), authorizeUrl(apps.web, newPkce()), { email, password: 'chosen by myself now' })).get('code'));
  });

  test('the mail that proves an address is a job; verify_email sends it with a new person or a new address', async () => {
    const { id, email } = await person();
    const { status, body } = await house.ask('POST', '/jobs/verification-email', { body: { user_id: id } });
    assert.deepEqual([status, body['type'], body['status']], [201, 'verification_email', 'completed']);
    assert.deepEqual((await house.ask('GET', `/jobs/${String(body['id'])}`)).body, body);
    assert.equal((await house.ask('GET', `/jobs/${String(body['id'])}/errors`)).status, 204);
    const mail = await mailbox.newest(email, 'verify_email');
    assert.equal(pageOf(await openLink(house.running.browser(), mail.path)), 'email-done');
    assert.equal(await verifiedOf(id), true);
    const other = await person({ verify_email: true });
    assert.equal((await mailbox.newest(other.email, 'verify_email')).order.userId, other.id);
    await house.ask('PATCH', `/users/${other.id}`, { body: { email: 'renamed@example.com', verify_email: true } });
    assert.equal(pageOf(await openLink(house.running.browser(), (await mailbox.newest('renamed@example.com', 'verify_email')).path)), 'email-done');
    assert.equal(await verifiedOf(other.id), true);
    await person({ verify_email: true, email_verified: true });
    assert.equal(await mailbox.countTo(`managed${people}@example.com`), 0);
  });

  test('what makes no sense is refused, and every call needs its scope', async () => {
    const { id } = await person();
    for (const [path, body, status] of [
      ['/tickets/email-verification', { user_id: 'auth0|nobody' }, 404], ['/tickets/email-verification', { user_id: id, result_url: 'javascript:alert(1)' }, 400], ['/tickets/email-verification', { user_id: id, client_id: 'nobody' }, 404],
      ['/tickets/email-verification', { user_id: id, identity: { user_id: 'x', provider: 'auth0' } }, 400], ['/tickets/password-change', {}, 400], ['/tickets/password-change', { user_id: id, email: 'a@b.example' }, 400],
      ['/tickets/password-change', { email: 'a@b.example', connection_id: 'con_x' }, 404], ['/tickets/password-change', { user_id: id, organization_id: 'org_1' }, 400], ['/tickets/invitation', { user_id: 'auth0|nobody' }, 404],
      ['/jobs/verification-email', { user_id: 'auth0|nobody' }, 404], ['/jobs/verification-email', { user_id: id, client_id: 'nobody' }, 404],
    ] as const) assert.equal((await house.ask('POST', path, { body })).status, status, `${path} ${JSON.stringify(body)}`);
    const weak = await house.token('read:users');
    for (const path of ['/tickets/email-verification', '/tickets/password-change', '/tickets/invitation', '/jobs/verification-email']) assert.equal((await house.ask('POST', path, { body: { user_id: id }, token: weak })).status, 403, path);
  });

  test('Auth0: a link ends with the one that came after it, and one made by an administrator is told in the log with who made it', async () => {
    const { id } = await person();
    const [first, second] = [await house.ask('POST', '/tickets/password-change', { body: { user_id: id } }), await house.ask('POST', '/tickets/password-change', { body: { user_id: id } })];
    assert.equal(reasonOf(await house.running.browser().get(pathOf(first.body['ticket']).path)), 'ticket.unknown');
    assert.equal(pageOf(await house.running.browser().get(pathOf(second.body['ticket']).path)), 'email-link');
    const { records } = await house.running.house.storage.log.list(house.running.house.defaultTenant.id, { take: 200 });
    const line = records.find(({ event }) => event === 'management.tickets.changePassword');
    assert.deepEqual([line?.result, line?.clientId, line?.userId], ['allowed', house.client.client_id, id]);
    assert.ok(!JSON.stringify(records).includes(new URL(String(second.body['ticket'])).searchParams.get('ticket') ?? 'none'));
  });

  test('the tenant decides: whether an unproved address is let in, whether a mail goes with the sign-up, and whether a new password ends sessions', async () => {
    const set = (flags: object) => house.ask('PATCH', '/tenants/settings', { body: { flags } });
    assert.deepEqual((await set({ require_verified_email: true })).status, 200);
    const { id, email } = await person();
    const held = house.running.browser();
    const waiting = await signIn(held, authorizeUrl(apps.web, newPkce()), { email, password: 'first of all words' });
    assert.equal(pageOf(waiting), 'check-email');
    const { code } = await mailbox.newest(email, 'verify_email');
    const done = await submit(held, waiting, { code });
    assert.equal(pageOf(done), 'email-done');
    assert.equal(await verifiedOf(id), true);
    assert.ok(answerOf(await signIn(house.running.browser(), authorizeUrl(apps.web, newPkce()), { email, password: 'first of all words' })).get('code'));

    assert.deepEqual((await set({ require_verified_email: false, send_verification_email: false, end_sessions_with_password: false })).status, 200);
    const session = house.running.browser();
    await signIn(session, authorizeUrl(apps.web, newPkce()), { email, password: 'first of all words' });
    const silent = async () => answerOf(await session.get(authorizeUrl(apps.web, newPkce(), { prompt: 'none' }))).get('error');
    for (const [fields, error, password] of [[{}, null, 'second of all words'], [{ sign_out: 'yes' }, 'login_required', 'third of all words']] as const) {
      const { body } = await house.ask('POST', '/tickets/password-change', { body: { user_id: id } });
      const browser = house.running.browser();
      const form = await openLink(browser, pathOf(body['ticket']).path);
      await browser.follow(await submit(browser, form, { password, ...fields }));
      assert.equal(await silent(), error);
    }
    assert.deepEqual((await set({ send_verification_email: true, end_sessions_with_password: true })).status, 200);
  });

  test('Seed row 172: a mail to the address of a linked account sets the password of that account, and of no other', async () => {
    const [main, other] = [await person(), await person()];
    assert.equal((await house.ask('POST', `/users/${main.id}/identities`, { body: { provider: 'auth0', user_id: other.id.replace('auth0|', '') } })).status, 201);
    await askReset(house.running.browser(), other.email.toUpperCase());
    const mail = await mailbox.newest(other.email, 'reset_email');
    assert.equal(mail.order.userId, main.id);
    assert.equal(pageOf(await resetByLink(house.running.browser(), mail.path, 'of the linked account')), 'email-done');
    assert.ok(answerOf(await signIn(house.running.browser(), authorizeUrl(apps.web, newPkce()), { email: other.email, password: 'of the linked account' })).get('code'));
    assert.ok(answerOf(await signIn(house.running.browser(), authorizeUrl(apps.web, newPkce()), { email: main.email, password: 'first of all words' })).get('code'));
    assert.equal(reasonOf(await signIn(house.running.browser(), authorizeUrl(apps.web, newPkce()), { email: main.email, password: 'of the linked account' })), 'login.bad_credentials');
    assert.equal(await verifiedOf(main.id), false, 'the address of the person is another one');
  });
});
