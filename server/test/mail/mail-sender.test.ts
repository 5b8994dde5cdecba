import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { MailOrder } from '../../src/identity/ports/mailer.ts';
import { mailPasswordPlace, type MailStore } from '../../src/identity/ports/mail-store.ts';
import { createOutboxWorker } from '../../src/jobs/outbox-worker.ts';
import type { LogRecord } from '../../src/kernel/log-record.ts';
import { createMessageSeal } from '../../src/keys/message-seal.ts';
import { createSealing } from '../../src/keys/sealing.ts';
import { createMailer } from '../../src/mail/create-mailer.ts';
import type { MailSettings } from '../../src/mail/find-route.ts';
import { createKeptMails } from '../../src/mail/kept-mails.ts';
import { mailSender } from '../../src/mail/mail-sender.ts';
import { parseSmtpUrl } from '../../src/mail/smtp-server.ts';
import { parseAllowList } from '../../src/outbound/allow-list.ts';
import { createOutboundHosts } from '../../src/outbound/outbound-hosts.ts';
import { openStores, type Stores } from '../identity/open-stores.ts';
import { MovableClock, tenantId } from '../identity/people.ts';
import { startSmtpSink, type SmtpSink } from './smtp-sink.ts';

const clock = new MovableClock();
const messageSeal = createMessageSeal(createSealing(Buffer.alloc(32, 1)));
const order: MailOrder = { template: 'reset_email', to: 'ann@example.com', language: 'en', userId: 'auth0|1', data: { url: 'https://id.example/u/reset?ticket=secret-ticket' } };
const login = { user: 'mailer', password: 'secret-password' };

