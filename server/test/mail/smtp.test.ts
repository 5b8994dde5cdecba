import assert from 'node:assert/strict';
import tls from 'node:tls';
import { after, before, describe, test } from 'node:test';
import { sendBySmtp, trySmtp, type OutgoingMail } from '../../src/mail/smtp.ts';
import { parseSmtpUrl, type SmtpServer } from '../../src/mail/smtp-server.ts';
import { parseAllowList } from '../../src/outbound/allow-list.ts';
import { createOutboundHosts } from '../../src/outbound/outbound-hosts.ts';
import { freePort } from '../flows/house.ts';
import { makeIdentity, type Identity } from '../flows/certificates.ts';
import { startTrap } from '../outbound/listeners.ts';
import { startSmtpSink, type SmtpSink } from './smtp-sink.ts';

const mail: OutgoingMail = { id: '0123456789abcdef', from: { name: 'Ännchen "A" <x>', address: 'no-reply@id.example' }, to: 'ann@example.com', subject: 'Grüße aus 東京', text: 'Plain ü', html: '<p>HTML ü</p>' };
/** What the sink says of a mail that it takes. */
const taken = { outcome: 'delivered', said: '250 OK: message queued' };
const login = { user: 'us:er', password: 'p@ss/wörd' };
const ends: (() => Promise<unknown>)[] = [];
after(async () => { for (const end of ends.reverse()) await end(); });

async function sinkWith(options: Parameters<typeof startSmtpSink>[0]): Promise<SmtpSink> {
  const sink = await startSmtpSink(options);
  ends.push(() => sink.stop());
  return sink;
}

const hostsFor = (...allowed: readonly string[]) => createOutboundHosts({ allowed: parseAllowList(allowed) });
const toolsFor = (...allowed: readonly string[]) => ({ hosts: hostsFor(...allowed), ownName: 'id.example' });
const serverAt = (port: number, over: Partial<SmtpServer> = {}): SmtpServer => ({ host: 'localhost', port, implicitTls: false, user: undefined, password: undefined, headers: {}, operators: true, ...over });

