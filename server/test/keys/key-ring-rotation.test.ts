import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { TenantId } from '../../src/kernel/tenant.ts';
import type { StoredSigningKey } from '../../src/protocol/ports/signing-key-store.ts';
import { signingAlgorithms } from '../../src/keys/ring-key.ts';
import { acme, jwksOf, kidOf, kidsIn, preparedStore, ringOver, standingClock } from './ring-of-test.ts';

const token = { typ: 'JWT', claims: { sub: 'someone' } };
const publishedKids = async (ring: ReturnType<typeof ringOver>) => new Set((await jwksOf(ring)).map(({ kid }) => kid));

describe('OIDC Core §10.1.1: rotation of signing keys', () => {
  test('OIDC Core §10.1.1: next becomes current, current becomes previous, and a new next is published before it ever signs', async () => {
    const store = await preparedStore();
    const ring = ringOver(store);
    for (let round = 0; round < 5; round++) {
      const before = store.rows(acme.id);
      const known = await publishedKids(ring);
      const rotation = await ring.rotate(acme, 'ES256');
      const after = store.rows(acme.id);
      assert.deepEqual(kidsIn(after, 'ES256', 'current'), kidsIn(before, 'ES256', 'next'));
      assert.deepEqual(new Set(kidsIn(after, 'ES256', 'previous')), new Set([...kidsIn(before, 'ES256', 'previous'), ...kidsIn(before, 'ES256', 'current')]));
      assert.equal(kidsIn(after, 'ES256', 'next').length, 1);
      assert.deepEqual(rotation, { outcome: 'rotated', keys: [{ alg: 'ES256', current: kidsIn(after, 'ES256', 'current')[0], next: kidsIn(after, 'ES256', 'next')[0] }] });
      const signedBy = kidOf(await ring.sign(acme, 'ES256', token));
      assert.deepEqual([signedBy], kidsIn(after, 'ES256', 'current'));
      assert.ok(known.has(signedBy), 'verifiers knew the key before it signed');
      assert.deepEqual(kidsIn(after, 'RS256', 'current'), kidsIn(before, 'RS256', 'current'), 'the other algorithm stays');
    }
  });

  test('OIDC Core §10.1.1: without a name all algorithms rotate in one step', async () => {
    const store = await preparedStore();
    const ring = ringOver(store);
    const jwts = await Promise.all(signingAlgorithms.map(async (alg) => ring.sign(acme, alg, token)));
    const rotation = await ring.rotate(acme);
    assert.equal(store.changedFrom.length, 1);
    assert.ok(rotation.outcome === 'rotated' && rotation.keys.map(({ alg }) => alg).join() === signingAlgorithms.join());
    for (const [i, alg] of signingAlgorithms.entries()) assert.notEqual(kidOf(await ring.sign(acme, alg, token)), kidOf(jwts[i] as string));
    for (const jwt of jwts) assert.ok(await ring.verify(acme, jwt), 'what was signed before still verifies');
  });

  test('OIDC Core §10.1.1: a previous key is published for a day and the longest token lifetime, and then no more', async () => {
    const store = await preparedStore();
    const clock = standingClock();
    const ring = ringOver(store, { clock, longestTokenTtl: 3600 });
    const jwt = await ring.sign(acme, 'ES256', token);
    await ring.rotate(acme, 'ES256');
    clock.pass(86_400 + 3600 - 1);
    const kept = await ring.published(acme);
    assert.ok((await publishedKids(ring)).has(kidOf(jwt)));
    assert.ok(await ring.verify(acme, jwt));
    clock.pass(1);
    assert.ok(!(await publishedKids(ring)).has(kidOf(jwt)));
    assert.equal(await ring.verify(acme, jwt), undefined);
    assert.notEqual((await ring.published(acme)).etag, kept.etag);
    assert.deepEqual(await ringOver(store, { clock }).published(acme), await ring.published(acme), 'a node that starts now says the same');
  });

  test('OIDC Core §10.1.1: of 20 rotations at once on four nodes one wins, and the others leave it at that', async () => {
    const store = await preparedStore();
    const nodes = Array.from({ length: 4 }, () => ringOver(store));
    await Promise.all(nodes.map((node) => node.ensure(acme)));
    const rotations = await Promise.all(Array.from({ length: 20 }, (_, i) => (nodes[i % 4] as typeof nodes[0]).rotate(acme, 'ES256')));
    const winners = rotations.filter(({ outcome }) => outcome === 'rotated').length;
    assert.ok(winners >= 1);
    assert.equal(new Set(store.changedFrom).size, store.changedFrom.length, 'no state of the ring was left twice');
    assert.equal(store.changedFrom.length, winners, 'who says that it rotated did');
    assert.equal(kidsIn(store.rows(acme.id), 'ES256', 'previous').length, winners);
    assert.equal(kidsIn(store.rows(acme.id), 'ES256', 'current').length, 1);
    assert.equal(kidsIn(store.rows(acme.id), 'ES256', 'next').length, 1);
    const kids = await Promise.all(nodes.map(async (node) => kidOf(await node.sign(acme, 'ES256', token))));
    assert.deepEqual(new Set(kids), new Set(kidsIn(store.rows(acme.id), 'ES256', 'current')), 'winners and losers sign with the new key');
  });

  test('OIDC Core §10.1.1: rotations of two algorithms at once do not hinder one another', async () => {
    const store = await preparedStore();
    const [one, two] = [ringOver(store), ringOver(store)];
    await Promise.all([one.ensure(acme), two.ensure(acme)]);
    const outcomes = await Promise.all([one.rotate(acme, 'ES256'), two.rotate(acme, 'RS256')]);
    assert.deepEqual(outcomes.map(({ outcome }) => outcome), ['rotated', 'rotated']);
    for (const alg of ['ES256', 'RS256'] as const) for (const state of ['current', 'next', 'previous'] as const) assert.equal(kidsIn(store.rows(acme.id), alg, state).length, 1, `${alg} ${state}`);
  });
});

