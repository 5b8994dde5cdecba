import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { IncomingMessage, RequestListener } from 'node:http';
import { parseAllowList } from '../../src/outbound/allow-list.ts';
import { createOutbound, type OutboundDoor, type OutboundOptions } from '../../src/outbound/create-outbound.ts';
import { isOutboundFailure, type OutboundRequest } from '../../src/protocol/ports/outbound.ts';
import { freePort } from '../flows/house.ts';
import { startPlain, startTrap, type Listener } from './listeners.ts';

const allowed = parseAllowList(['127.0.0.1', 'app.example']);
/** A resolver that knows these names alone. */
const names = (known: Readonly<Record<string, readonly string[]>>): NonNullable<OutboundOptions['resolve']> => (host) => {
  const found = known[host];
  return found === undefined ? Promise.reject(Object.assign(new Error(host), { code: 'ENOTFOUND' })) : Promise.resolve(found.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })));
};

describe('a request', () => {
  let server: Listener;
  let door: OutboundDoor;
  let answer: RequestListener;
  const seen: { incoming: IncomingMessage; body: string }[] = [];
  before(async () => {
    server = await startPlain((incoming, outgoing) => {
      let body = '';
      incoming.setEncoding('utf8').on('data', (part: string) => { body += part; }).on('end', () => { seen.push({ incoming, body }); answer(incoming, outgoing); });
    });
    door = createOutbound({ allowed, resolve: names({ 'app.example': ['127.0.0.1'], 'mixed.example': ['93.184.215.14', '127.0.0.1'] }) });
  });
  after(async () => { door.close(); await server.stop(); });

  const ask = async (request: Partial<OutboundRequest> = {}) => {
    const got = await door.send({ url: `${server.url}path?q=1`, ...request });
    return isOutboundFailure(got) ? got.failure : got;
  };
  const answering = (status: number, headers: Readonly<Record<string, string>> = {}, body: string | Buffer = '') => { answer = (_incoming, outgoing) => { outgoing.writeHead(status, headers).end(body); }; };

  test('it brings back status, headers and text, whatever the status says', async () => {
    for (const status of [200, 204, 404, 500]) {
      answering(status, { 'X-One': 'a', 'Set-Cookie': 'a=b' }, status === 204 ? '' : 'grüß dich');
      const got = await ask();
      assert.ok(typeof got === 'object');
      assert.deepEqual([got.status, got.body, got.headers['x-one'], got.headers['set-cookie']], [status, status === 204 ? '' : 'grüß dich', 'a', undefined]);
    }
  });

  test('RFC 9110 §10.1.5: it says who asks, asks for no compression, sends no cookie and keeps no connection', async () => {
    answering(200, { 'Set-Cookie': 'a=b' });
    await ask({ headers: { 'User-Agent': 'another', 'Accept-Encoding': 'gzip' } });
    await ask();
    for (const { incoming } of seen.slice(-2)) {
      const { headers, url, method } = incoming;
      assert.deepEqual([method, url, headers['user-agent'], headers['accept-encoding'], headers.connection, headers.cookie, headers.host], ['GET', '/path?q=1', 'Gatehouse', 'identity', 'close', undefined, `127.0.0.1:${server.port}`]);
    }
  });

  test('it posts a body with its length', async () => {
    answering(200);
    await ask({ method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: 'logout_token=ä' });
    const last = seen.at(-1);
    assert.deepEqual([last?.incoming.method, last?.incoming.headers['content-type'], last?.incoming.headers['content-length'], last?.body], ['POST', 'application/x-www-form-urlencoded', '15', 'logout_token=ä']);
  });

  test('a name goes to the address that was vetted, under its own Host, and its fragment stays at home', async () => {
    answering(200);
    const got = await ask({ url: `http://app.example:${server.port}/x#fragment` });
    assert.ok(typeof got === 'object');
    assert.deepEqual([seen.at(-1)?.incoming.headers.host, seen.at(-1)?.incoming.url], [`app.example:${server.port}`, '/x']);
  });

  test('a name with one address inside is refused as a whole, and one that leads nowhere sounds the same', async () => {
    const trap = await startTrap();
    const strict = createOutbound({ allowed: parseAllowList([]), resolve: names({ 'mixed.example': ['93.184.215.14', '127.0.0.1'], 'inside.example': ['10.0.0.1'] }) });
    for (const host of ['mixed.example', 'inside.example', 'nowhere.example']) {
      assert.deepEqual(await strict.send({ url: `https://${host}:${trap.port}/` }), { failure: 'address_refused', detail: `${host} has no address, or not public ones alone` });
    }
    assert.equal(trap.connections(), 0);
    await trap.stop();
  });

  test('a resolver that has no answer now is no reason to call an address refused', async () => {
    const troubled = createOutbound({ allowed, resolve: () => Promise.reject(Object.assign(new Error('again'), { code: 'EAI_AGAIN' })) });
    assert.deepEqual(await troubled.send({ url: 'https://app.example/' }), { failure: 'unreachable', detail: 'app.example could not be resolved (EAI_AGAIN)' });
  });

  test('a body of the limit is taken, one byte more is not, whether its length is said or not', async () => {
    for (const headers of [{}, { 'content-length': '65537' }]) {
      answering(200, headers, 'a'.repeat(65_537));
      assert.equal(await ask(), 'too_large');
    }
    answering(200, {}, 'a'.repeat(65_536));
    const got = await ask();
    assert.ok(typeof got === 'object');
    assert.equal(got.body.length, 65_536);
    assert.equal(await ask({ maxBytes: 65_535 }), 'too_large');
  });

  test('headers have a limit too', async () => {
    answering(200, { 'x-long': 'a'.repeat(20_000) });
    assert.equal(await ask(), 'too_large');
  });

  test('what is compressed, not UTF-8, cut short or not HTTP is no body', async () => {
    answering(200, { 'content-encoding': 'gzip' }, 'x');
    assert.equal(await ask(), 'body_malformed');
    answering(200, {}, Buffer.from([0xc3, 0x28]));
    assert.equal(await ask(), 'body_malformed');
    answer = (_incoming, outgoing) => { outgoing.writeHead(200, { 'content-length': '100' }).write('half'); setTimeout(() => outgoing.destroy(), 20); };
    assert.equal(await ask(), 'unreachable');
    const odd = await startTrap('SSH-2.0-something\r\n');
    assert.equal(await ask({ url: odd.url }), 'body_malformed');
    await odd.stop();
  });

  test('RFC 9110 §15.4: no redirect is followed, of whatever kind', async () => {
    const trap = await startTrap();
    for (const status of [301, 302, 303, 307, 308]) {
      answering(status, { location: trap.url });
      assert.equal(await ask(), 'redirected');
    }
    assert.equal(trap.connections(), 0);
    await trap.stop();
  });

  test('RFC 9110 §15.2.2: another protocol is not switched to', async () => {
    answer = (incoming) => { incoming.socket.write('HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n'); };
    assert.equal(await ask({ headers: { connection: 'upgrade', upgrade: 'x' } }), 'unreachable');
  });

  test('the time is over for who is silent before, in and after the headers, and for a resolver that hangs', async () => {
    answer = () => undefined;
    assert.equal(await ask({ timeoutMs: 100 }), 'timeout');
    answer = (_incoming, outgoing) => { outgoing.writeHead(200).write('a'); };
    assert.equal(await ask({ timeoutMs: 100 }), 'timeout');
    const silent = await startTrap('HTTP/1.1 200 OK\r\n');
    assert.equal(await ask({ url: silent.url, timeoutMs: 100 }), 'timeout');
    await silent.stop();
    const hanging = createOutbound({ allowed, resolve: () => new Promise(() => undefined) });
    const got = await hanging.send({ url: 'https://app.example/', timeoutMs: 50 });
    assert.ok(isOutboundFailure(got) && got.failure === 'timeout');
  });

  test('a port where nobody listens is unreachable, and the detail has no more to say', async () => {
    const port = await freePort();
    assert.deepEqual(await door.send({ url: `http://127.0.0.1:${port}/` }), { failure: 'unreachable', detail: `no connection to 127.0.0.1:${port}` });
  });

  test('a shut door ends what is under way and lets nothing out', async () => {
    answer = () => undefined;
    const other = createOutbound({ allowed });
    const waiting = other.send({ url: server.url });
    other.close();
    for (const got of [await waiting, await other.send({ url: server.url })]) assert.deepEqual(got, { failure: 'unreachable', detail: 'the server is going down' });
  });
});

