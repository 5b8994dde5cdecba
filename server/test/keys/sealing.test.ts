import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { createSealing, SealBroken } from '../../src/keys/sealing.ts';

const sealing = createSealing(Buffer.alloc(32, 1));
const secretOf = (purpose: string, of = sealing) => of.deriveKey(purpose).export().toString('hex');

describe('RFC 7518 §5.3: values sealed at rest', () => {
  test('RFC 7518 §5.3: what is sealed opens as it was, in its place, also after a restart', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), fc.string(), (bytes, context) => {
      const plain = Buffer.from(bytes);
      assert.deepEqual(createSealing(Buffer.alloc(32, 1)).open(sealing.seal(plain, context), context), plain);
    }));
  });

  test('RFC 7518 §5.3: the same value never looks the same twice, and shows nothing of itself', () => {
    const plain = Buffer.from('a private key');
    const sealed = Array.from({ length: 1000 }, () => sealing.seal(plain, 'a'));
    assert.equal(new Set(sealed.map((one) => one.slice(0, 19))).size, 1000, 'by the IV alone');
    for (const one of sealed) assert.ok(/^v1\.[A-Za-z0-9_-]+$/.test(one) && !Buffer.from(one.slice(3), 'base64url').includes(plain));
  });

  test('RFC 7518 §5.3: another master key or another place opens nothing, and the error says so in words', () => {
    const sealed = sealing.seal(Buffer.from('x'), 'signing key acme k1');
    const other = createSealing(randomBytes(32));
    assert.throws(() => other.open(sealed, 'signing key acme k1'), (error) => error instanceof SealBroken && /signing key acme k1.*GATEHOUSE_MASTER_KEY.*not the one/.test(error.message));
    for (const context of ['', 'signing key acme k2', 'signing key other k1', 'signing key acme k1 ']) assert.throws(() => sealing.open(sealed, context), SealBroken);
  });

  test('RFC 7518 §5.3: no character of a sealed value can be changed, cut or added', () => {
    const sealed = sealing.seal(Buffer.from('secret of thirty bytes or so..'), 'c');
    for (let i = 0; i < sealed.length; i++) assert.throws(() => sealing.open(sealed.slice(0, i) + (sealed[i] === 'A' ? 'B' : 'A') + sealed.slice(i + 1), 'c'), SealBroken, `character ${i}`);
    for (const wrong of ['', 'v1.', 'v1', sealed.slice(3), `v2${sealed.slice(2)}`, sealed.slice(0, -2), `${sealed}AA`, `${sealed}\n`, ` ${sealed}`, 'v1.AAAA', `v1.${'A'.repeat(38)}`]) assert.throws(() => sealing.open(wrong, 'c'), SealBroken, JSON.stringify(wrong));
  });

  test('RFC 5869 §2.3: a key is the same for one purpose and master key, and another one for any other', () => {
    assert.equal(secretOf('opaque tokens'), secretOf('opaque tokens', createSealing(Buffer.alloc(32, 1))));
    const secrets = [secretOf('opaque tokens'), secretOf('csrf'), secretOf(''), secretOf('opaque tokens', createSealing(Buffer.alloc(32, 2))), Buffer.alloc(32, 1).toString('hex')];
    assert.equal(new Set(secrets).size, secrets.length);
    for (const secret of secrets) assert.equal(secret.length, 64);
  });

  test('RFC 5869 §3.3: a master key of another length is refused, and the buffer may be wiped afterwards', () => {
    for (const length of [0, 16, 31, 33, 64]) assert.throws(() => createSealing(Buffer.alloc(length)), /must have 32/);
    const key = Buffer.alloc(32, 1);
    const made = createSealing(key);
    key.fill(0);
    assert.equal(secretOf('x', made), secretOf('x'));
  });
});
