import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { apps, people } from '../flows/fixtures.ts';
import { keptMailsOf, mailerOf } from '../flows/mails.ts';
import { startManagedHouse, type ManagedHouse } from '../management/house.ts';
import { startSmtpSink, type SmtpSink } from '../mail/smtp-sink.ts';
import { startTrap } from '../outbound/listeners.ts';

const liquid = '{{ 7 | times: 6 }}{% assign x = "owned" %}{{ x }}';
const injected = 'Eve\r\nBcc: evil@example.com\r\n\r\n<h1>other</h1>';

describe('Attacks with mail (A106, A112, A121, A225): templates, headers, hosts', () => {
  let house: ManagedHouse;
  before(async () => { house = await startManagedHouse(); });
  after(() => house.stop());

  /** Stores the words of a mail; a mail of another name each time, or new words for the same. */
  async function setTemplate(template: string, words: object): Promise<void> {
    await house.ask('POST', '/email-templates', { body: { template } });
    const put = await house.ask('PUT', `/email-templates/${template}`, { body: { template, ...words } });
    assert.equal(put.status, 200, JSON.stringify(put.body));
  }
  /** A mail to Alice, as her own record has it, from the outbox of development. */
  async function mailToAlice(template: 'reset_email' | 'user_invitation', data: Readonly<Record<string, unknown>> = {}) {
    const { storage, defaultTenant: { id } } = house.running.house;
    const alice = await storage.users.findByLogin(id, 'Username-Password-Authentication', people.alice.email);
    const to = `a${Math.random().toString(36).slice(2)}@example.com`;
    await mailerOf(house.running).queue(id, { template, to, language: 'en', userId: alice?.id, clientId: apps.web.id, data: { url: `${house.running.issuer}u/link?ticket=t`, ...data } });
    for (;;) {
      const mail = (await keptMailsOf(house.running).list(id)).find((one) => one.to === to);
      if (mail !== undefined) return mail;
      await new Promise((resolve) => { setTimeout(resolve, 50); });
    }
  }
  async function nameAlice(name: string): Promise<void> {
    const { storage, defaultTenant } = house.running.house;
    const alice = await storage.users.findByLogin(defaultTenant.id, 'Username-Password-Authentication', people.alice.email);
    assert.equal((await house.ask('PATCH', `/users/${encodeURIComponent(alice?.id ?? '')}`, { body: { name, user_metadata: { note: name } } })).status, 200);
  }

  test('A121: what a person or somebody who invites writes is never a template, in a line as in HTML', async () => {
    await nameAlice(liquid);
    await setTemplate('user_invitation', { subject: '{{ user.name }} and {{ inviter.name }}', body: '<p>{{ user.name }} {{ user.user_metadata.note }} {{ inviter.name }}</p>' });
    const mail = await mailToAlice('user_invitation', { inviter: { name: liquid } });
    assert.equal(mail.subject, `${liquid} and ${liquid}`);
    assert.ok(mail.text.includes(`${liquid} ${liquid} ${liquid}`), mail.text);
    assert.doesNotMatch(mail.subject + mail.text + mail.html, /\b42\b/);
    await setTemplate('user_invitation', {});
    const ours = await mailToAlice('user_invitation', { inviter: { name: liquid }, organization: { display_name: '{tenant}{email}' } });
    assert.ok(ours.text.includes(liquid) && ours.text.includes('{tenant}{email}'), 'nor a text of ours with places in it');
  });

  test('A121: line breaks in a name begin no header, whichever header the template puts them into', async () => {
    await nameAlice('Eve');
    await setTemplate('user_invitation', { subject: 'From {{ inviter.name }}', from: '{{ application.name }} <no-reply@acme.example>', body: '<p>{{ inviter.name }}</p>' });
    const mail = await mailToAlice('user_invitation', { inviter: { name: injected } });
    assert.doesNotMatch(mail.subject + mail.from, /[\r\n]/);
    assert.match(mail.html, /&lt;h1&gt;other&lt;\/h1&gt;/);
    const from = await house.ask('POST', '/email-templates', { body: { template: 'welcome_email', from: 'a@acme.example\nBcc: evil@example.com' } });
    assert.equal(from.status, 400);
    await setTemplate('user_invitation', { from: '{{ user.email }}', subject: 'x' });
    assert.doesNotMatch((await mailToAlice('user_invitation')).from, /alice/, 'the sender is made of nothing that a person chose');
  });

  test('A225: a template reaches neither the process nor the prototypes nor what the server keeps of a person', async () => {
    const reaches = ['user.constructor', 'constructor', '__proto__', 'user.__proto__.constructor', 'globalThis', 'process.env', 'user["constructor"]["constructor"]', 'this', 'user.passwordHash', 'user.password', 'tenant.settings', 'application.secrets', 'application.client_secret'];
    await setTemplate('reset_email', { subject: 'x', body: reaches.map((reach) => `[{{ ${reach} }}]`).join('') });
    assert.equal((await mailToAlice('reset_email')).html, reaches.map(() => '[]').join(''));
    await setTemplate('reset_email', { subject: 'x', body: '{{ user | json }}{{ application | json }}{{ tenant | json }}' });
    assert.doesNotMatch((await mailToAlice('reset_email')).html, /argon2|hash|secret|sealed/i);
    for (const tag of ['{% include "/etc/passwd" %}', '{% render "/etc/passwd" %}', '{% layout "/etc/passwd" %}', '{% block a %}{% endblock %}', '{{ "x" | readFile }}']) {
      const refused = await house.ask('PUT', '/email-templates/reset_email', { body: { template: 'reset_email', body: tag } });
      assert.equal(refused.status, 400, tag);
    }
  });

  test('A225: a template that would not end, or would fill the memory, gives way to our text at once', async () => {
    for (const body of ['{% for i in (1..100000000) %}x{% endfor %}', '{% for i in (1..9999) %}{% for j in (1..9999) %}{{ user.name }}{% endfor %}{% endfor %}', `{% assign a = "${'x'.repeat(1000)}" %}{% for i in (1..40) %}{% assign a = a | append: a %}{% endfor %}{{ a }}`]) {
      await setTemplate('reset_email', { body });
      const mail = await mailToAlice('reset_email');
      assert.match(mail.text, /asked for a new password/);
    }
  });

  test('A112: the link of a mail is of the issuer, whatever the request says of its host', async () => {
    const token = await house.token();
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'http', forwarded: 'host=evil.example' };
    const tried = await fetch(`${house.running.origin}/api/v2/email-templates/verify_email/try`, { method: 'POST', headers, body: JSON.stringify({ to: 'host@example.com' }) });
    assert.equal(tried.status, 200);
    const mail = (await keptMailsOf(house.running).list(house.running.house.defaultTenant.id)).find(({ to }) => to === 'host@example.com');
    assert.ok(mail?.text.includes(house.running.issuer));
    assert.doesNotMatch(JSON.stringify(mail), /evil/);
  });
});

