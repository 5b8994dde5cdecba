import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { parseTrustedProxies } from '../../src/http/client-address.ts';
import { start, type Running } from './harness.ts';

describe('hosts and proxies', () => {
  let running: Running;
  let behindProxy: Running;
  before(async () => {
    running = await start();
    behindProxy = await start({ trustProxy: ['127.0.0.1', '10.0.0.0/8', '2001:db8::/32'] });
  });
  after(() => Promise.all([running.stop(), behindProxy.stop()]));
  const address = async (server: Running, headers: Record<string, string>) => (await server.ask({ path: '/userinfo', headers })).json()['address'];

  test('A111 RFC 9110 §15.5.20: a host of no tenant is 421, as page or object, and is not echoed as an address', async () => {
    for (const host of ['evil.com', 'auth.example.evil.com', 'auth.example:8443', 'auth.example.', 'xauth.example', '127.0.0.1']) {
      const answer = await running.ask({ path: '/userinfo', host });
      assert.deepEqual([answer.status, answer.json()['reason'], answer.json()['error_uri']], [421, 'request.host_unknown', undefined]);
    }
    const page = await running.ask({ path: '/userinfo2', host: 'evil.com', headers: { accept: 'text/html' } });
    assert.equal(page.status, 421);
    assert.match(page.text, /data-reason="request\.host_unknown"/);
    assert.doesNotMatch(page.text, /(?:href|action|src)="[^"]*evil\.com/);
  });

  test('A111 RFC 9110 §7.2: a Host that is none answers 400', async () => {
    for (const host of ['auth.example/x', 'auth.example@evil.com', 'auth example', 'auth.example:x', '<script>', 'a'.repeat(300)]) {
      assert.equal((await running.ask({ path: '/userinfo', host })).status, 400);
    }
  });

  test('A111 RFC 9110 §4.2.3: case and the default port of the issuer make no difference, another scheme’s port does', async () => {
    for (const host of ['auth.example', 'AUTH.Example', 'auth.example:443']) assert.equal((await running.ask({ path: '/userinfo', host })).json()['issuer'], 'https://auth.example/');
    assert.equal((await running.ask({ path: '/userinfo', host: 'auth.example:80' })).status, 421);
  });

  test('A111 RFC 8414 §2: the issuer comes from the tenant’s record alone', async () => {
    const answer = await running.ask({ path: '/userinfo', headers: { 'x-forwarded-host': 'evil.com', 'x-forwarded-proto': 'http', forwarded: 'host=evil.com;proto=http', 'x-original-host': 'evil.com' } });
    assert.equal(answer.json()['issuer'], 'https://auth.example/');
    assert.doesNotMatch(answer.text + JSON.stringify(answer.headers), /evil/);
  });

  test('A112 RFC 9700 §4.13: X-Forwarded-Host is not believed even of a trusted proxy', async () => {
    assert.equal((await behindProxy.ask({ path: '/userinfo', host: 'evil.com', headers: { 'x-forwarded-host': 'auth.example' } })).status, 421);
    assert.equal((await behindProxy.ask({ path: '/userinfo', headers: { 'x-forwarded-host': 'evil.com', 'x-forwarded-proto': 'http' } })).json()['issuer'], 'https://auth.example/');
  });

  test('A113 RFC 9700 §4.13: from a peer that is no listed proxy, the forwarded address is not read', async () => {
    assert.equal(await address(running, { 'x-forwarded-for': '1.2.3.4', forwarded: 'for=1.2.3.4', 'x-real-ip': '1.2.3.4', 'true-client-ip': '1.2.3.4', 'auth0-forwarded-for': '1.2.3.4' }), '127.0.0.1');
  });

  for (const [name, header, expected] of [
    ['the one hop', '203.0.113.9', '203.0.113.9'],
    ['the nearest hop, not the forged leftmost', '1.2.3.4, 203.0.113.9', '203.0.113.9'],
    ['the hop before the listed proxies', '1.2.3.4, 203.0.113.9, 10.1.2.3, 10.9.9.9', '203.0.113.9'],
    ['a hop without its port', '203.0.113.9:4711', '203.0.113.9'],
    ['IPv6 in brackets', '[2a00::1]:4711', '2a00::1'],
    ['IPv6 without a zone', 'fe80::1%eth0', 'fe80::1'],
    ['IPv4 inside IPv6', '::ffff:203.0.113.9', '203.0.113.9'],
    ['the last good hop before rubbish', '<script>, 10.0.0.7', '10.0.0.7'],
    ['the peer, where the nearest hop is rubbish', '203.0.113.9, unknown', '127.0.0.1'],
    ['the peer, where it is empty', '', '127.0.0.1'],
    ['a listed hop, where there is no other', '10.0.0.7', '10.0.0.7'],
    ['at most the tenth hop of fifty', `1.2.3.4, ${Array.from({ length: 50 }, (_, i) => `10.0.0.${i}`).join(', ')}`, '10.0.0.40'],
  ] as const) {
    test(`A113 RFC 9700 §4.13: behind a listed proxy the address is ${name}`, async () => {
      assert.equal(await address(behindProxy, { 'x-forwarded-for': header }), expected);
    });
  }

  test('a proxy entry that is no address stops the start', () => {
    assert.throws(() => parseTrustedProxies(['proxy.example']), /neither an address nor a CIDR/);
  });
});
