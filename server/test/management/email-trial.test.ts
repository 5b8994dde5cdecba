import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { MailProvider } from '../../src/identity/ports/mail-store.ts';
import { makeIdentity } from '../flows/certificates.ts';
import { MovableClock } from '../flows/clock.ts';
import { apps } from '../flows/fixtures.ts';
import { freePort } from '../flows/house.ts';
import { keptMailsOf } from '../flows/mails.ts';
import { startSmtpSink, type Refusal, type SmtpSink } from '../mail/smtp-sink.ts';
import { startTrap } from '../outbound/listeners.ts';
import { startManagedHouse, type ManagedHouse } from './house.ts';

const login = { user: 'mailer', password: 'very-secret-password' };
const path = '/email-templates/reset_email/try';
const clock = new MovableClock();
const window = 900;
let house: ManagedHouse;
let sink: SmtpSink;

type Answer = { readonly status: number } & Readonly<Record<string, unknown>>;
const trial = async (body: object = {}, at = path): Promise<Answer> => {
  const { status, body: answer } = await house.ask('POST', at, { body: { to: 'ann@example.com', ...body } });
  return { ...answer, status };
};
/** The same in a window of its own, for what is not about the limits. */
const freshTrial = (...given: Parameters<typeof trial>) => {
  clock.advance(window);
  return trial(...given);
};
/** The provider as if an earlier version had stored it. */
async function store(over: Partial<MailProvider>): Promise<void> {
  const { storage: { mail }, defaultTenant: { id } } = house.running.house;
  await mail.removeProvider(id);
  await mail.insertProvider(id, { enabled: true, defaultFrom: undefined, host: 'localhost', port: sink.port, user: undefined, sealedPassword: undefined, headers: {}, ...over });
}
async function setProvider(smtp_pass = login.password): Promise<void> {
  await house.ask('DELETE', '/emails/provider');
  const made = await house.ask('POST', '/emails/provider', { body: { name: 'smtp', default_from_address: 'Acme <no-reply@acme.example>', credentials: { smtp_host: 'localhost', smtp_port: sink.port, smtp_user: login.user, smtp_pass } } });
  assert.equal(made.status, 201, JSON.stringify(made.body));
}

