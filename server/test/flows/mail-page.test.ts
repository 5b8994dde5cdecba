import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { auth0MailTemplates, ownMailTemplates } from '../../src/identity/ports/mailer.ts';
import { parseSmtpUrl } from '../../src/mail/smtp-server.ts';
import { smtpProblems } from '../../src/mail/smtp-problems.ts';
import { mailCatalogues } from '../../src/mail/texts/catalogue.ts';
import { smtpOf, type ProviderName } from '../../src/management/email-provider/provider-names.ts';
import { readSettings } from '../../src/settings/read-settings.ts';
import { textOf } from '../house/repository.ts';
import { startSmtpSink } from '../mail/smtp-sink.ts';
import { startManagedHouse, type ManagedHouse } from '../management/house.ts';
import { apps, people } from './fixtures.ts';
import { mailerOf, mailsTo } from './mails.ts';

const page = textOf('docs/mail.md');
const blocksOf = (language: string) => [...page.matchAll(new RegExp(`^ *\`\`\`${language}\\n([^]*?)^ *\`\`\`$`, 'gm'))].map(([, text = '']) => text);
const tableAfter = (heading: string) => [...(page.split(heading)[1]?.split('\n\n')[0] ?? '').matchAll(/^\| `([^`]+)` \|(.*)\|$/gm)].map(([, name = '', rest = '']) => [name, rest.trim()] as const);

let house: ManagedHouse;
before(async () => { house = await startManagedHouse(); });
after(() => house.stop());

/** A mail to Alice in these words. */
async function mailInWords(body: string, over: { readonly language?: string; readonly from?: string } = {}) {
  const { storage, defaultTenant: { id } } = house.running.house;
  const alice = await storage.users.findByLogin(id, 'Username-Password-Authentication', people.alice.email);
  await house.ask('POST', '/email-templates', { body: { template: 'user_invitation' } });
  const put = await house.ask('PUT', '/email-templates/user_invitation', { body: { template: 'user_invitation', body, ...(over.from === undefined ? {} : { from: over.from }) } });
  assert.equal(put.status, 200, JSON.stringify(put.body));
  const to = `page${Math.random().toString(36).slice(2)}@example.com`;
  const data = { url: `${house.running.issuer}u/link?ticket=t`, code: '123456', organization: { display_name: 'Hooli' }, inviter: { name: 'Bob' } };
  await mailerOf(house.running).queue(id, { template: 'user_invitation', to, language: over.language ?? 'en', userId: alice?.id, clientId: apps.web.id, data });
  const [mail] = await mailsTo(house.running, to);
  return mail ?? assert.fail('no mail');
}

test('docs/mail.md: the settings are settings, with the password that is meant', () => {
  const [block = ''] = blocksOf('sh');
  const environment = Object.fromEntries(block.trim().split('\n').map((line) => { const [name = '', value = ''] = line.trim().split(/=(.*)/); return [name, value.replace(/^'|'$/g, '')]; }));
  const { smtpUrl, mailFrom } = readSettings({ mode: 'development', environment, flags: {}, cwd: '/' });
  const { user, password, host, port, implicitTls } = parseSmtpUrl(smtpUrl ?? '');
  assert.deepEqual([user, password, host, port, implicitTls, mailFrom], ['mailer', 'p@ssword', 'smtp.example.com', 587, false, 'Example <no-reply@example.com>']);
});

test('docs/mail.md: every call of the Management API works as it stands there, with the scopes that are named', async () => {
  const token = await house.token('create:email_provider read:email_provider update:email_provider create:email_templates read:email_templates update:email_templates read:email_outbox');
  const calls = blocksOf('http');
  assert.equal(calls.length, 9);
  for (const call of calls) {
    const [, method = '', path = '', body = ''] = /^(\S+) (\S+)\n([^]*)$/.exec(call) ?? [];
    // The name in the example leads nowhere: the outbox of development has the mail.
    if (path.endsWith('/try')) await house.ask('PATCH', '/emails/provider', { body: { enabled: false } });
    const answer = await house.ask(method, path, { ...(body === '' ? {} : { body: JSON.parse(body) as unknown }), token });
    assert.ok(answer.status === 200 || answer.status === 201, `${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    if (path.endsWith('/try')) assert.deepEqual([answer.body['outcome'], answer.body['subject']], ['kept', `${house.running.house.defaultTenant.name}: a new password`]);
  }
});

