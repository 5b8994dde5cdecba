import assert from 'node:assert/strict';
import { createPublicKey, randomBytes } from 'node:crypto';
import { describe, test } from 'node:test';
import { calculateJwkThumbprint, createLocalJWKSet, jwtVerify } from 'jose';
import { createSealing, SealBroken } from '../../src/keys/sealing.ts';
import { signingAlgorithms } from '../../src/keys/ring-key.ts';
import { acme, atFirst, jwksOf, kidOf, kidsIn, preparedStore, ringOver, SigningKeysInMemory, standingClock, statesOf, tenantOf, whole } from './ring-of-test.ts';

const token = { typ: 'JWT', claims: { sub: 'someone' } };

describe('RFC 7517 §5: the ring of a tenant', () => {
  test('RFC 7517 §5: the first start makes current keys for RS256, ES256 and EdDSA; one for PS256, those for encryption and the next ones follow when the server is ready', async () => {
    const store = new SigningKeysInMemory();
    const ring = ringOver(store);
    await ring.ensure(acme);
    assert.deepEqual(statesOf(store), atFirst);
    await ring.warmUp();
    assert.deepEqual(statesOf(store), whole);
    const before = await ring.list(acme);
    await ring.ensure(acme);
    await ring.warmUp();
    await ringOver(store).ensure(acme);
    assert.deepEqual(store.rows(acme.id), before, 'a second start makes nothing');
  });

  test('RFC 7515 §5.1: ES256 and EdDSA are signed without any wait, RSA in the thread pool; an independent verifier accepts all by the published set', async () => {
    const ring = ringOver(await preparedStore());
    await ring.ensure(acme);
    for (const alg of ['ES256', 'EdDSA'] as const) assert.equal(typeof ring.sign(acme, alg, token), 'string');
    for (const alg of ['RS256', 'PS256'] as const) assert.ok(ring.sign(acme, alg, token) instanceof Promise);
    const set = createLocalJWKSet({ keys: await jwksOf(ring) });
    for (const alg of signingAlgorithms) {
      const jwt = await ring.sign(acme, alg, token);
      const { payload, protectedHeader } = await jwtVerify(jwt, set, { algorithms: [alg] });
      assert.deepEqual([payload, protectedHeader.typ], [{ sub: 'someone' }, 'JWT']);
      assert.deepEqual(await ring.verify(acme, jwt), { typ: 'JWT', alg, claims: { sub: 'someone' } });
    }
  });

  test('A098 RFC 7517 §9: the set has public members only, distinct kids that are thumbprints, use and alg', async () => {
    const ring = ringOver(await preparedStore());
    const keys = await jwksOf(ring);
    const inOrder = ['RS256 RSA', 'ES256 EC', 'EdDSA OKP', 'PS256 RSA'];
    const members: Readonly<Record<string, readonly string[]>> = { RSA: ['alg', 'e', 'kid', 'kty', 'n', 'use'], EC: ['alg', 'crv', 'kid', 'kty', 'use', 'x', 'y'], OKP: ['alg', 'crv', 'kid', 'kty', 'use', 'x'] };
    assert.deepEqual(keys.map(({ alg, kty }) => `${alg} ${kty}`), [...inOrder, ...inOrder, 'RSA-OAEP-256 RSA', 'ECDH-ES EC']);
    for (const key of keys) {
      assert.deepEqual(Object.keys(key).sort(), members[key['kty'] as string]);
      assert.equal(key['use'], key['alg'] === 'RSA-OAEP-256' || key['alg'] === 'ECDH-ES' ? 'enc' : 'sig');
      assert.equal(key['kid'], await calculateJwkThumbprint(key));
      assert.equal(createPublicKey({ key, format: 'jwk' }).type, 'public');
    }
    assert.equal(new Set(keys.map(({ kid }) => kid)).size, keys.length);
    for (const key of keys.filter(({ kty }) => kty === 'RSA')) assert.equal(createPublicKey({ key, format: 'jwk' }).asymmetricKeyDetails?.modulusLength, 2048);
  });

  test('A098 RFC 7517 §9: what is stored shows nothing of a private key', async () => {
    const store = await preparedStore();
    for (const row of store.rows(acme.id)) {
      assert.match(row.sealed, /^v1\.[A-Za-z0-9_-]+$/);
      for (const secret of ['d', 'p', 'q', 'dp', 'dq', 'qi', 'k']) assert.ok(!(secret in row.publicJwk), secret);
      // Every PKCS #8 key of these kinds holds the object identifier of its kind.
      for (const plain of ['2a864886f70d010101', '2a8648ce3d0201', '06032b6570']) assert.ok(!Buffer.from(row.sealed.slice(3), 'base64url').toString('hex').includes(plain));
    }
  });

  test('RFC 7518 §3.5: a PS256 key that is not there yet is made on first use, once for all who ask at once on two nodes, and is published', async () => {
    const store = new SigningKeysInMemory();
    const [one, two] = [ringOver(store), ringOver(store)];
    await Promise.all([one.ensure(acme), two.ensure(acme)]);
    const jwts = await Promise.all(Array.from({ length: 12 }, async (_, i) => (i % 2 === 0 ? one : two).sign(acme, 'PS256', token)));
    assert.deepEqual([...new Set(jwts.map(kidOf))], kidsIn(store.rows(acme.id), 'PS256', 'current'));
    assert.deepEqual(statesOf(store), [...atFirst, 'PS256 current'].sort());
    for (const jwt of jwts) await jwtVerify(jwt, createLocalJWKSet({ keys: await jwksOf(one) }), { algorithms: ['PS256'] });
    assert.ok(await two.verify(acme, jwts[0] as string));
  });

  test('RFC 7517 §5: a ring of a time with fewer algorithms is completed, and its keys stay', async () => {
    const store = await preparedStore();
    store.overwrite(acme.id, store.rows(acme.id).filter(({ alg }) => alg === 'RS256' || alg === 'ES256'));
    const before = store.rows(acme.id);
    const ring = ringOver(store);
    await ring.ensure(acme);
    assert.deepEqual(statesOf(store), [...atFirst, 'ES256 next', 'RS256 next'].sort());
    await ring.refresh();
    assert.deepEqual(statesOf(store), whole);
    assert.deepEqual(store.rows(acme.id).slice(0, before.length), before);
  });

  test('RFC 7517 §5: a process that is leaving begins no further key', async () => {
    const store = new SigningKeysInMemory();
    const ring = ringOver(store);
    await ring.ensure(acme);
    const leaving = new AbortController();
    const warming = ring.warmUp(leaving.signal);
    leaving.abort();
    await warming;
    assert.deepEqual(statesOf(store), [...atFirst, 'PS256 current'].sort(), 'the one that was begun is finished');
  });

  test('RFC 7517 §5: a tenant whose keys can not be made takes none from the others', async () => {
    const store = new SigningKeysInMemory();
    const broken = tenantOf('broken');
    const flaky = { list: store.list.bind(store), change: (...change: Parameters<typeof store.change>) => (change[0] === broken.id && change[1].length > 0 ? Promise.reject(new Error('disk is full')) : store.change(...change)) };
    const ring = ringOver(flaky);
    await ring.ensure(broken);
    await ring.ensure(acme);
    await assert.rejects(ring.refresh(), /disk is full/);
    await ring.refresh();
    assert.deepEqual(statesOf(store), whole);
  });

  test('RFC 9110 §8.8.3: the set is the same text and ETag until the ring changes, on every node and after a restart', async () => {
    const store = await preparedStore();
    const clock = standingClock();
    const [one, two] = [ringOver(store, { clock }), ringOver(store, { clock })];
    const first = await one.published(acme);
    assert.match(first.etag, /^"[A-Za-z0-9_-]{22}"$/);
    clock.pass(7200);
    await one.ensure(acme);
    await one.warmUp();
    await one.refresh();
    assert.deepEqual(await two.published(acme), first);
    assert.deepEqual(await one.published(acme), first);
    store.overwrite(acme.id, [...store.rows(acme.id)].reverse());
    assert.deepEqual(await ringOver(store).published(acme), first, 'the order of the rows does not matter');
    await one.rotate(acme, 'ES256');
    const second = await one.published(acme);
    assert.notEqual(second.etag, first.etag);
    assert.notDeepEqual(second.body, first.body);
    assert.equal(one.published(acme), one.published(acme), 'from memory');
  });

  test('A120 RFC 8725 §3.8: a token of one tenant is none of another tenant, and their sets share no key', async () => {
    const store = await preparedStore();
    const other = tenantOf('other');
    const ring = ringOver(store);
    const jwt = await ring.sign(acme, 'ES256', token);
    assert.equal(await ring.verify(other, jwt), undefined);
    assert.ok(await ring.verify(acme, jwt));
    const mine = new Set((await jwksOf(ring)).map(({ kid }) => kid));
    for (const { kid } of await jwksOf(ring, other)) assert.ok(!mine.has(kid));
  });

  test('RFC 7517 §9.2: another master key stops the start in words, and changes nothing', async () => {
    const store = await preparedStore();
    const before = store.rows(acme.id);
    const ring = ringOver(store, { sealing: createSealing(randomBytes(32)) });
    await assert.rejects(ring.ensure(acme), (error) => error instanceof SealBroken && /GATEHOUSE_MASTER_KEY/.test(error.message));
    assert.deepEqual(store.rows(acme.id), before);
  });

  test('RFC 7517 §9: who can write to the database can not plant a key: public halves come from the sealed private ones', async () => {
    const store = await preparedStore();
    const planted = await preparedStoreOfSomebodyElse();
    const genuine = await jwksOf(ringOver(store));
    store.overwrite(acme.id, store.rows(acme.id).map((row) => ({ ...row, publicJwk: { ...planted.jwk, kid: row.kid } })));
    assert.deepEqual(await jwksOf(ringOver(store)), genuine);
    store.overwrite(acme.id, [...store.rows(acme.id), planted.row]);
    await assert.rejects(ringOver(store).ensure(acme), SealBroken);
  });

  test('RFC 7517 §5: many first requests at once open a ring once, also on two nodes', async () => {
    const store = new SigningKeysInMemory();
    const [one, two] = [ringOver(store), ringOver(store)];
    const jwts = await Promise.all(Array.from({ length: 20 }, async (_, i) => (i % 2 === 0 ? one : two).sign(acme, 'ES256', token)));
    assert.equal(new Set(jwts.map(kidOf)).size, 1);
    assert.deepEqual(statesOf(store), atFirst);
    assert.deepEqual([kidOf(jwts[0] as string)], kidsIn(store.rows(acme.id), 'ES256', 'current'));
  });

  test('RFC 7517 §5: a ring that could not be opened is tried again at the next request', async () => {
    const store = await preparedStore();
    let down = true;
    const flaky = { list: (tenant: typeof acme.id) => (down ? Promise.reject(new Error('database is down')) : store.list(tenant)), change: store.change.bind(store) };
    const ring = ringOver(flaky);
    await assert.rejects(ring.ensure(acme), /database is down/);
    await assert.rejects(async () => { await ring.sign(acme, 'ES256', token); }, /database is down/);
    down = false;
    assert.ok(await ring.sign(acme, 'ES256', token));
  });

  test('RFC 7517 §5: in memory a ring survives a database that is down; only the refresh says so', async () => {
    const store = await preparedStore();
    let down = false;
    const flaky = { list: (tenant: typeof acme.id) => (down ? Promise.reject(new Error('database is down')) : store.list(tenant)), change: store.change.bind(store) };
    const ring = ringOver(flaky);
    await ring.ensure(acme);
    down = true;
    await assert.rejects(ring.refresh(), /database is down/);
    const jwt = await ring.sign(acme, 'ES256', token);
    assert.ok(await ring.verify(acme, jwt));
    assert.ok((await ring.published(acme)).body.length > 0);
  });
});

async function preparedStoreOfSomebodyElse() {
  const store = new SigningKeysInMemory();
  await ringOver(store, { sealing: createSealing(randomBytes(32)) }).ensure(acme);
  const row = store.rows(acme.id).find(({ alg }) => alg === 'ES256');
  assert.ok(row);
  return { row: { ...row, state: 'previous' as const }, jwk: row.publicJwk };
}
