import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { TLSSocket } from 'node:tls';
import { openLocalCertificate } from '../../src/http/local-ca.ts';
import { parseAllowList } from '../../src/outbound/allow-list.ts';
import { createOutbound, type OutboundDoor } from '../../src/outbound/create-outbound.ts';
import { remoteDocuments } from '../../src/protocol/documents/remote-documents.ts';
import { isOutboundFailure } from '../../src/protocol/ports/outbound.ts';
import { authorizeUrl, newPkce } from '../flows/app.ts';
import { apps } from '../flows/fixtures.ts';
import { freePort, startHouse, type RunningHouse } from '../flows/house.ts';
import { startPlain, startTls, startTrap, type Listener } from '../outbound/listeners.ts';

const wordOf = async (door: OutboundDoor, url: string) => {
  const got = await door.send({ url });
  return isOutboundFailure(got) ? got.failure : got.status;
};

describe('addresses inside', () => {
  let trap: Listener;
  let house: RunningHouse;
  before(async () => { trap = await startTrap(); house = await startHouse(); });
  after(async () => { assert.equal(trap.connections(), 0); await house.stop(); await trap.stop(); });

  /** Every way to write this machine, on the port of the trap. */
  const inside = () => [
    '127.0.0.1', '127.1', '127.0.1', '2130706433', '0x7f000001', '0x7f.1', '0177.0.0.1', '017700000001', '0', '0.0.0.0', '127.255.255.254', 'localhost', 'app.localhost', 'LOCALHOST', '[::1]', '[::]', '[0:0:0:0:0:0:0:1]',
    '[::ffff:127.0.0.1]', '[::ffff:7f00:1]', '[::127.0.0.1]', '[64:ff9b::127.0.0.1]', '[2002:7f00:1::]', '１２７.０.０.１', '127.0.0.1.', 'user@127.0.0.1', '10.0.0.1', '172.16.0.1', '192.168.0.1', '169.254.169.254', '100.100.100.200', '[fd00:ec2::254]', '[fe80::1]', '[fc00::1]',
  ].flatMap((host) => ['http', 'https'].map((scheme) => `${scheme}://${host}:${trap.port}/latest/meta-data/`));

  test('A101 OIDC Core §6.2: a request_uri that leads inside makes nobody ask there', async () => {
    for (const uri of [...inside(), 'file:///etc/passwd', `gopher://127.0.0.1:${trap.port}/_INFO`]) {
      const answer = await house.browser().get(authorizeUrl(apps.web, newPkce(), { request_uri: uri }));
      assert.ok(answer.status < 500, uri);
    }
    assert.equal(trap.connections(), 0);
  });

  test('A101 RFC 9101 §10.4.1: no scheme but http and https leaves the house, and these not to the inside', async () => {
    for (const url of [...inside(), 'file:///etc/passwd', `gopher://127.0.0.1:${trap.port}/_INFO`, `ftp://127.0.0.1:${trap.port}/`, `ws://127.0.0.1:${trap.port}/`, 'data:application/json,{}']) {
      assert.match(String(await wordOf(house.house.outbound, url)), /^(url|address)_refused$/, url);
    }
    assert.equal(trap.connections(), 0);
  });

  test('A102 RFC 7591 §5: a key set inside is not fetched, however its address is written', async () => {
    const documents = remoteDocuments({ outbound: house.house.outbound, clock: house.house.clock });
    for (const url of inside()) for (const got of [await documents.get(url), await documents.refetch(url)]) {
      assert.ok(isOutboundFailure(got), url);
      assert.match(got.failure, /^(url|address)_refused$/, url);
    }
    assert.equal(trap.connections(), 0);
  });

  test('A102: a name that leads inside is refused, also when one of its addresses is public, and when it changes its mind after the look', async () => {
    let asked = 0;
    const rebinding = createOutbound({ allowed: parseAllowList([]), resolve: (host) => {
      asked += 1;
      return Promise.resolve((host === 'both.example' ? ['8.8.8.8', '127.0.0.1'] : asked % 2 === 1 ? ['127.0.0.1'] : ['10.0.0.1']).map((address) => ({ address, family: 4 })));
    } });
    for (const host of ['both.example', 'rebind.example', 'rebind.example']) {
      asked = 0;
      assert.equal(await wordOf(rebinding, `https://${host}:${trap.port}/`), 'address_refused');
      assert.equal(asked, 1, 'a name is resolved once per request');
    }
    assert.equal(trap.connections(), 0);
  });

  test('A106: logout notifications and webhooks, which are posted, go by the same rules', async () => {
    for (const url of inside()) {
      const got = await house.house.outbound.send({ url, method: 'POST', body: 'logout_token=x', headers: { 'content-type': 'application/x-www-form-urlencoded' } });
      assert.ok(isOutboundFailure(got) && /^(url|address)_refused$/.test(got.failure), url);
    }
    assert.equal(trap.connections(), 0);
  });

  test('A109: an open, a closed and a silent port inside answer the same, word for word, and none is asked', async () => {
    const closed = await freePort();
    for (const [scheme, host] of [['https', '127.0.0.1'], ['http', '127.0.0.1'], ['https', 'localhost'], ['https', '[::1]'], ['https', '10.255.255.1'], ['https', 'inside.example']] as const) {
      const door = createOutbound({ allowed: parseAllowList([]), resolve: () => Promise.resolve([{ address: '127.0.0.1', family: 4 }]) });
      const answers = await Promise.all([trap.port, closed, 22, 443].map(async (port) => JSON.stringify(await door.send({ url: `${scheme}://${host}:${port}/` }))));
      assert.equal(new Set(answers).size, 1, answers.join(' '));
      assert.match(answers[0] ?? '', /"address_refused"/);
    }
    assert.equal(trap.connections(), 0);
  });

  test('A109: a name that does not exist outside answers like one that exists inside', async () => {
    const door = createOutbound({ allowed: parseAllowList([]), resolve: (host) => (host.startsWith('real') ? Promise.resolve([{ address: '10.0.0.7', family: 4 }]) : Promise.reject(Object.assign(new Error(host), { code: 'ENOTFOUND' }))) });
    const answers = await Promise.all(['real', 'none'].map(async (name) => JSON.stringify(await door.send({ url: `https://${name}.example/` })).replace(name, 'NAME')));
    assert.equal(answers[0], answers[1]);
  });
});

