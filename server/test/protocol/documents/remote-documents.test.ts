import assert from 'node:assert/strict';
import type { RequestListener } from 'node:http';
import { after, afterEach, before, beforeEach, describe, test } from 'node:test';
import { parseAllowList } from '../../../src/outbound/allow-list.ts';
import { createOutbound, type OutboundDoor } from '../../../src/outbound/create-outbound.ts';
import { fetchJson } from '../../../src/protocol/documents/fetch-json.ts';
import type { Fetched } from '../../../src/protocol/documents/document-memory.ts';
import { remoteDocuments, type RemoteDocuments } from '../../../src/protocol/documents/remote-documents.ts';
import { isOutboundFailure } from '../../../src/protocol/ports/outbound.ts';
import { MovableClock } from '../../flows/clock.ts';
import { startPlain, type Listener } from '../../outbound/listeners.ts';

let server: Listener;
let door: OutboundDoor;
let answer: RequestListener;
let asked: string[] = [];
const json = { 'content-type': 'application/json' };
const answering = (body: string, headers: Readonly<Record<string, string>> = json, status = 200) => { answer = (_incoming, outgoing) => { outgoing.writeHead(status, headers).end(body); }; };

before(async () => {
  server = await startPlain((incoming, outgoing) => { asked.push(incoming.url ?? ''); answer(incoming, outgoing); });
  door = createOutbound({ allowed: parseAllowList(['127.0.0.1']) });
});
beforeEach(() => { asked = []; });
after(async () => { door.close(); await server.stop(); });

const said = (fetched: Fetched) => (isOutboundFailure(fetched) ? fetched.failure : fetched.content);

describe('a JSON document', () => {
  const fetched = async (maxBytes?: number) => said(await fetchJson(door, server.url, maxBytes === undefined ? {} : { maxBytes }));

  for (const type of ['application/json', 'application/json; charset=utf-8', 'application/json;charset=UTF-8', 'Application/JSON', 'application/jwk-set+json', 'application/vnd.a.b+json; x=y']) {
    test(`RFC 7517 §8.5.2: ${type} is JSON`, async () => { answering('{"keys":[]}', { 'content-type': type }); assert.deepEqual(await fetched(), { keys: [] }); });
  }
  for (const type of ['text/html', 'text/json', 'application/jsonp', 'application/octet-stream', 'application/json-seq', 'application/+json', 'image/svg+xml', '']) {
    test(`${type === '' ? 'no type' : type} is not JSON`, async () => { answering('{"keys":[]}', type === '' ? {} : { 'content-type': type }); assert.equal(await fetched(), 'body_malformed'); });
  }
  for (const body of ['[]', '["https://app.example/cb"]', '{}', '{"failure":"timeout","detail":"not ours"}']) {
    test(`${body} is a document`, async () => { answering(body); assert.deepEqual(await fetched(), JSON.parse(body)); });
  }
  for (const body of ['', '1', '"a"', 'null', 'true', '{', '{"a":1}x', "{'a':1}"]) {
    test(`${JSON.stringify(body)} is no document`, async () => { answering(body); assert.equal(await fetched(), 'body_malformed'); });
  }
  test('another status than 200 is no document', async () => {
    for (const status of [201, 204, 206, 400, 404, 500]) { answering(status === 204 ? '' : '{}', json, status); assert.equal(await fetched(), 'unreachable'); }
  });
  test('a failure of the request stays what it is', async () => {
    answering('{}', { ...json, location: '/x' }, 302);
    assert.equal(await fetched(), 'redirected');
    answering('{"a":"bbbbbbbb"}');
    assert.equal(await fetched(10), 'too_large');
  });
});

describe('remembered documents', () => {
  let clock: MovableClock;
  let documents: RemoteDocuments;
  let version = 0;
  const url = () => `${server.url}keys`;
  const get = async () => said(await documents.get(url()));
  const refetch = async () => said(await documents.refetch(url()));
  const countingUp = (headers: Readonly<Record<string, string>> = {}) => { version = 0; answer = (_incoming, outgoing) => { version += 1; outgoing.writeHead(200, { ...json, ...headers }).end(JSON.stringify({ version })); }; };
  const failing = () => { answering('', {}, 500); };
  beforeEach(() => { clock = new MovableClock(); documents = remoteDocuments({ outbound: door, clock }); countingUp(); });
  afterEach(() => { version = 0; });

  test('RFC 9111 §4.2: a fresh document is not asked for again, a stale one is', async () => {
    assert.deepEqual([await get(), await get()], [{ version: 1 }, { version: 1 }]);
    clock.advance(598);
    assert.deepEqual(await get(), { version: 1 });
    clock.advance(3);
    assert.deepEqual(await get(), { version: 2 });
  });

  test('RFC 9111 §5.2.2.1: max-age counts', async () => {
    countingUp({ 'cache-control': 'max-age=120' });
    await get();
    clock.advance(118);
    assert.deepEqual(await get(), { version: 1 });
    clock.advance(3);
    assert.deepEqual(await get(), { version: 2 });
  });

  test('fifty who ask at once cause one request', async () => {
    const all = await Promise.all(Array.from({ length: 50 }, (_, index) => (index % 2 === 0 ? get() : refetch())));
    assert.equal(asked.length, 1);
    for (const one of all) assert.deepEqual(one, { version: 1 });
  });

  test('a failure is remembered for ten seconds', async () => {
    failing();
    assert.deepEqual([await get(), await get()], ['unreachable', 'unreachable']);
    assert.equal(asked.length, 1);
    countingUp();
    clock.advance(8);
    assert.equal(await get(), 'unreachable');
    clock.advance(3);
    assert.deepEqual(await get(), { version: 1 });
  });

  test('OIDC Core §10.1.1: who misses a key may ask again, once in thirty seconds', async () => {
    await get();
    assert.deepEqual([await refetch(), await refetch(), await get()], [{ version: 2 }, { version: 2 }, { version: 2 }]);
    clock.advance(28);
    assert.deepEqual(await refetch(), { version: 2 });
    clock.advance(3);
    assert.deepEqual(await refetch(), { version: 3 });
    assert.equal(asked.length, 3);
  });

  test('one URL that was asked for again does not keep another from it', async () => {
    await refetch();
    assert.deepEqual(said(await documents.refetch(`${server.url}other`)), { version: 2 });
  });

  test('asking again in vain does not spoil what is remembered, and does not make it last', async () => {
    await get();
    failing();
    assert.equal(await refetch(), 'unreachable');
    assert.deepEqual([await refetch(), await get()], [{ version: 1 }, { version: 1 }]);
    clock.advance(601);
    assert.equal(await get(), 'unreachable');
  });

  test('the memory is bounded: what was not asked for the longest goes first', async () => {
    documents = remoteDocuments({ outbound: door, clock, capacity: 3 * 1100 });
    for (const name of ['a', 'b', 'c', 'a', 'd', 'a', 'c', 'b']) await documents.get(`${server.url}${name}`);
    assert.deepEqual(asked, ['/a', '/b', '/c', '/d', '/b']);
  });

  test('a refused address is remembered like every failure, and never asked', async () => {
    assert.equal(said(await documents.get('https://10.0.0.1/keys')), 'address_refused');
    assert.equal(asked.length, 0);
  });
});
