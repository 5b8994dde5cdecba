import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { judgeMail } from '../../src/cli/doctor/mail.ts';
import { freePort, settingsFor } from '../flows/house.ts';
import { startSmtpSink, type SmtpSink } from '../mail/smtp-sink.ts';
import { gatehouse, newFolder } from './gatehouse.ts';

describe('gatehouse doctor: the mail server of the settings', () => {
  let sink: SmtpSink;
  before(async () => { sink = await startSmtpSink({ login: { user: 'mailer', password: 'right' } }); });
  after(() => sink.stop());
  const judged = (smtpUrl: string | undefined, over: Partial<Parameters<typeof judgeMail>[0]> = {}) => judgeMail(settingsFor({ smtpUrl, outboundAllow: [`localhost:${sink.port}`], ...over }));

  test('one that lets us in is sound, and gets no mail', async () => {
    assert.deepEqual(await judged(`smtp://mailer:right@localhost:${sink.port}`), { check: 'mail', state: 'ok', detail: `localhost:${sink.port} answers and lets us in`, fix: undefined });
    assert.equal(sink.arrived.length, 0);
  });

  test('one that does not let us in, has no TLS or is not there fails, with what to do and without the password', async () => {
    const wrong = await judged(`smtp://mailer:wrong-secret@localhost:${sink.port}`);
    assert.deepEqual([wrong.state, /does not let us in.*EAUTH 535/.test(wrong.detail), /user and password/.test(wrong.fix ?? '')], ['fail', true, true], JSON.stringify(wrong));
    assert.doesNotMatch(JSON.stringify(wrong), /secret/);
    assert.match((await judged(`smtp://mailer:right@localhost:${sink.port}`, { outboundAllow: [] })).detail, /no connection with TLS/);
    assert.match((await judged(`smtp://127.0.0.1:${await freePort()}`)).detail, /Nothing listens on this port/);
  });

  test('without one mail waits in production, and is kept in development', async () => {
    assert.deepEqual([(await judged(undefined)).state, (await judged(undefined, { mode: 'development' })).state], ['warn', 'ok']);
    assert.match((await gatehouse(['doctor', '--port', '0'], { cwd: newFolder() })).out, /✔ ok {4}mail +kept in the outbox of development/);
  });
});