describe('A104: an address that may be asked', () => {
  test('is not followed to where it points', async () => {
    const trap = await startTrap();
    const server = await startPlain((_incoming, outgoing) => { outgoing.writeHead(302, { location: trap.url, refresh: `0; url=${trap.url}` }).end(); });
    const house = await startHouse({ outboundAllow: `127.0.0.1:${server.port}` });
    assert.equal(await wordOf(house.house.outbound, server.url), 'redirected');
    assert.equal(await wordOf(house.house.outbound, trap.url), 'address_refused', 'the port that is allowed opens no other');
    assert.equal(trap.connections(), 0);
    await Promise.all([house.stop(), server.stop(), trap.stop()]);
  });

  test('can not send more than the limit, nor take longer than the limit, however it drips', async () => {
    let written = 0;
    const chunk = Buffer.alloc(65_536, 'a');
    const server = await startPlain((incoming, outgoing) => {
      outgoing.writeHead(200, { 'content-type': 'application/json' });
      if (incoming.url === '/drip') { const drip = setInterval(() => { outgoing.write('a'); }, 100); outgoing.on('close', () => { clearInterval(drip); }); return; }
      const pour = () => { while (written < 50_000_000) { written += chunk.length; if (!outgoing.write(chunk)) { outgoing.once('drain', pour); return; } } outgoing.end(); };
      pour();
    });
    const door = createOutbound({ allowed: parseAllowList([`127.0.0.1:${server.port}`]) });
    assert.deepEqual(await Promise.all([wordOf(door, server.url), wordOf(door, `${server.url}drip`)]), ['too_large', 'timeout']);
    assert.ok(written < 50_000_000, 'the rest was never taken');
    await server.stop();
  });
});

describe('A110: TLS of others', () => {
  const day = 86_400_000;
  let folder: string;
  let ca: readonly string[];
  let valid: { readonly key: string; readonly cert: string };
  let expired: { readonly key: string; readonly cert: string };
  const resolve = () => Promise.resolve([{ address: '127.0.0.1', family: 4 }]);
  const allowed = parseAllowList(['localhost', 'wrong.example', '127.0.0.1']);
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gatehouse-attacks-'));
    const [one, two] = [await openLocalCertificate(join(folder, 'one')), await openLocalCertificate(join(folder, 'two'), { nowMs: Date.now() - 91 * day })];
    [valid, expired, ca] = [one, two, [await readFile(one.caFile, 'utf8'), await readFile(two.caFile, 'utf8')]];
  });
  after(() => rm(folder, { recursive: true }));

  const meet = async (options: Parameters<typeof startTls>[0], { host = 'localhost', trusting = true }: { readonly host?: string; readonly trusting?: boolean } = {}) => {
    let reached = 0;
    const server = await startTls(options, (_incoming, outgoing) => { reached += 1; outgoing.end('{}'); });
    const word = await wordOf(createOutbound({ allowed, resolve, ...(trusting ? { ca } : {}) }), `https://${host}:${server.port}/`);
    await server.stop();
    return [word, reached];
  };

  test('a certificate that is trusted, in time and of the host is accepted', async () => {
    assert.deepEqual(await meet(valid), [200, 1]);
    assert.deepEqual(await meet(valid, { host: '127.0.0.1' }), [200, 1]);
    assert.deepEqual(await meet({ ...valid, maxVersion: 'TLSv1.2' }), [200, 1]);
  });

  test('every request is verified from the start: no session is taken up again', async () => {
    const reused: boolean[] = [];
    const server = await startTls(valid, (incoming, outgoing) => { reused.push((incoming.socket as TLSSocket).isSessionReused()); outgoing.end('{}'); });
    const door = createOutbound({ allowed, resolve, ca });
    for (let round = 0; round < 3; round++) assert.equal(await wordOf(door, `https://localhost:${server.port}/`), 200);
    assert.deepEqual(reused, [false, false, false]);
    await server.stop();
  });

  test('an unknown authority, another host, and a time that is over are refused before anything is said', async () => {
    assert.deepEqual(await meet(valid, { trusting: false }), ['tls', 0]);
    assert.deepEqual(await meet(valid, { host: 'wrong.example' }), ['tls', 0]);
    assert.deepEqual(await meet(expired), ['tls', 0]);
  });

  test('RFC 9325 §3.1.1: TLS 1.0 and 1.1 are refused', async () => {
    for (const maxVersion of ['TLSv1', 'TLSv1.1'] as const) assert.deepEqual(await meet({ ...valid, minVersion: 'TLSv1', maxVersion, ciphers: 'DEFAULT@SECLEVEL=0' }), ['tls', 0]);
  });

  test('what does not speak TLS at all is refused', async () => {
    const server = await startPlain((_incoming, outgoing) => { outgoing.end('{}'); });
    assert.equal(await wordOf(createOutbound({ allowed, resolve }), `https://localhost:${server.port}/`), 'tls');
    await server.stop();
  });
});