describe('Attacks with mail on the wire', () => {
  let sink: SmtpSink;
  let house: ManagedHouse;
  before(async () => {
    sink = await startSmtpSink();
    house = await startManagedHouse({ outboundAllow: `localhost:${sink.port}` });
  });
  after(async () => { await house.stop(); await sink.stop(); });

  test('A106: pictures, styles and files that a template names are never fetched by the server, and nothing is attached', async (context) => {
    const trap = await startTrap('HTTP/1.1 200 OK\r\n\r\n');
    context.after(() => trap.stop());
    assert.equal((await house.ask('POST', '/emails/provider', { body: { name: 'smtp', credentials: { smtp_host: 'localhost', smtp_port: sink.port } } })).status, 201);
    const at = `http://127.0.0.1:${trap.port}/x`;
    const body = `<link rel="stylesheet" href="${at}"><img src="${at}"><img src="file:///etc/passwd"><img src="data:image/png;base64,AAAA"><style>@import url(${at})</style><p>end</p>`;
    const { body: answer } = await house.ask('POST', '/email-templates/welcome_email/try', { body: { to: 'ann@example.com', body } });
    assert.equal(answer['outcome'], 'delivered', JSON.stringify(answer));
    const arrived = sink.arrived.at(-1)?.mail;
    assert.equal(arrived?.html?.trim(), body);
    assert.deepEqual([arrived.attachments.length, trap.connections()], [0, 0]);
  });

  test('RFC 5322 §2.2: no header of the provider, no subject and no sender brings a second recipient', async () => {
    await house.ask('PATCH', '/emails/provider', { body: { settings: { headers: { 'X-Tag': 'one; Bcc: evil@example.com' } } } });
    const { body: answer } = await house.ask('POST', '/email-templates/welcome_email/try', { body: { to: 'bob@example.com', subject: '{{ "a%0D%0ABcc: evil@example.com" | url_decode }}', from: '{{ "A%0D%0ABcc: evil@example.com" | url_decode }} <no-reply@acme.example>', body: 'x' } });
    assert.equal(answer['outcome'], 'delivered', JSON.stringify(answer));
    const arrived = sink.arrived.at(-1);
    assert.deepEqual(arrived?.to, ['bob@example.com']);
    assert.doesNotMatch(arrived.raw, /^bcc:/im);
    assert.equal(arrived.mail.headers.find(({ key }) => key === 'x-tag')?.value, 'one; Bcc: evil@example.com');
  });
});