describe('Management API v2: a mail is tried', () => {
  before(async () => {
    sink = await startSmtpSink({ login });
    house = await startManagedHouse({ clock, outboundAllow: `localhost:${sink.port},127.0.0.0/8` });
  });
  after(async () => { await house.stop(); await sink.stop(); });

  test('without a server, in development, it lies in the outbox; the language is that which was asked for', async () => {
    const answer = await freshTrial({ language: 'de-AT', client_id: apps.web.id });
    assert.deepEqual([answer.status, answer['outcome'], answer['language'], answer['subject'], answer['enabled']], [200, 'kept', 'de', `Neues Passwort für ${house.running.house.defaultTenant.name} wählen`, true]);
    const [kept] = await keptMailsOf(house.running).list(house.running.house.defaultTenant.id);
    assert.match(kept?.text ?? '', /Jemand, hoffentlich Sie/);
    assert.ok(kept?.text.includes(`${house.running.issuer}?sample=reset_email`), 'its link opens nothing');
  });

  test('it leaves as every mail of the tenant does, in the words that are stored or sent, and the answer has what the server said', async () => {
    await setProvider();
    await house.ask('POST', '/email-templates', { body: { template: 'reset_email', subject: 'For {{ user.name }} of {{ application.name }}', body: '<p>{{ url }} {{ email }}</p>', enabled: false } });
    const stored = await freshTrial({ client_id: apps.web.id });
    assert.deepEqual([stored['outcome'], stored['from'], stored['server'], stored['enabled']], ['delivered', 'Acme <no-reply@acme.example>', `localhost:${sink.port}`, false]);
    assert.match(String(stored['said']), /^250 /);
    assert.deepEqual([sink.arrived.at(-1)?.to, sink.arrived.at(-1)?.user, sink.arrived.at(-1)?.mail.subject], [['ann@example.com'], login.user, stored['subject']]);
    assert.match(String(stored['subject']), /^For Sam Sample of /);
    assert.match(sink.arrived.at(-1)?.mail.html ?? '', /ann@example\.com/);
    const draft = await freshTrial({ subject: 'Draft', from: 'Draft <draft@acme.example>', body: null });
    assert.deepEqual([draft['subject'], draft['from'], sink.arrived.at(-1)?.mail.from?.address], ['Draft', 'Draft <draft@acme.example>', 'draft@acme.example']);
    assert.match(sink.arrived.at(-1)?.mail.text ?? '', /asked for a new password/);
    assert.match(String((await house.ask('GET', '/email-templates/reset_email')).body['body']), /<p>/, 'nothing was stored');
  });

  test('what the server refuses is told with its words, with what it means and what to do', async () => {
    await setProvider();
    const cases: readonly (readonly [refusal: Refusal, problem: string, fix: RegExp])[] = [
      [{ at: 'RCPT', status: 550, text: '5.1.1 no such mailbox' }, 'recipient_refused', /Check the address/], [{ at: 'RCPT', status: 530, text: '5.7.0 sign in first' }, 'login_refused', /user and password/],
      [{ at: 'MAIL', status: 553, text: '5.7.1 sender not owned' }, 'sender_refused', /Prove the domain/], [{ at: 'DATA', status: 554, text: '5.7.1 looks like spam' }, 'mail_refused', /Read what the server said/],
    ];
    for (const [refusal, problem, fix] of cases) {
      sink.answer(refusal);
      const answer = await freshTrial();
      assert.deepEqual([answer.status, answer['outcome'], answer['problem']], [200, 'not_sent', problem], JSON.stringify(answer));
      assert.ok(refusal !== 'hang' && String(answer['said']).startsWith(`${refusal.status} ${refusal.text}`), JSON.stringify(answer));
      assert.match(String(answer['fix']), fix);
      assert.match(String(answer['explain']), /^The server .*\.$/);
    }
    sink.answer(undefined);
    await setProvider('wrong-secret');
    const stranger = await freshTrial();
    assert.equal(stranger['problem'], 'login_refused');
    assert.match(String(stranger['said']), /^535 /);
    assert.doesNotMatch(JSON.stringify(stranger), /secret/);
  });

  test('a server that is not there, or has no TLS that can be believed, is told apart', async (context) => {
    const [untrusted, plain, silent] = await Promise.all([startSmtpSink({ tls: await makeIdentity('CN=localhost', { dns: ['localhost'] }) }), startSmtpSink(), startTrap('220 hello\r\n')]);
    context.after(() => Promise.all([untrusted.stop(), plain.stop(), silent.stop()]));
    const cases = [[await freePort(), 'connection_refused'], [untrusted.port, 'tls'], [plain.port, 'tls'], [silent.port, 'timeout']] as const;
    for (const [port, problem] of cases) {
      await store({ port, host: 'localhost' });
      const answer = await freshTrial();
      assert.deepEqual([answer['outcome'], answer['problem'], answer['server']], ['not_sent', problem, `localhost:${port}`], JSON.stringify(answer));
      assert.ok(Array.isArray(answer['fix']) && answer['fix'].length > 0);
    }
    assert.deepEqual([untrusted.arrived.length, plain.arrived.length], [0, 0]);
  });

  test('A106, A109: a host that leads inside is not asked, and an open port of it answers as a closed one', async (context) => {
    const strict = await startManagedHouse({ clock });
    const trap = await startTrap('220 inside ESMTP\r\n');
    context.after(() => Promise.all([strict.stop(), trap.stop()]));
    const { storage: { mail }, defaultTenant: { id } } = strict.running.house;
    const answers = new Set<string>();
    for (const port of [trap.port, await freePort()]) {
      await mail.removeProvider(id);
      await mail.insertProvider(id, { enabled: true, defaultFrom: undefined, host: 'localhost', port, user: undefined, sealedPassword: undefined, headers: {} });
      const { body } = await strict.ask('POST', path, { body: { to: 'ann@example.com' } });
      assert.equal(body['problem'], 'address_refused');
      answers.add(JSON.stringify({ ...body, server: undefined }));
    }
    assert.deepEqual([trap.connections(), answers.size], [0, 1]);
  });

  test('what can not be tried is refused before anything leaves', async () => {
    await setProvider();
    const before = sink.connections();
    const flawed: readonly (readonly [body: object, words: RegExp])[] = [
      [{ to: 'a@example.com, b@example.com' }, /to: it must be one address/], [{ to: 'a@example.com\r\nBcc: evil@example.com' }, /to: it must be one address/], [{ client_id: 'nobody' }, /client_id: there is no such application/], [{ language: 'x\r\ny' }, /language/],
      [{ body: '{% if %}' }, /body: .*line:1/], [{ subject: 'a\r\nBcc: evil@example.com' }, /subject: it must be one line/], [{ from: 'nobody' }, /from: it must be/], [{ enabled: true }, /enabled/],
    ];
    for (const [body, words] of flawed) {
      const { status, body: refusal } = await house.ask('POST', path, { body: { to: 'ann@example.com', ...body } });
      assert.equal(status, 400, JSON.stringify(refusal));
      assert.match(String(refusal['message']), words);
    }
    assert.equal((await house.ask('POST', '/email-templates/nothing/try', { body: { to: 'ann@example.com' } })).status, 404);
    const token = await house.token('read:email_templates create:email_templates');
    assert.equal((await house.ask('POST', path, { body: { to: 'ann@example.com' }, token })).status, 403);
    assert.equal(sink.connections(), before);
  });

  test('five to one address and twenty in all may be tried in 15 minutes, also when many are asked for at once', async () => {
    clock.advance(2 * window);
    const before = sink.arrived.length;
    const many = await Promise.all(Array.from({ length: 12 }, (_, i) => trial({ to: i % 2 === 0 ? 'Bob@example.com' : 'bob@example.com' })));
    assert.deepEqual([many.filter(({ status }) => status === 200).length, many.filter(({ status }) => status === 429).length, sink.arrived.length - before], [5, 7, 5]);
    assert.match(String(many.find(({ status }) => status === 429)?.['message']), /5 to one address and 20 in all may be in 15 minutes\. Try again at \d{4}-/);
    const others = await Promise.all(Array.from({ length: 20 }, (_, i) => trial({ to: `other${i}@example.com` })));
    assert.equal(others.filter(({ status }) => status === 200).length, 15);
    clock.advance(window);
    assert.equal((await trial()).status, 200);
  });

  test('each trial is one line of the log, which names neither the address nor what the server said', async () => {
    const { storage, defaultTenant } = house.running.house;
    const lines = async () => (await storage.log.list(defaultTenant.id, { take: 1000 })).records.filter(({ detail }) => detail.includes('/welcome_email/try'));
    const { outcome } = await freshTrial({ to: 'carol@example.com' }, '/email-templates/welcome_email/try');
    assert.equal(outcome, 'delivered');
    while ((await lines()).length === 0) await new Promise((resolve) => { setTimeout(resolve, 20); });
    const found = await lines();
    assert.equal(found.length, 1);
    assert.match(found[0]?.detail ?? '', /emailTemplates\.try/);
    assert.doesNotMatch(JSON.stringify(found), /carol@|very-secret|250 /);
  });
});
