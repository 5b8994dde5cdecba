import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { compactVerify, decodeProtectedHeader } from 'jose';
import { assembleJws } from '../../src/jose/assemble-jws.ts';
import { joseJws } from '../../src/jose/jose-jws.ts';
import { ec, ed, pss, rsa, verify } from './keys-of-test.ts';

const text = new TextDecoder();

describe('RFC 7515 §7.1: tokens of our own', () => {
  test('RFC 7518 §3.4: each of 2,000 ES256 tokens verifies with jose, and its signature has 64 bytes', async () => {
    const sign = assembleJws(ec);
    const lengths = new Set<number>();
    for (let i = 0; i < 2000; i++) {
      const jwt = await sign({ typ: 'JWT', claims: { i, sub: `user ${i}` } });
      const { payload } = await compactVerify(jwt, ec.publicKey, { algorithms: ['ES256'] });
      assert.deepEqual(JSON.parse(text.decode(payload)), { i, sub: `user ${i}` });
      lengths.add(Buffer.from(jwt.split('.')[2] as string, 'base64url').length);
    }
    assert.deepEqual([...lengths], [64]);
  });

  test('RFC 8037 §3.1: EdDSA tokens verify with jose', async () => {
    const { payload, protectedHeader } = await compactVerify(await assembleJws(ed)({ typ: 'JWT', claims: { sub: 'someone' } }), ed.publicKey, { algorithms: ['EdDSA'] });
    assert.deepEqual([protectedHeader, JSON.parse(text.decode(payload))], [{ alg: 'EdDSA', typ: 'JWT', kid: ed.kid }, { sub: 'someone' }]);
  });

  for (const [title, key] of [['RFC 7518 §3.3: RS256 tokens verify with jose, twenty at once', rsa], ['RFC 7518 §3.5: PS256 tokens verify with jose, twenty at once', pss]] as const) test(title, async () => {
    const sign = assembleJws(key);
    const jwts = await Promise.all(Array.from({ length: 20 }, async (_, i) => sign({ typ: 'at+jwt', claims: { i } })));
    for (const [i, jwt] of jwts.entries()) {
      const { payload, protectedHeader } = await compactVerify(jwt, key.publicKey, { algorithms: [key.alg] });
      assert.deepEqual(protectedHeader, { alg: key.alg, typ: 'at+jwt', kid: key.kid });
      assert.deepEqual(JSON.parse(text.decode(payload)), { i });
    }
  });

  test('RFC 7515 §4: the header has alg, typ and kid, each token its own typ', async () => {
    const sign = assembleJws(ec);
    for (const typ of ['JWT', 'at+jwt', 'JWT', 'logout+jwt']) assert.deepEqual(decodeProtectedHeader(await sign({ typ, claims: {} })), { alg: 'ES256', typ, kid: ec.kid });
  });

  test('RFC 7515 §5.1: ES256 and EdDSA are signed in place, RSA outside the event loop', async () => {
    for (const key of [ec, ed]) assert.equal(typeof assembleJws(key)({ typ: 'JWT', claims: {} }), 'string');
    for (const key of [rsa, pss]) {
      const later = assembleJws(key)({ typ: 'JWT', claims: {} });
      assert.ok(later instanceof Promise);
      await later;
    }
  });

  test('RFC 7519 §7.1: what was signed comes back as it was, whatever the claims say', async () => {
    const sign = joseJws.signerFor(ec);
    const value = fc.oneof(fc.string({ unit: 'binary', maxLength: 60 }).filter((one) => one.isWellFormed()), fc.integer(), fc.boolean(), fc.array(fc.string(), { maxLength: 4 }));
    await fc.assert(fc.asyncProperty(fc.dictionary(fc.string({ maxLength: 12 }).filter((name) => !['exp', 'nbf', 'iat', '__proto__'].includes(name)), value, { noNullPrototype: true, maxKeys: 8 }), async (claims) => {
      assert.deepEqual(await verify(await sign({ typ: 'JWT', claims })), { typ: 'JWT', alg: 'ES256', claims: JSON.parse(JSON.stringify(claims)) as Record<string, unknown> });
    }), { numRuns: 200 });
  });
});
