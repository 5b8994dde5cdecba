import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { createMessageSeal } from '../../src/keys/message-seal.ts';
import { mailPasswordPlace } from '../../src/identity/ports/mail-store.ts';
import { startTrap } from '../outbound/listeners.ts';
import { startManagedHouse, type ManagedHouse } from './house.ts';

const credentials = { smtp_host: 'smtp.acme.example', smtp_port: 587, smtp_user: 'mailer', smtp_pass: 'very-secret-password' };
const provider = { name: 'smtp', default_from_address: 'Acme <no-reply@acme.example>', credentials };
const shown = { smtp_host: 'smtp.acme.example', smtp_port: 587, smtp_user: 'mailer' };
const wholeFields = 'fields=name,enabled,default_from_address,credentials,settings';
const reset = { template: 'reset_email', subject: 'For {{ user.email }}', body: '<p>{{ url }}</p>', from: '{{ friendly_name }} <no-reply@acme.example>', resultUrl: 'https://acme.example/{{ application.name }}', urlLifetimeInSeconds: 600 };

let house: ManagedHouse;
const refused = async (method: string, path: string, more: { readonly body?: unknown; readonly token?: string } = {}) => {
  const { status, body } = await house.ask(method, path, more);
  return [status, body['errorCode'] ?? body['error']];
};
/** The message of a refusal. */
const told = async (method: string, path: string, body: unknown) => {
  const answer = await house.ask(method, path, { body });
  assert.deepEqual([answer.status, answer.body['errorCode']], [400, 'invalid_body'], JSON.stringify(answer.body));
  return String(answer.body['message']);
};
const storedPassword = async () => {
  const { storage, defaultTenant, sealing } = house.running.house;
  const sealed = (await storage.mail.findProvider(defaultTenant.id))?.sealedPassword;
  return sealed === undefined ? undefined : createMessageSeal(sealing).open(sealed, mailPasswordPlace(defaultTenant.id));
};

