import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { Agent } from 'node:https';
import { connect as plainConnect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { connect, type ConnectionOptions, type TLSSocket } from 'node:tls';
import { openLocalCertificate, type LocalCertificate } from '../../src/http/local-ca.ts';
import { start, type Running } from './harness.ts';

const day = 86_400_000;

describe('local authority', () => {
  let folder: string;
  before(async () => { folder = join(await mkdtemp(join(tmpdir(), 'gatehouse-ca-')), 'ca'); });
  after(() => rm(join(folder, '..'), { recursive: true }));
  const serialOf = ({ cert }: LocalCertificate) => new X509Certificate(cert).serialNumber;

  test('RFC 5280 §4.1: it signs a certificate for localhost, and both are used again', async () => {
    const first = await openLocalCertificate(folder);
    const ca = new X509Certificate(await readFile(first.caFile));
    const leaf = new X509Certificate(first.cert);
    assert.ok(ca.ca && !leaf.ca && leaf.checkIssued(ca) && leaf.verify(ca.publicKey));
    assert.equal(leaf.subjectAltName, 'DNS:localhost, DNS:*.localhost, IP Address:127.0.0.1, IP Address:0:0:0:0:0:0:0:1');
    assert.ok(Math.abs(leaf.validToDate.getTime() - Date.now() - 90 * day) < day && Math.abs(ca.validToDate.getTime() - Date.now() - 825 * day) < day);
    assert.equal(serialOf(await openLocalCertificate(folder)), leaf.serialNumber);
  });

  test('keys are readable by their owner alone', async () => {
    for (const name of ['ca.key', 'localhost.key']) assert.equal((await stat(join(folder, name))).mode & 0o777, 0o600);
    assert.equal((await stat(folder)).mode & 0o777, 0o700);
  });

  test('RFC 5280 §4.1.2.5: it is renewed when less than 14 days are left, under the same authority', async () => {
    const now = await openLocalCertificate(folder);
    const ca = await readFile(now.caFile, 'utf8');
    assert.equal(serialOf(await openLocalCertificate(folder, { nowMs: Date.now() + 75 * day })), serialOf(now));
    const later = await openLocalCertificate(folder, { nowMs: Date.now() + 77 * day });
    assert.notEqual(serialOf(later), serialOf(now));
    assert.equal(await readFile(later.caFile, 'utf8'), ca);
  });

  test('hosts of tenants are named one by one, and only hosts under localhost', async () => {
    const { cert } = await openLocalCertificate(folder, { hosts: ['acme.localhost', 'evil.example', 'localhost.evil.example'] });
    const names = new X509Certificate(cert).subjectAltName ?? '';
    assert.match(names, /DNS:acme\.localhost/);
    assert.doesNotMatch(names, /evil/);
  });

  test('a damaged file, or a key that is another’s, means a new pair', async () => {
    const before_ = await openLocalCertificate(folder);
    await writeFile(join(folder, 'localhost.key'), await readFile(join(folder, 'ca.key')));
    const repaired = await openLocalCertificate(folder);
    assert.notEqual(serialOf(repaired), serialOf(before_));
    await writeFile(join(folder, 'ca.pem'), 'not a certificate');
    const anew = await openLocalCertificate(folder);
    assert.ok(new X509Certificate(anew.cert).verify(new X509Certificate(await readFile(anew.caFile)).publicKey));
  });
});

describe('TLS', () => {
  let folder: string;
  let running: Running;
  let ca: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gatehouse-tls-'));
    const local = await openLocalCertificate(folder, { hosts: ['acme.localhost'] });
    ca = await readFile(local.caFile, 'utf8');
    running = await start({ tls: { key: local.key, cert: local.cert }, limits: { tlsHandshakeTimeoutMs: 200, headersTimeoutMs: 300, requestTimeoutMs: 400, timeoutIntervalMs: 50 } });
  });
  after(async () => { await running.stop(); await rm(folder, { recursive: true }); });
  const shake = async (options: ConnectionOptions): Promise<TLSSocket> => {
    const socket = connect({ host: '127.0.0.1', port: running.port, ca, servername: 'localhost', ...options });
    await once(socket, 'secureConnect');
    socket.destroy();
    return socket;
  };

  test('RFC 9325 §3.1.1: TLS 1.3 and 1.2 are spoken, 1.1 is not', async () => {
    assert.equal((await shake({})).authorized, true);
    await shake({ minVersion: 'TLSv1.2', maxVersion: 'TLSv1.2' });
    await assert.rejects(shake({ minVersion: 'TLSv1.1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' }));
  });

  for (const cipher of ['AES128-GCM-SHA256', 'ECDHE-ECDSA-AES128-SHA', 'ECDHE-ECDSA-AES256-SHA384', 'ECDHE-ECDSA-CHACHA20-POLY1305', 'DHE-RSA-AES128-GCM-SHA256']) {
    test(`RFC 9325 §4.2: of TLS 1.2, ${cipher} is refused`, () => assert.rejects(shake({ maxVersion: 'TLSv1.2', ciphers: cipher })));
  }
  for (const cipher of ['ECDHE-ECDSA-AES128-GCM-SHA256', 'ECDHE-ECDSA-AES256-GCM-SHA384']) {
    test(`RFC 9325 §4.2: of TLS 1.2, ${cipher} is spoken`, async () => assert.equal((await shake({ maxVersion: 'TLSv1.2', ciphers: cipher })).authorized, true));
  }

  for (const servername of ['localhost', 'acme.localhost']) {
    test(`RFC 9110 §4.3.4: the certificate is good for ${servername}`, async () => assert.equal((await shake({ servername })).authorized, true));
  }

  test('A226 RFC 9110 §4.2.2: endpoints answer over TLS as they do without', async () => {
    const agent = new Agent({ ca, servername: 'localhost' });
    const answer = await running.ask({ method: 'POST', path: '/oauth/token', body: '{}', headers: { 'content-type': 'application/json' }, agent });
    assert.deepEqual([answer.status, answer.json()['issuer'], answer.json()['address']], [200, 'https://auth.example/', '127.0.0.1']);
    assert.equal((await running.ask({ method: 'POST', path: '/oauth/token', body: 'a'.repeat(100_000), headers: { 'content-type': 'text/plain' }, agent })).status, 413);
  });

  test('A234 RFC 9325 §3.1.1: a handshake that is never finished is closed, and so is plain http', async () => {
    const half = plainConnect(running.port, '127.0.0.1');
    half.on('error', () => undefined).resume();
    await once(half, 'close');
    assert.doesNotMatch(await running.raw('GET /userinfo HTTP/1.1\r\nHost: auth.example\r\n\r\n'), /HTTP\/1\.1 200/);
  });

  test('A233 RFC 9110 §15.5.9: slow headers inside TLS are closed with 408', async () => {
    const socket = connect({ host: '127.0.0.1', port: running.port, ca, servername: 'localhost' });
    let answer = '';
    socket.setEncoding('latin1').on('data', (part: string) => { answer += part; }).on('error', () => undefined);
    socket.write('GET /userinfo HTTP/1.1\r\nHost: auth.example\r\n');
    await once(socket, 'close');
    assert.match(answer, /^HTTP\/1\.1 408/);
  });
});

describe('TLS drain', () => {
  test('RFC 9112 §9.6: half a handshake does not hold the drain up beyond its time', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'gatehouse-tls-'));
    const { key, cert } = await openLocalCertificate(folder);
    const running = await start({ tls: { key, cert } });
    const half = plainConnect(running.port, '127.0.0.1');
    half.on('error', () => undefined).resume();
    await once(half, 'connect');
    await Promise.all([running.server.close(200), once(half, 'close')]);
    await rm(folder, { recursive: true });
  });
});