test('docs/mail.md: the answer of a trial has the members and the words of the example', async (context) => {
  const sink = await startSmtpSink({ login: { user: 'mailer', password: 'the password' } });
  const other = await startManagedHouse({ outboundAllow: `localhost:${sink.port}` });
  context.after(() => Promise.all([sink.stop(), other.stop()]));
  await other.ask('POST', '/emails/provider', { body: { name: 'smtp', credentials: { smtp_host: 'localhost', smtp_port: sink.port, smtp_user: 'mailer', smtp_pass: 'another' } } });
  const { body: told } = await other.ask('POST', '/email-templates/reset_email/try', { body: { to: 'you@example.com', language: 'de' } });
  const [block = ''] = blocksOf('json');
  const example = JSON.parse(block) as Readonly<Record<string, unknown>>;
  assert.deepEqual(Object.keys(told).toSorted(), Object.keys(example).toSorted());
  for (const member of ['outcome', 'language', 'enabled', 'problem', 'explain', 'fix']) assert.deepEqual(told[member], example[member], member);
  assert.match(String(told['said']), /^535 /);
});

test('docs/mail.md: every template does what stands beside it', async () => {
  const [greeting = '', languages = ''] = blocksOf('liquid');
  assert.match((await mailInWords(greeting)).html, new RegExp(`^<p>(Dear \\w+|Hello), this is ${house.running.house.defaultTenant.name}\\.</p>`));
  for (const [language, words] of [['de', 'Guten Tag'], ['fr', 'Bonjour'], ['es', 'Hello']] as const) assert.equal((await mailInWords(languages, { language })).html.trim(), `<p>${words}</p>`);
});

test('docs/mail.md: every variable of the table is there, and the sender has those that are named and no other', async () => {
  const { storage, defaultTenant } = house.running.house;
  const alice = await storage.users.findByLogin(defaultTenant.id, 'Username-Password-Authentication', people.alice.email);
  await house.ask('PATCH', `/users/${encodeURIComponent(alice?.id ?? '')}`, { body: { user_metadata: { colour: 'green' } } });
  await house.ask('PATCH', '/tenants/settings', { body: { support_email: 'help@example.com' } });
  const variables = tableAfter('| variable | what it is |\n|---|---|\n').map(([name]) => name);
  assert.ok(variables.length > 15);
  const mail = await mailInWords(variables.map((name) => `<i>${name}=[{{ ${name} }}]</i>`).join(''));
  for (const name of variables) assert.ok(mail.html.includes(`<i>${name}=[`) && !mail.html.includes(`<i>${name}=[]`), `${name}: ${mail.html}`);
  const from = await mailInWords('x', { from: '{{ user.name }}{{ email }}{{ inviter.name }}{{ application.name }} {{ tenant }} {{ friendly_name }} {{ support_email }} {{ domain }} <no-reply@example.com>' });
  assert.doesNotMatch(from.from, /alice|Bob|page/i);
  for (const word of [defaultTenant.id, defaultTenant.name, 'help@example.com', new URL(house.running.issuer).host]) assert.ok(from.from.includes(word), `${word}: ${from.from}`);
});

test('docs/mail.md: mails, languages, providers and problems are those that there are', () => {
  const named = [...(page.split('A tenant may write each of them anew:')[1]?.split('```')[0] ?? '').matchAll(/`(\w+)`/g)].map(([, name]) => name);
  assert.deepEqual(named, [...auth0MailTemplates, ...ownMailTemplates]);
  const names = new Intl.DisplayNames('en', { type: 'language' });
  for (const { language } of mailCatalogues) assert.ok(page.includes(names.of(language) ?? ''), language);
  assert.deepEqual(tableAfter('| `problem` | what it means |\n|---|---|\n'), Object.entries(smtpProblems).map(([problem, { explain }]) => [problem, explain]).toSorted((a, b) => order(a[0]) - order(b[0])));
  for (const [name, rest] of tableAfter('| name | `smtp_host` | `smtp_port` | `smtp_user` | `smtp_pass` |\n|---|---|---|---|---|\n')) {
    const [host = '', port = ''] = rest.split(' | ');
    const told = smtpOf(name as ProviderName) ?? '';
    assert.ok(host.split(', ').every((one) => told.includes(one)) && told.includes(`smtp_port ${port}`), `${name}: ${told}`);
  }
});

/** The page begins with what is set, and goes on as a connection does. */
const order = (problem: string | undefined) => ['no_server', ...Object.keys(smtpProblems)].indexOf(problem ?? '');