describe('Management API v2: the email provider', () => {
  before(async () => { house = await startManagedHouse(); });
  after(() => house.stop());

  test('it is made, read, changed and removed, with the statuses of Auth0; who names no fields is told name and enabled', async () => {
    assert.deepEqual(await refused('GET', '/emails/provider'), [404, 'inexistent_email_provider']);
    assert.deepEqual(await refused('PATCH', '/emails/provider', { body: { enabled: false } }), [404, 'inexistent_email_provider']);
    const created = await house.ask('POST', '/emails/provider', { body: provider });
    assert.deepEqual([created.status, created.body], [201, { name: 'smtp', enabled: true, default_from_address: 'Acme <no-reply@acme.example>', credentials: shown, settings: {} }]);
    assert.deepEqual(await refused('POST', '/emails/provider', { body: provider }), [409, 'Conflict']);
    assert.deepEqual((await house.ask('GET', '/emails/provider')).body, { name: 'smtp', enabled: true });
    assert.deepEqual((await house.ask('GET', `/emails/provider?${wholeFields}&include_fields=true`)).body, created.body);
    const settings = { headers: { 'X-SES-Configuration-Set': 'sign-in', 'X-MSYS_API': { options: { open_tracking: false } } } };
    const changed = await house.ask('PATCH', '/emails/provider', { body: { enabled: false, settings } });
    assert.deepEqual([changed.status, changed.body], [200, { ...created.body, enabled: false, settings }]);
    assert.equal((await house.running.house.storage.mail.findProvider(house.running.house.defaultTenant.id))?.headers['X-MSYS-API'], '{"options":{"open_tracking":false}}');
    assert.deepEqual((await house.ask('PATCH', '/emails/provider', { body: { settings: null } })).body, { ...created.body, enabled: false });
    assert.equal((await house.ask('DELETE', '/emails/provider')).status, 204);
    assert.deepEqual(await refused('DELETE', '/emails/provider'), [404, 'inexistent_email_provider']);
  });

  test('a password is sealed, stays where nothing else is said, and is in no answer, no row and no line of the log', async () => {
    const answers = [await house.ask('POST', '/emails/provider', { body: provider }), await house.ask('PATCH', '/emails/provider', { body: { credentials: shown } }), await house.ask('GET', `/emails/provider?${wholeFields}`)];
    assert.equal(await storedPassword(), credentials.smtp_pass);
    await told('POST', '/emails/provider', { ...provider, credentials: { ...credentials, smtp_port: '587' } });
    const { storage, defaultTenant } = house.running.house;
    const everything = JSON.stringify([answers, await storage.mail.findProvider(defaultTenant.id), await storage.log.list(defaultTenant.id, { take: 100 })]);
    assert.doesNotMatch(everything, /very-secret/);
    await house.ask('DELETE', '/emails/provider');
  });

  test('the stored password goes to no other server, port or user: a change of these needs it again', async () => {
    await house.ask('POST', '/emails/provider', { body: provider });
    for (const other of [{ smtp_host: 'smtp.evil.example' }, { smtp_port: 465 }, { smtp_user: 'other' }, { ...shown, smtp_host: 'smtp.evil.example' }]) assert.match(await told('PATCH', '/emails/provider', { credentials: other }), /credentials\.smtp_pass: send it with every change of host, port or user/);
    assert.equal((await house.ask('PATCH', '/emails/provider', { body: { credentials: { smtp_host: 'mail.acme.example', smtp_pass: 'another' } } })).status, 200);
    assert.equal(await storedPassword(), 'another');
    assert.equal((await house.ask('PATCH', '/emails/provider', { body: { credentials: { smtp_user: '' } } })).status, 200, 'nobody signs in');
    assert.equal(await storedPassword(), undefined);
    assert.match(await told('PATCH', '/emails/provider', { credentials: { smtp_user: 'mailer' } }), /smtp_pass: it is missing/);
    assert.match(await told('PATCH', '/emails/provider', { credentials: { smtp_pass: 'alone' } }), /smtp_user: there is a password without it/);
    await house.ask('DELETE', '/emails/provider');
  });

  test('a provider of another name is refused with the words that lead to its SMTP server', async () => {
    const others = { sendgrid: 'smtp.sendgrid.net', mailgun: 'smtp.mailgun.org', ses: 'email-smtp.REGION.amazonaws.com', mandrill: 'smtp.mandrillapp.com', sparkpost: 'smtp.sparkpostmail.com', resend: 'smtp.resend.com', azure_cs: 'smtp.azurecomm.net', ms365: 'smtp.office365.com', custom: 'any server' };
    for (const [name, words] of Object.entries(others)) {
      const message = await told('POST', '/emails/provider', { name, credentials: { api_key: 'a-secret-key', region: 'eu' } });
      assert.ok(message.includes(`For ${name} send name smtp and credentials with`) && message.includes(words), message);
      assert.doesNotMatch(message, /a-secret-key/);
    }
    assert.match(await told('POST', '/emails/provider', { name: 'pigeon', credentials }), /name/);
    assert.match(await told('POST', '/emails/provider', { name: 'smtp', credentials: { api_key: 'a-secret-key' } }), /of the provider smtp are smtp_host, smtp_port, smtp_user, smtp_pass, not api_key/);
  });

  test('A106: the SMTP host of a tenant goes by the rules of all outbound requests, at every spelling of an address inside', async (context) => {
    const trap = await startTrap('220 inside ESMTP\r\n');
    context.after(() => trap.stop());
    const at = (smtp_host: string) => ({ ...provider, credentials: { ...credentials, smtp_host, smtp_port: trap.port } });
    for (const host of ['127.0.0.1', 'localhost', 'a.localhost', '::1', '169.254.169.254', '10.0.0.1', '192.168.1.1', '::ffff:127.0.0.1', 'fc00::1', '0.0.0.0', '0x7f.1', '2130706433', '0177.0.0.1', '127.1']) assert.match(await told('POST', '/emails/provider', at(host)), /credentials\.smtp_host: /, host);
    for (const host of ['http://smtp.acme.example', 'smtp.acme.example/x', 'smtp.acme.example:25', 'user@smtp.acme.example', 'smtp.acme.example.', 'a b', 'a\r\nb', '[::1]', '-', '']) await told('POST', '/emails/provider', at(host));
    assert.equal(trap.connections(), 0);
    assert.equal((await house.ask('GET', '/emails/provider')).status, 404);
  });

  test('header injection: no header, sender or login of a provider begins another line', async () => {
    const flawed = [
      { default_from_address: 'a@acme.example\r\nBcc: evil@example.com' }, { default_from_address: 'a@acme.example, b@acme.example' }, { default_from_address: 'nobody' }, { credentials: { ...credentials, smtp_user: 'a\r\nb' } }, { credentials: { ...credentials, smtp_pass: 'a\0b' } },
      ...[{ 'X-A': 'a\r\nBcc: evil@example.com' }, { Bcc: 'evil@example.com' }, { 'X-A: b\r\nBcc': 'evil@example.com' }, { To: 'evil@example.com' }, { 'X-A': 'é' }].map((headers) => ({ settings: { headers } })),
    ];
    for (const flaw of flawed) await told('POST', '/emails/provider', { ...provider, ...flaw });
  });
});

