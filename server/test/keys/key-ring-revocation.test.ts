import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { acme, jwksOf, kidOf, kidsIn, preparedStore, ringOver, SigningKeysInMemory } from './ring-of-test.ts';

const token = { typ: 'JWT', claims: { sub: 'someone' } };

describe('OIDC Core §10.1.1: revocation of signing keys', () => {
  test('OIDC Core §10.1.1: a revoked current key verifies nothing and is not published, and the next key signs from the same step on', async () => {
    const store = await preparedStore();
    const ring = ringOver(store);
    const [heir] = kidsIn(store.rows(acme.id), 'ES256', 'next');
    const jwt = await ring.sign(acme, 'ES256', token);
    assert.equal(await ring.revoke(acme, kidOf(jwt)), 'revoked');
    assert.equal(await ring.verify(acme, jwt), undefined);
    assert.ok(!(await jwksOf(ring)).some(({ kid }) => kid === kidOf(jwt)));
    assert.equal(kidOf(await ring.sign(acme, 'ES256', token)), heir);
    assert.equal(kidsIn(store.rows(acme.id), 'ES256', 'next').length, 1, 'and there is a new next key');
  });

  test('OIDC Core §10.1.1: other nodes forget a revoked key with their next refresh', async () => {
    const store = await preparedStore();
    const [one, two] = [ringOver(store), ringOver(store)];
    const jwt = await two.sign(acme, 'RS256', token);
    await one.revoke(acme, kidOf(jwt));
    await two.refresh();
    assert.equal(await two.verify(acme, jwt), undefined);
    assert.notEqual(kidOf(await two.sign(acme, 'RS256', token)), kidOf(jwt));
  });

  test('OIDC Core §10.1.1: revoking the next or a previous key leaves the current one alone', async () => {
    const store = await preparedStore();
    const ring = ringOver(store);
    const old = await ring.sign(acme, 'ES256', token);
    await ring.rotate(acme, 'ES256');
    const current = kidsIn(store.rows(acme.id), 'ES256', 'current');
    const [next = ''] = kidsIn(store.rows(acme.id), 'ES256', 'next');
    assert.equal(await ring.revoke(acme, kidOf(old)), 'revoked');
    assert.equal(await ring.verify(acme, old), undefined);
    assert.equal(await ring.revoke(acme, next), 'revoked');
    assert.deepEqual(kidsIn(store.rows(acme.id), 'ES256', 'current'), current);
    const [renewed] = kidsIn(store.rows(acme.id), 'ES256', 'next');
    assert.ok(renewed !== undefined && renewed !== next);
    const published = (await jwksOf(ring)).map(({ kid }) => kid);
    assert.ok(published.includes(renewed) && !published.includes(next) && !published.includes(kidOf(old)));
  });

  test('OIDC Core §10.1.1: an unknown key is said to be unknown, and a revoked one can be revoked again', async () => {
    const store = await preparedStore();
    const ring = ringOver(store);
    const [kid = ''] = kidsIn(store.rows(acme.id), 'ES256', 'current');
    const before = store.rows(acme.id);
    assert.equal(await ring.revoke(acme, 'unknown'), 'unknown');
    assert.deepEqual(store.rows(acme.id), before);
    await ring.revoke(acme, kid);
    const after = store.rows(acme.id);
    assert.equal(await ring.revoke(acme, kid), 'revoked');
    assert.deepEqual(store.rows(acme.id), after);
  });

  test('OIDC Core §10.1.1: revoked before there is a next key, the current one gets a successor all the same', async () => {
    const store = new SigningKeysInMemory();
    const ring = ringOver(store);
    const jwt = await ring.sign(acme, 'ES256', token);
    await ring.revoke(acme, kidOf(jwt));
    assert.equal(kidsIn(store.rows(acme.id), 'ES256', 'current').length, 1);
    assert.ok(await ring.verify(acme, await ring.sign(acme, 'ES256', token)));
    assert.equal(await ring.verify(acme, jwt), undefined);
  });

  test('OIDC Core §10.1.1: revoking and rotating at once leaves one current key that is not the revoked one', async () => {
    for (let round = 0; round < 5; round++) {
      const store = await preparedStore();
      const [one, two] = [ringOver(store), ringOver(store)];
      const jwt = await one.sign(acme, 'ES256', token);
      await two.ensure(acme);
      await Promise.all([one.revoke(acme, kidOf(jwt)), two.rotate(acme, 'ES256')]);
      const rows = store.rows(acme.id);
      assert.equal(rows.find(({ kid }) => kid === kidOf(jwt))?.state, 'revoked');
      assert.equal(kidsIn(rows, 'ES256', 'current').length, 1);
      assert.equal(kidsIn(rows, 'ES256', 'next').length, 1);
      await Promise.all([one.refresh(), two.refresh()]);
      for (const node of [one, two]) assert.equal(await node.verify(acme, jwt), undefined);
      assert.ok(await one.verify(acme, await two.sign(acme, 'ES256', token)));
    }
  });
});