describe('mail leaves the outbox', () => {
  let stores: Stores;
  let sink: SmtpSink;
  let smtp: MailSettings;
  before(async () => {
    [stores, sink] = await Promise.all([openStores(clock), startSmtpSink({ login })]);
    smtp = { server: { ...parseSmtpUrl(`smtp://localhost:${sink.port}`), ...login }, from: { name: 'Acme', address: 'no-reply@acme.example' }, development: false };
  });
  after(async () => { await sink.stop(); await stores.close(); });
  const queue = (over: Partial<MailOrder> = {}) => createMailer({ outbox: stores.storage.outbox, messageSeal, clock }).queue(tenantId, { ...order, ...over });

  /** One node: its worker, and everything that it said. */
  function node(mailSettings: MailSettings, { storage, mail = storage.mail, allow = `localhost:${sink.port}` }: { readonly storage: Stores['storage']; readonly mail?: MailStore; readonly allow?: string }) {
    const lines: LogRecord[] = [];
    const told: object[] = [];
    const { outbox, users, tenants, clients, pending } = storage;
    const hosts = createOutboundHosts({ allowed: parseAllowList([allow]) });
    const sender = mailSender({ tenants, users, clients, mail, keptMails: createKeptMails({ pending, messageSeal, clock }), messageSeal, hosts, mailSettings, clock });
    const say = (facts: object, words: string) => { told.push({ ...facts, words }); };
    const worker = createOutboxWorker({ outbox, senders: { mail: sender }, clock, random: () => 0.5, log: { append: (_tenant, record) => { lines.push(record); } }, logger: { error: say, warn: say } });
    return { lines, told, worker, run: async () => { await worker.run(); await worker.settle(); } };
  }

  test('without a way out it waits, however long, and the operator is told why; with one it leaves', async () => {
    const lost = node({ server: undefined, from: undefined, development: false }, stores);
    await queue();
    for (let day = 0; day < 3; day++) { await lost.run(); clock.pass(86_400); }
    assert.equal(lost.lines.length, 0);
    assert.match(JSON.stringify(lost.told[0]), /no SMTP server is set: give GATEHOUSE_SMTP_URL/);
    assert.doesNotMatch(JSON.stringify(lost.told), /secret|ann@/);
    const found = node(smtp, stores);
    await found.run();
    const [mail] = await sink.mails(1);
    assert.deepEqual([mail?.to, mail?.user, mail?.mail.from?.name], [['ann@example.com'], 'mailer', 'Acme']);
    assert.match(mail?.mail.text ?? '', /secret-ticket/);
    assert.deepEqual(found.lines.map(({ event, result, userId }) => [event, result, userId]), [['mail.sent', 'allowed', 'auth0|1']]);
    await found.run();
    assert.equal(sink.arrived.length, 1);
  });

  test('a server that does not let us in is tried again for a day, then the mail is given up with a line in the log that holds no secret', async () => {
    const wrong = node({ ...smtp, server: { ...parseSmtpUrl(`smtp://localhost:${sink.port}`), user: 'mailer', password: 'wrong-secret' } }, stores);
    await queue();
    const before = sink.connections();
    for (let hour = 0; hour < 30 && wrong.lines.length === 0; hour++) { await wrong.run(); clock.pass(3600); }
    assert.ok(sink.connections() - before > 5);
    assert.deepEqual(wrong.lines.map(({ event, result, reason }) => [event, result, reason]), [['mail.sent', 'refused', 'mail.undelivered']]);
    assert.match(wrong.lines[0]?.detail ?? '', /reset_email: localhost:\d+: EAUTH 535/);
    assert.doesNotMatch(JSON.stringify([wrong.lines, wrong.told]), /secret|ann@/);
  });

  test('a recipient that the server does not know is given up at once', async () => {
    sink.answer({ at: 'RCPT', status: 550, text: '5.1.1 ann@example.com unknown' });
    const one = node(smtp, stores);
    await queue();
    await one.run();
    sink.answer(undefined);
    assert.deepEqual(one.lines.map(({ result, reason }) => [result, reason]), [['refused', 'mail.refused']]);
    assert.doesNotMatch(JSON.stringify(one.lines), /ann@/);
  });

  test('of two nodes one sends it, and once', async () => {
    const other = await openStores(clock, stores.file);
    const nodes = [node(smtp, stores), node(smtp, other)];
    const before = sink.arrived.length;
    for (let i = 0; i < 20; i++) await queue({ data: { url: `https://id.example/?n=${i}` } });
    await Promise.all(nodes.map(({ run }) => run()));
    await Promise.all(nodes.map(({ run }) => run()));
    const texts = sink.arrived.slice(before).map(({ mail }) => /n=\d+/.exec(mail.text ?? '')?.[0]);
    assert.deepEqual([texts.length, new Set(texts).size], [20, 20]);
    await other.close();
  });

  test('what a dead process had in hand is sent when its lease is over', async () => {
    sink.answer('hang');
    const dying = node(smtp, stores);
    await queue();
    const before = sink.arrived.length;
    await dying.worker.run();
    await sink.hanging(1);
    const living = node(smtp, stores);
    await living.run();
    assert.equal(sink.arrived.length, before, 'it is in the hand of the other one');
    sink.answer(undefined);
    clock.pass(30);
    await living.run();
    assert.equal(sink.arrived.length, before + 1);
    await dying.worker.settle();
  });

  test('A106: the SMTP server of a tenant is preferred, its password is sealed, and it is asked only where the egress rules let it', async () => {
    const { mail } = stores.storage;
    const before = sink.arrived.length;
    const sealedPassword = messageSeal.seal(login.password, mailPasswordPlace(tenantId));
    await mail.insertProvider(tenantId, { enabled: true, defaultFrom: 'Tenant <mail@tenant.example>', host: 'localhost', port: sink.port, user: login.user, sealedPassword, headers: {} });
    await queue();
    const strict = node(smtp, { ...stores, allow: 'other.example' });
    await strict.run();
    assert.equal(sink.arrived.length, before);
    clock.pass(60);
    await node(smtp, stores).run();
    assert.equal(sink.arrived.at(-1)?.mail.from?.address, 'mail@tenant.example');
    await mail.replaceProvider(tenantId, { enabled: false, defaultFrom: undefined, host: 'localhost', port: 1, user: undefined, sealedPassword: undefined, headers: {} });
    await queue();
    await node(smtp, stores).run();
    assert.equal(sink.arrived.at(-1)?.mail.from?.address, 'no-reply@acme.example');
    await mail.removeProvider(tenantId);
  });

  test('a template of the tenant is used; a broken one gives way to our text, and the log says so; one that is switched off sends nothing', async () => {
    const { mail } = stores.storage;
    const own = { template: 'reset_email', enabled: true, from: '{{ friendly_name }} <own@tenant.example>', subject: 'Hi {{ user.email }}', body: '<p>{{ user.name }} <a href="{{ url }}">here</a></p>', resultUrl: undefined, urlLifetime: undefined, emailInRedirect: true } as const;
    await mail.insertTemplate(tenantId, own);
    const one = node(smtp, stores);
    await queue({ data: { url: 'https://id.example/x', user: { name: '<img src=x onerror=alert(1)>' } } });
    await one.run();
    const sent = sink.arrived.at(-1)?.mail ?? assert.fail('no mail');
    assert.deepEqual([sent.from?.address, sent.subject, sent.html?.trim()], ['own@tenant.example', 'Hi ann@example.com', '<p>&lt;img src=x onerror=alert(1)&gt; <a href="https://id.example/x">here</a></p>']);
    assert.match(sent.text ?? '', /<img src=x onerror=alert\(1\)> here \(https:\/\/id\.example\/x\)/);
    await mail.replaceTemplate(tenantId, { ...own, body: '{% for i in (1..1000000000) %}x{% endfor %}' });
    await queue();
    await one.run();
    assert.match(JSON.stringify(sink.arrived.at(-1)?.mail.text), /Choose a new password/);
    assert.match(JSON.stringify(one.lines.at(-1)?.detail), /body: memory alloc limit exceeded/);
    const before = sink.arrived.length;
    await mail.replaceTemplate(tenantId, { ...own, enabled: false });
    await queue();
    await one.run();
    assert.equal(sink.arrived.length, before);
  });
});