describe('mail by SMTP', () => {
  let trusted: Identity;
  let unknown: Identity;
  before(async () => {
    const authority = await makeIdentity('CN=mail test authority', { authority: true });
    trusted = await makeIdentity('CN=localhost', { issuer: authority, dns: ['localhost'] });
    unknown = await makeIdentity('CN=localhost', { dns: ['localhost'] });
    tls.setDefaultCACertificates([...tls.getCACertificates('default'), authority.cert]);
  });

  test('RFC 3207 §4: a mail leaves over STARTTLS, signed in, with both its parts and one recipient', async () => {
    const sink = await sinkWith({ tls: trusted, login });
    const server = { ...parseSmtpUrl(`smtp://us%3Aer:p%40ss%2Fw%C3%B6rd@localhost:${sink.port}`), headers: { 'X-SES-Configuration-Set': 'a' } };
    assert.deepEqual(await trySmtp(server, toolsFor()), { outcome: 'delivered' });
    assert.deepEqual(await sendBySmtp(mail, server, toolsFor()), taken);
    const arrived = sink.arrived[0] ?? assert.fail('no mail');
    assert.deepEqual([arrived.secure, arrived.user, arrived.from, arrived.to], [true, login.user, 'no-reply@id.example', ['ann@example.com']]);
    const { subject, text, html, from, to, messageId, headers } = arrived.mail;
    assert.deepEqual([subject, text?.trim(), html?.trim(), messageId], [mail.subject, mail.text, mail.html, `<${mail.id}@id.example>`]);
    assert.deepEqual([from?.name, from?.address, to?.map(({ address }) => address)], [mail.from.name, mail.from.address, [mail.to]]);
    assert.deepEqual(['auto-submitted', 'x-ses-configuration-set'].map((name) => headers.find(({ key }) => key === name)?.value), ['auto-generated', 'a']);
  });

  test('RFC 8314 §3.3: with smtps TLS comes first', async () => {
    const sink = await sinkWith({ tls: trusted, implicit: true });
    assert.deepEqual(await sendBySmtp(mail, parseSmtpUrl(`smtps://localhost:${sink.port}`), toolsFor()), taken);
    assert.equal(sink.arrived[0]?.secure, true);
  });

  test('a certificate that nobody vouches for, or for another name, is not believed, and no password is told', async () => {
    const [strange, sink] = [await sinkWith({ tls: unknown, login }), await sinkWith({ tls: trusted, login })];
    const password = { user: login.user, password: login.password };
    for (const server of [serverAt(strange.port, password), serverAt(sink.port, { ...password, host: '127.0.0.1' })]) {
      const outcome = await sendBySmtp(mail, server, toolsFor('127.0.0.1', 'localhost'));
      assert.equal(outcome.outcome, 'failed');
    }
    assert.equal(strange.arrived.length + sink.arrived.length, 0);
  });

  test('a server without TLS gets no mail, unless the operator named it', async () => {
    const sink = await sinkWith({});
    const refused = await sendBySmtp(mail, serverAt(sink.port), toolsFor());
    assert.ok(refused.outcome === 'failed');
    assert.match(refused.detail, /STARTTLS/);
    assert.equal(sink.arrived.length, 0);
    assert.deepEqual(await sendBySmtp(mail, serverAt(sink.port), toolsFor(`localhost:${sink.port}`)), taken);
    assert.equal(sink.arrived.length, 1);
  });

  test('RFC 5321 §4.2.1: what the server says about the recipient or the mail is final; what it says about us is not; and nothing of it names anybody', async () => {
    const sink = await sinkWith({ login });
    const server = serverAt(sink.port, { user: login.user, password: login.password });
    const tools = toolsFor(`localhost:${sink.port}`);
    const cases = [
      [{ at: 'RCPT', status: 550, text: '5.1.1 no ann@example.com here' }, 'refused', /EENVELOPE 550 5\.1\.1 at RCPT TO$/],
      [{ at: 'RCPT', status: 450, text: '4.2.1 ann@example.com is busy' }, 'failed', /EENVELOPE 450 4\.2\.1 at RCPT TO$/],
      [{ at: 'DATA', status: 554, text: '5.7.1 ann@example.com hates this' }, 'refused', /EMESSAGE 554 5\.7\.1/],
      [{ at: 'MAIL', status: 553, text: '5.7.1 not from no-reply@id.example' }, 'failed', /EENVELOPE 553 5\.7\.1 at MAIL FROM$/],
    ] as const;
    for (const [refusal, outcome, words] of cases) {
      sink.answer(refusal);
      const said = await sendBySmtp(mail, server, tools);
      assert.ok(said.outcome === outcome, `${refusal.status} at ${refusal.at}: ${JSON.stringify(said)}`);
      assert.match(said.detail, words);
      assert.doesNotMatch(said.detail, /ann@|no-reply/);
    }
    sink.answer(undefined);
    const stranger = await sendBySmtp(mail, { ...server, password: 'wrong' }, tools);
    assert.deepEqual(stranger, { outcome: 'failed', problem: 'login_refused', said: '535 Who are you', detail: `localhost:${sink.port}: EAUTH 535${stranger.outcome === 'failed' && stranger.detail.includes('5.7.8') ? ' 5.7.8' : ''} at AUTH PLAIN` });
  });

  test('a server that is not there or never speaks does not hold a mail for long', async () => {
    const silent = await startTrap();
    ends.push(() => silent.stop());
    const outcomes = await Promise.all([await freePort(), silent.port].map((port) => sendBySmtp(mail, serverAt(port, { host: '127.0.0.1' }), toolsFor('127.0.0.1'))));
    assert.deepEqual(outcomes.map(({ outcome }) => outcome), ['failed', 'failed']);
  });

  test('A106: the server of a tenant goes by the rules of all outbound requests: no address inside is asked, whatever leads there', async () => {
    const trap = await startTrap('220 inside ESMTP\r\n');
    ends.push(() => trap.stop());
    const resolve = (host: string) => Promise.resolve(host === 'both.example' ? [{ address: '8.8.8.8', family: 4 }, { address: '127.0.0.1', family: 4 }] : [{ address: '10.0.0.1', family: 4 }]);
    const hosts = createOutboundHosts({ allowed: parseAllowList([]), resolve });
    for (const host of ['127.0.0.1', 'localhost', '::1', '169.254.169.254', '10.0.0.1', 'inside.example', 'both.example', '::ffff:127.0.0.1']) {
      const outcome = await sendBySmtp(mail, serverAt(trap.port, { host, operators: false }), { hosts, ownName: 'id.example' });
      assert.ok(outcome.outcome === 'failed' && outcome.detail.startsWith('address_refused'), `${host}: ${JSON.stringify(outcome)}`);
    }
    assert.equal(trap.connections(), 0);
    const sink = await sinkWith({});
    assert.equal((await sendBySmtp(mail, serverAt(sink.port, { host: '127.0.0.1', operators: false }), toolsFor(`127.0.0.1:${sink.port}`))).outcome, 'delivered', 'but for what the operator lets it');
  });
});

describe('header injection: nothing in a mail begins another header or another recipient', () => {
  test('RFC 5322 §2.2: line breaks in subject, sender and id stay inside their header', async () => {
    const sink = await sinkWith({});
    const evil = 'x\r\nBcc: evil@example.com\r\n\r\nbody';
    await sendBySmtp({ ...mail, subject: evil, from: { name: evil, address: 'no-reply@id.example' } }, serverAt(sink.port), toolsFor('localhost'));
    const [arrived] = sink.arrived;
    assert.deepEqual(arrived?.to, ['ann@example.com']);
    assert.equal(arrived.mail.bcc, undefined);
    assert.doesNotMatch(arrived.raw, /^bcc:/im);
  });
});
