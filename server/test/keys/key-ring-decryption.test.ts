import assert from 'node:assert/strict';
import { createPublicKey } from 'node:crypto';
import { describe, test } from 'node:test';
import { CompactEncrypt, importJWK, type JWK } from 'jose';
import type { KeyRing } from '../../src/keys/key-ring.ts';
import { SealBroken } from '../../src/keys/sealing.ts';
import { acme, jwksOf, kidsIn, preparedStore, ringOver, SigningKeysInMemory, standingClock, tenantOf } from './ring-of-test.ts';

const text = '{"sub":"someone"}';
async function keyFor(ring: KeyRing, alg: string): Promise<JWK & { readonly kid: string }> {
  const found = (await jwksOf(ring)).find((key) => key['alg'] === alg && key['use'] === 'enc');
  assert.ok(found?.['kid'] !== undefined);
  return { ...found, kid: found['kid'] };
}
/** Encrypted by an independent implementation; the key may pretend to be for another algorithm. */
const encrypted = async (jwk: JWK, { kid, ...header }: { readonly alg: string; readonly enc?: string; readonly kid?: string | undefined }) =>
  new CompactEncrypt(Buffer.from(text)).setProtectedHeader({ enc: 'A256GCM', ...header, ...(kid === undefined ? {} : { kid }) }).encrypt(await importJWK({ ...jwk, alg: header.alg, use: 'enc' }, header.alg));

describe('OIDC Core §10.2: what others encrypt to the tenant', () => {
  test('OIDC Core §10.2: it opens with the keys of the published set, in every algorithm that they are for, with kid and without', async () => {
    const ring = ringOver(await preparedStore());
    for (const [published, alg] of [['RSA-OAEP-256', 'RSA-OAEP-256'], ['ECDH-ES', 'ECDH-ES'], ['ECDH-ES', 'ECDH-ES+A128KW'], ['ECDH-ES', 'ECDH-ES+A256KW']] as const) {
      const jwk = await keyFor(ring, published);
      for (const enc of ['A128CBC-HS256', 'A256CBC-HS512', 'A128GCM', 'A256GCM']) for (const kid of [jwk.kid, undefined]) assert.equal(await ring.decrypt(acme, await encrypted(jwk, { alg, enc, kid })), text, `${alg} ${enc}`);
    }
  });

  test('A094 RFC 7517 §4.2: a signing key opens nothing, and a key for encryption signs nothing', async () => {
    const ring = ringOver(await preparedStore());
    const set = await jwksOf(ring);
    for (const jwk of set.filter(({ use, kty }) => use === 'sig' && kty !== 'OKP')) {
      const alg = jwk['kty'] === 'RSA' ? 'RSA-OAEP-256' : 'ECDH-ES';
      for (const kid of [jwk['kid'], undefined]) assert.equal(await ring.decrypt(acme, await encrypted(jwk, { alg, kid })), undefined, `${String(jwk['alg'])} ${String(kid)}`);
    }
    const signing = new Set(await Promise.all((['RS256', 'PS256', 'ES256', 'EdDSA'] as const).map(async (alg) => (JSON.parse(Buffer.from((await ring.sign(acme, alg, { typ: 'JWT', claims: {} })).split('.')[0] as string, 'base64url').toString()) as { kid: string }).kid)));
    for (const { kid } of set.filter(({ use }) => use === 'enc')) assert.ok(!signing.has(kid as string));
  });

  test('A120 RFC 8725 §3.8: what is encrypted to one tenant is nothing to another', async () => {
    const ring = ringOver(await preparedStore());
    const other = tenantOf('other');
    const jwk = await keyFor(ring, 'ECDH-ES');
    for (const kid of [jwk.kid, undefined]) assert.equal(await ring.decrypt(other, await encrypted(jwk, { alg: 'ECDH-ES', kid })), undefined);
  });

  test('OIDC Core §10.2.1: before the keys are made nothing opens; a node that has not read them yet finds them, at one read a second at most', async () => {
    const store = new SigningKeysInMemory();
    const clock = standingClock();
    const [one, two] = [ringOver(store, { clock }), ringOver(store, { clock })];
    await Promise.all([one.ensure(acme), two.ensure(acme)]);
    const foreign = await keyFor(ringOver(await preparedStore()), 'ECDH-ES');
    for (const kid of [foreign.kid, undefined]) assert.equal(await one.decrypt(acme, await encrypted(foreign, { alg: 'ECDH-ES', kid })), undefined);
    await one.warmUp();
    const jwk = await keyFor(one, 'RSA-OAEP-256');
    assert.equal(await two.decrypt(acme, await encrypted(jwk, { alg: 'RSA-OAEP-256', kid: jwk.kid })), text);
    const reads = store.lists;
    for (let i = 0; i < 20; i++) assert.equal(await two.decrypt(acme, await encrypted(jwk, { alg: 'RSA-OAEP-256', kid: String(i).padStart(43, 'a') })), undefined);
    for (const kid of ['', 'x', '../../x']) assert.equal(await two.decrypt(acme, await encrypted(jwk, { alg: 'RSA-OAEP-256', kid })), undefined);
    assert.equal(store.lists, reads, 'the read of this second was spent on the genuine one');
    clock.pass(1);
    assert.equal(await two.decrypt(acme, await encrypted(jwk, { alg: 'RSA-OAEP-256', kid: 'b'.repeat(43) })), undefined);
    assert.equal(store.lists, reads + 1);
  });

  test('OIDC Core §10.2.1: a revoked key opens nothing, is not published, and has a successor in the same step', async () => {
    const store = await preparedStore();
    const ring = ringOver(store);
    for (const alg of ['RSA-OAEP-256', 'ECDH-ES'] as const) {
      const jwk = await keyFor(ring, alg);
      const jwe = await encrypted(jwk, { alg, kid: jwk.kid });
      assert.equal(await ring.decrypt(acme, jwe), text);
      assert.equal(await ring.revoke(acme, jwk.kid), 'revoked');
      assert.equal(await ring.decrypt(acme, jwe), undefined);
      const heir = await keyFor(ring, alg);
      assert.deepEqual([[heir.kid], heir.kid === jwk.kid], [kidsIn(store.rows(acme.id), alg, 'current'), false]);
      assert.equal(await ring.decrypt(acme, await encrypted(heir, { alg })), text);
    }
  });

  test('RFC 7517 §9: who can write to the database can not make a signing key decrypt, or the other way round', async () => {
    const store = await preparedStore();
    const rows = store.rows(acme.id);
    for (const [from, to] of [['PS256', 'RSA-OAEP-256'], ['ES256', 'ECDH-ES'], ['RSA-OAEP-256', 'RS256'], ['ECDH-ES', 'ES256']] as const) {
      store.overwrite(acme.id, rows.map((row) => (row.alg === from ? { ...row, alg: to } : row)));
      await assert.rejects(ringOver(store).ensure(acme), SealBroken, `${from} as ${to}`);
    }
  });

  test('RFC 7518 §4.3: the keys have 2048 bits, and lie on P-256', async () => {
    const ring = ringOver(await preparedStore());
    const details = async (alg: string) => createPublicKey({ key: await keyFor(ring, alg), format: 'jwk' }).asymmetricKeyDetails;
    assert.equal((await details('RSA-OAEP-256'))?.modulusLength, 2048);
    assert.equal((await details('ECDH-ES'))?.namedCurve, 'prime256v1');
  });
});
