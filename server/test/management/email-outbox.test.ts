import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Browser } from '../flows/browser.ts';
import { apps, people } from '../flows/fixtures.ts';
import { mailerOf, mailTo } from '../flows/mails.ts';
import { newAdministrator, tokenOf } from './administrators.ts';
import { startManagedHouse, type ManagedHouse } from './house.ts';

type Row = Readonly<Record<string, unknown>>;
const rows = (value: unknown) => value as readonly Row[];

describe('Management API v2: what mails look like, and where they lie', () => {
  let house: ManagedHouse;
  before(async () => { house = await startManagedHouse(); });
  after(() => house.stop());

  test('the list has every mail, those that are sent first, and says which the tenant wrote anew', async () => {
    await house.ask('POST', '/email-templates', { body: { template: 'welcome_email', subject: 'Hi', enabled: false } });
    const templates = rows((await house.ask('GET', '/email-templates')).body['templates']);
    assert.equal(templates.length, 17);
    assert.deepEqual(templates.slice(0, 5).map(({ template, sent }) => [template, sent]), [['verify_email', true], ['reset_email', true], ['user_invitation', true], ['passwordless_email', true], ['password_changed', true]]);
    assert.deepEqual(templates.find(({ template }) => template === 'welcome_email'), { template: 'welcome_email', written: true, enabled: false, sent: false });
    assert.deepEqual(templates[0], { template: 'verify_email', written: false, enabled: true, sent: true });
  });

  test('a preview is the mail as it would leave, in the words that are stored or in those that are sent, and nothing leaves', async () => {
    const plain = await house.ask('GET', `/email-templates/reset_email/preview?language=de-AT&client_id=${apps.web.id}`);
    assert.deepEqual([plain.status, plain.body['language'], plain.body['subject'], 'flaw' in plain.body], [200, 'de', `Neues Passwort für ${house.running.house.defaultTenant.name} wählen`, false]);
    assert.ok(String(plain.body['html']).includes(`${house.running.issuer}?sample=reset_email`) && String(plain.body['text']).includes('?sample=reset_email'));
    const draft = await house.ask('POST', '/email-templates/reset_email/preview', { body: { subject: 'For {{ user.name }}', body: '<p>{{ email }} <script>1</script></p>', from: 'A <a@acme.example>' } });
    assert.deepEqual([draft.status, draft.body['subject'], draft.body['from'], draft.body['html']], [200, 'For Sam Sample', 'A <a@acme.example>', '<p>sam@example.com <script>1</script></p>']);
    const failing = await house.ask('POST', '/email-templates/reset_email/preview', { body: { body: '{% for i in (1..30000) %}{{ i }}{% endfor %}' } });
    assert.match(String(failing.body['flaw']), /^body: /);
    assert.match(String(failing.body['text']), /asked for a new password/);
    assert.equal((await house.ask('GET', '/email-templates/reset_email')).status, 404, 'nothing was stored');
    assert.deepEqual([rows((await house.ask('GET', '/emails/outbox')).body['mails']), rows((await house.ask('GET', '/emails/queue')).body['mails'])], [[], []]);
  });

  test('what can not be shown is refused, and the words of who may only read are those that are stored', async () => {
    const flawed: readonly (readonly [method: string, path: string, body: object | undefined, words: RegExp])[] = [
      ['POST', 'reset_email', { body: '{% if %}' }, /body: .*line:1/], ['POST', 'reset_email', { client_id: 'nobody' }, /no such application/], ['GET', 'reset_email', undefined, /no such application/], ['POST', 'reset_email', { to: 'a@example.com' }, /to/],
    ];
    for (const [method, name, body, words] of flawed) {
      const { status, body: refusal } = await house.ask(method, `/email-templates/${name}/preview${body === undefined ? '?client_id=nobody' : ''}`, body === undefined ? {} : { body });
      assert.equal(status, 400, JSON.stringify(refusal));
      assert.match(String(refusal['message']), words);
    }
    for (const method of ['GET', 'POST']) assert.equal((await house.ask(method, '/email-templates/nothing/preview', method === 'POST' ? { body: {} } : {})).status, 404);
    const token = await house.token('read:email_templates');
    assert.deepEqual([(await house.ask('GET', '/email-templates/reset_email/preview', { token })).status, (await house.ask('POST', '/email-templates/reset_email/preview', { token, body: {} })).status], [200, 403]);
  });

  test('mail of development lies in the outbox, with its link, and is read by who may: an owner of people', async () => {
    await mailerOf(house.running).queue(house.running.house.defaultTenant.id, { template: 'verify_email', to: 'ann@example.com', language: 'en', data: { url: `${house.running.issuer}u/email?ticket=abc` } });
    await mailTo(house.running, 'ann@example.com');
    const [first] = rows((await house.ask('GET', '/emails/outbox')).body['mails']);
    assert.deepEqual([first?.['to'], first?.['subject'], 'html' in (first ?? {})], ['ann@example.com', 'Confirm your email address for Gatehouse', false]);
    const { body: mail } = await house.ask('GET', `/emails/outbox/${String(first?.['id'])}`);
    assert.ok(String(mail['text']).includes('/u/email?ticket=abc') && String(mail['html']).includes('/u/email?ticket=abc'));
    const unknown = await house.ask('GET', '/emails/outbox/unknown');
    assert.deepEqual([unknown.status, unknown.body['errorCode']], [404, 'inexistent_mail']);
    const { token: owner } = await tokenOf(house.running, await newAdministrator(house.running, 'owner'));
    assert.equal((await house.ask('GET', '/emails/outbox', { token: owner })).status, 200);
    for (const role of ['editor', 'support', 'read-only'] as const) {
      const { token } = await tokenOf(house.running, await newAdministrator(house.running, role));
      for (const path of ['/emails/outbox', `/emails/outbox/${String(first?.['id'])}`]) assert.equal((await house.ask('GET', path, { token })).status, 403, `${role} ${path}`);
      assert.deepEqual([(await house.ask('GET', '/emails/queue', { token })).status, (await house.ask('GET', '/emails/way', { token })).status], [200, 200], role);
    }
    assert.equal((await house.ask('GET', '/emails/outbox', { token: await house.token('read:email_templates read:email_provider') })).status, 403);
  });

  test('the way of the mail is told: into the outbox, by the server of the tenant, and by it no more when it is switched off', async () => {
    const way = async () => (await house.ask('GET', '/emails/way')).body;
    assert.deepEqual(await way(), { way: 'outbox', from: `${house.running.house.defaultTenant.name} <no-reply@localhost>`, has_provider: false });
    const made = await house.ask('POST', '/emails/provider', { body: { name: 'smtp', default_from_address: 'Acme <no-reply@acme.example>', credentials: { smtp_host: '9.9.9.9', smtp_port: 587 } } });
    assert.equal(made.status, 201, JSON.stringify(made.body));
    assert.deepEqual(await way(), { way: 'provider', from: 'Acme <no-reply@acme.example>', server: '9.9.9.9:587', has_provider: true });
    await house.ask('PATCH', '/emails/provider', { body: { enabled: false } });
    assert.deepEqual([(await way())['way'], (await way())['has_provider']], ['outbox', true]);
  });

  test('in production there is no outbox, and mail that waits for a server is told without address and link', async (context) => {
    const production = await startManagedHouse({ mode: 'production' });
    context.after(() => production.stop());
    const { house: { defaultTenant: { id } } } = production.running;
    await mailerOf(production.running).queue(id, { template: 'reset_email', to: people.alice.email, language: 'en', userId: 'auth0|a', clientId: apps.web.id, expiresAt: 4_000_000_000, data: { url: 'https://secret.example/' } });
    const { body } = await production.ask('GET', '/emails/queue');
    const [waiting] = rows(body['mails']);
    assert.deepEqual([waiting?.['template'], waiting?.['user_id'], waiting?.['client_id'], waiting?.['expires_at']], ['reset_email', 'auth0|a', apps.web.id, '2096-10-02T07:06:40.000Z']);
    assert.ok(Number.isInteger(waiting?.['attempts']) && typeof waiting?.['next_attempt_at'] === 'string');
    assert.doesNotMatch(JSON.stringify(body), /secret\.example|sealed|@example\.com/);
    for (const path of ['/emails/outbox', '/emails/outbox/x']) {
      const refused = await production.ask('GET', path);
      assert.deepEqual([refused.status, refused.body['errorCode']], [404, 'no_outbox'], path);
    }
    assert.equal((await production.ask('GET', '/emails/way')).body['way'], 'none');
    assert.equal((await new Browser(production.running.origin).get('/u/outbox')).status, 404);
  });
});