describe('OIDC Core §10.1.1: nodes that share a ring', () => {
  test('OIDC Core §10.1.1: a node that has not read yet signs with a key that is still published, and takes the new one over by refresh', async () => {
    const store = await preparedStore();
    const [one, two] = [ringOver(store), ringOver(store)];
    await two.ensure(acme);
    await one.rotate(acme, 'ES256');
    const late = await two.sign(acme, 'ES256', token);
    assert.ok(await one.verify(acme, late));
    const fresh = await one.sign(acme, 'ES256', token);
    assert.ok(await two.verify(acme, fresh), 'it knew the key as next');
    await two.refresh();
    assert.equal(kidOf(await two.sign(acme, 'ES256', token)), kidOf(fresh));
    assert.deepEqual(await two.published(acme), await one.published(acme));
  });

  test('OIDC Core §10.1.1: a token by a key that is newer than the last read is found at once, by every request that waits for it', async () => {
    const store = await preparedStore();
    const [one, two] = [ringOver(store), ringOver(store)];
    await two.ensure(acme);
    await one.rotate(acme, 'ES256');
    await one.rotate(acme, 'ES256');
    const jwt = await one.sign(acme, 'ES256', token);
    const seen = await Promise.all(Array.from({ length: 5 }, () => two.verify(acme, jwt)));
    for (const verified of seen) assert.deepEqual(verified?.claims, token.claims);
  });

  test("A086 RFC 8725 §3.10: strangers' kids cost the store one read a second at most, and other forms none", async () => {
    const store = await preparedStore();
    const clock = standingClock();
    const ring = ringOver(store, { clock });
    const jwt = await ring.sign(acme, 'ES256', token);
    const withKid = (kid: string) => `${Buffer.from(JSON.stringify({ alg: 'ES256', kid })).toString('base64url')}.${jwt.split('.').slice(1).join('.')}`;
    const reads = store.lists;
    for (const kid of ['x', '../../x', 'a'.repeat(42), 'a'.repeat(44), '']) assert.equal(await ring.verify(acme, withKid(kid)), undefined);
    assert.equal(store.lists, reads);
    for (let i = 0; i < 50; i++) assert.equal(await ring.verify(acme, withKid(String(i).padStart(43, 'a'))), undefined);
    assert.equal(store.lists, reads + 1);
    clock.pass(1);
    assert.equal(await ring.verify(acme, withKid('b'.repeat(43))), undefined);
    assert.equal(store.lists, reads + 2);
  });

  test('OIDC Core §10.1.1: a slow read that began before a change does not undo it', async () => {
    const store = await preparedStore();
    let hold: Promise<void> | undefined;
    const slow = {
      list: async (tenant: TenantId): Promise<readonly StoredSigningKey[]> => { const held = hold; hold = undefined; const rows = await store.list(tenant); await held; return rows; },
      change: store.change.bind(store),
    };
    const ring = ringOver(slow);
    await ring.ensure(acme);
    let release = () => {};
    hold = new Promise((resolve) => { release = resolve; });
    const refreshed = ring.refresh();
    await ring.rotate(acme, 'ES256');
    const kid = kidOf(await ring.sign(acme, 'ES256', token));
    release();
    await refreshed;
    assert.equal(kidOf(await ring.sign(acme, 'ES256', token)), kid);
    assert.deepEqual([kid], kidsIn(store.rows(acme.id), 'ES256', 'current'));
  });

  test('OIDC Core §10.1.1: a ring that nobody uses is not read every second for ever, and is there when it is needed', async () => {
    const store = await preparedStore();
    const clock = standingClock();
    const ring = ringOver(store, { clock });
    const jwt = await ring.sign(acme, 'ES256', token);
    await ring.refresh();
    clock.pass(3601);
    const reads = store.lists;
    await ring.refresh();
    await ring.refresh();
    assert.equal(store.lists, reads);
    assert.ok(await ring.verify(acme, jwt));
  });
});