describe('many requests', () => {
  test('so many run at once for a host and in all; the rest waits its turn, and its time runs', async () => {
    const held: (() => void)[] = [];
    const server = await startPlain((_incoming, outgoing) => { held.push(() => outgoing.end('done')); });
    const door = createOutbound({ allowed: parseAllowList(['127.0.0.1', 'app.example']), resolve: names({ 'app.example': ['127.0.0.1'] }), limits: { inAll: 3, perHost: 2, waiting: 2 } });
    const send = (host: string, timeoutMs = 5000) => door.send({ url: `http://${host}:${server.port}/`, timeoutMs });
    const first = [send('127.0.0.1'), send('127.0.0.1')];
    const third = send('127.0.0.1');
    const late = await send('127.0.0.1', 100);
    assert.ok(isOutboundFailure(late) && late.failure === 'timeout');
    const other = send('app.example');
    while (held.length < 3) await new Promise((resolve) => { setTimeout(resolve, 10); });
    assert.equal(server.connections(), 3);
    const fourth = send('app.example');
    const turnedAway = await send('app.example');
    assert.ok(isOutboundFailure(turnedAway) && turnedAway.failure === 'timeout');
    assert.equal(server.connections(), 3);
    const all = Promise.all([...first, third, other, fourth]);
    const release = setInterval(() => { held.splice(0).forEach((end) => { end(); }); }, 10);
    for (const got of await all) assert.ok(!isOutboundFailure(got) && got.body === 'done');
    clearInterval(release);
    assert.equal(server.connections(), 5);
    await server.stop();
  });
});