describe('Management API v2: templates of mail', () => {
  before(async () => { house = await startManagedHouse(); });
  after(() => house.stop());

  test('a template is made, read, changed and replaced, with the statuses of Auth0; null brings back what the server says by itself', async () => {
    for (const [method, body] of [['GET', undefined], ['PATCH', { enabled: true }], ['PUT', { template: 'reset_email' }]] as const) assert.deepEqual(await refused(method, '/email-templates/reset_email', body === undefined ? {} : { body }), [404, 'inexistent_email_template']);
    const created = await house.ask('POST', '/email-templates', { body: { ...reset, syntax: 'liquid' } });
    assert.deepEqual([created.status, created.body], [200, { ...reset, syntax: 'liquid', includeEmailInRedirect: true, enabled: true }]);
    assert.equal((await house.ask('POST', '/email-templates', { body: reset })).body['message'], 'Template reset_email already exists.');
    assert.deepEqual((await house.ask('GET', '/email-templates/reset_email')).body, created.body);
    const { subject, ...rest } = created.body;
    assert.ok(subject);
    assert.deepEqual((await house.ask('PATCH', '/email-templates/reset_email', { body: { subject: null, includeEmailInRedirect: false, urlLifetimeInSeconds: 60 } })).body, { ...rest, includeEmailInRedirect: false, urlLifetimeInSeconds: 60 });
    assert.deepEqual((await house.ask('PUT', '/email-templates/reset_email', { body: { template: 'reset_email', body: 'B' } })).body, { template: 'reset_email', body: 'B', syntax: 'liquid', includeEmailInRedirect: true, enabled: true });
    assert.equal((await house.ask('POST', '/email-templates', { body: { template: 'passwordless_email', subject: 'Ours' } })).status, 200, 'a mail that Auth0 has no name for');
  });

  test('a text that can not be rendered is refused with its place, at every write', async () => {
    const flaws: readonly (readonly [change: object, words: RegExp])[] = [
      [{ body: '<p>\n{% if %}' }, /body: .*line:2/], [{ body: '{% include "x" %}' }, /body: tag "include" not found/], [{ body: '{{ user.name | nothing }}' }, /body: undefined filter: nothing/], [{ subject: 'a\r\nBcc: evil@example.com' }, /subject: it must be one line/],
      [{ from: 'a@acme.example, b@acme.example' }, /from: it must be name@example\.com/], [{ resultUrl: 'javascript:alert(1)' }, /resultUrl: it must begin with https/], [{ syntax: 'handlebars' }, /syntax/], [{ body: 'x'.repeat(60_001) }, /body/], [{ other: 1 }, /other/], [{ template: 'welcome_email' }, /the path names reset_email, the body welcome_email/],
    ];
    for (const [change, words] of flaws) {
      assert.match(await told('PATCH', '/email-templates/reset_email', change), words);
      assert.match(await told('PUT', '/email-templates/reset_email', { template: 'reset_email', ...change }), words);
    }
    assert.equal((await house.ask('GET', '/email-templates/reset_email')).body['body'], 'B');
    assert.match(await told('POST', '/email-templates', { template: 'nothing' }), /template/);
    assert.deepEqual(await refused('GET', '/email-templates/nothing'), [404, 'inexistent_email_template']);
  });

  test('A225: who may only write reads no more than was sent, of templates as of the provider', async () => {
    const token = await house.token('update:email_templates update:email_provider');
    assert.deepEqual((await house.ask('PATCH', '/email-templates/reset_email', { body: { enabled: false }, token })).body, { template: 'reset_email', enabled: false });
    await house.ask('POST', '/emails/provider', { body: provider });
    assert.deepEqual((await house.ask('PATCH', '/emails/provider', { body: { enabled: false }, token })).body, { name: 'smtp', enabled: false });
    for (const path of ['/email-templates/reset_email', '/emails/provider']) assert.deepEqual(await refused('GET', path, { token }), [403, 'insufficient_scope']);
  });

  test('every write stands in the log once, in the commit of what was written', async () => {
    await house.ask('DELETE', '/emails/provider');
    const { storage, defaultTenant } = house.running.house;
    const lines = (await storage.log.list(defaultTenant.id, { take: 200 })).records.filter(({ result }) => result === 'allowed').map(({ event }) => event);
    const count = (event: string) => lines.filter((line) => line === `management.${event}`).length;
    assert.deepEqual(['emailTemplates.create', 'emailTemplates.update', 'emailTemplates.set', 'emails.provider.create', 'emails.provider.update', 'emails.provider.delete', 'emails.provider.get'].map((event) => count(event)), [2, 2, 1, 1, 1, 1, 0]);
    assert.equal(lines.filter((line) => line === 'management').length, 0);
  });
});
