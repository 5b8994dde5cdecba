import assert from 'node:assert/strict';
import { generateKeyPairSync, type JsonWebKey } from 'node:crypto';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { calculateJwkThumbprint, type JWK } from 'jose';
import { parseJwks } from '../../../src/protocol/client/jwks.ts';
import { thumbprint } from '../../../src/protocol/client/thumbprint.ts';

const jwkOf = (pair: { readonly publicKey: { export(options: { format: 'jwk' }): JsonWebKey } }) => pair.publicKey.export({ format: 'jwk' });
const pairs = {
  rsa: generateKeyPairSync('rsa', { modulusLength: 2048 }), p256: generateKeyPairSync('ec', { namedCurve: 'P-256' }), p384: generateKeyPairSync('ec', { namedCurve: 'P-384' }),
  p521: generateKeyPairSync('ec', { namedCurve: 'P-521' }), ed: generateKeyPairSync('ed25519'), x: generateKeyPairSync('x25519'),
};
const [rsa, p256, p384, p521, ed, x] = [jwkOf(pairs.rsa), jwkOf(pairs.p256), jwkOf(pairs.p384), jwkOf(pairs.p521), jwkOf(pairs.ed), jwkOf(pairs.x)];
const base64url = (bytes: Buffer | string) => Buffer.from(bytes as string, 'hex').toString('base64url');
/** A set whose second key is the one in question. */
const problemOf = (jwk: unknown): string => {
  const parsed = parseJwks({ keys: [p384, jwk] });
  assert.equal(typeof parsed, 'string', JSON.stringify(jwk));
  assert.match(parsed as string, /^keys\[1\]: /);
  return parsed as string;
};
const taken = (...keys: unknown[]) => assert.deepEqual(parseJwks({ keys }), { keys });

describe('RFC 7517 §5: the key set of a client', () => {
  test('RFC 7517 §5: public keys of every kind are taken as they are, with or without use, key_ops, alg and kid', () => {
    taken(rsa, p256, p384, p521, ed, x);
    taken({ ...rsa, kid: 'a', use: 'sig', alg: 'PS512' }, { ...rsa, kid: 'b', use: 'enc', alg: 'RSA-OAEP-256' }, { ...p256, kid: 'c', key_ops: ['verify'] }, { ...p256, kid: 'd', use: 'enc', key_ops: ['deriveKey', 'deriveBits'] }, { ...x, use: 'enc', alg: 'ECDH-ES+A256KW', key_ops: [] });
    taken({ ...rsa, x5c: ['certificate'], x5t: 'thumb', exp: 1, constructor: 'x' });
    const [key] = [{ ...rsa }];
    const parsed = parseJwks({ keys: [key] });
    assert.ok(typeof parsed === 'object' && parsed.keys[0] === key, 'the same object, by which it is remembered');
  });

  test('RFC 7517 §5: what is no set is refused in words', () => {
    for (const value of [undefined, null, 1, '', 'keys', [], [rsa], {}, { keys: rsa }, { keys: 'x' }, { keys: { length: 1, 0: rsa } }]) assert.equal(parseJwks(value), 'a key set is a JSON object with an array named keys');
    for (const jwk of [null, 1, 'x', [], [rsa]]) assert.match(problemOf(jwk), /JSON object/);
  });

  test('A100 RFC 7517 §5: no key at all, and more than 100, are refused; 100 are taken', () => {
    const many = (count: number) => Array.from({ length: count }, (_, i) => ({ ...p256, kid: `k${i}` }));
    assert.match(parseJwks({ keys: [] }) as string, /1 to 100 keys; this one has 0/);
    taken(...many(100));
    for (const count of [101, 1000]) assert.match(parseJwks({ keys: many(count) }) as string, new RegExp(`this one has ${count}`));
  });

  test('A100 RFC 7517 §9.2: private members and secret keys are refused, and said to be lost', () => {
    for (const pair of Object.values(pairs)) assert.match(problemOf(pair.privateKey.export({ format: 'jwk' })), /private key/);
    for (const name of ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k']) for (const value of ['AQAB', '', null, 1, []]) assert.match(problemOf({ ...rsa, [name]: value }), new RegExp(`member ${name} belongs to a private key`));
    for (const jwk of [{ kty: 'oct', k: 'AQAB' }, { kty: 'oct' }]) assert.match(problemOf(jwk), /oct is a secret key/);
  });

  test('A100 RFC 7518 §6.3.1: RSA keys of less than 2048 or more than 8192 bits are refused', () => {
    for (const bits of [512, 1024, 2047]) assert.match(problemOf(jwkOf(generateKeyPairSync('rsa', { modulusLength: bits }))), new RegExp(`at least 2048 bits; this one has ${bits}`));
    const sized = (bits: number) => { const bytes = Buffer.alloc(Math.ceil(bits / 8), 0xff); bytes[0] = 0xff >> (bytes.length * 8 - bits); return { ...rsa, n: base64url(bytes.toString('hex')) }; };
    taken(sized(2048), sized(4096), sized(8192));
    for (const bits of [8193, 16_384, 1_000_000]) assert.match(problemOf(sized(bits)), /at most 8192 bits/);
  });

  test('A100 RFC 7518 §6.3.1: an exponent of 0, 1, 2, an even or an endless one, and a modulus that is even, are refused', () => {
    taken({ ...rsa, e: 'Aw' }, rsa, { ...rsa, e: base64url('ffffffff') });
    for (const hex of ['', '00', '01', '02', '0001', '010000', '00010001', '0100000001', `01${'00'.repeat(7)}01`, 'ff'.repeat(256)]) assert.match(problemOf({ ...rsa, e: base64url(hex) }), /e must be an odd number/, hex);
    const even = Buffer.from(rsa.n as string, 'base64url');
    even[even.length - 1] = (even.at(-1) as number) & 0xfe;
    assert.match(problemOf({ ...rsa, n: even.toString('base64url') }), /n is even/);
    assert.match(problemOf({ ...rsa, n: Buffer.concat([Buffer.alloc(1), Buffer.from(rsa.n as string, 'base64url')]).toString('base64url') }), /no leading zero/);
  });

  test('A088 RFC 7518 §6.3.1: a modulus of the kind that some smart cards made, which can be factored, is refused', () => {
    const primorial = [3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83, 89, 97, 101, 103, 107, 109, 113, 127, 131, 137, 139, 149, 151, 157, 163, 167].reduce((product, prime) => product * BigInt(prime), 2n);
    const start = ((1n << 2048n) - (1n << 2000n)) / primorial * primorial;
    let power = 1n;
    for (let i = 0; i < 20; i++) {
      power = power * 65_537n % primorial;
      assert.match(problemOf({ ...rsa, n: base64url((start + power).toString(16)) }), /can be factored/);
      // Of the eleven remainders by 11 two are powers of 65537.
      const others = Array.from({ length: 10 }, (_, j) => start + power + primorial / 11n * BigInt(j + 1)).filter((n) => typeof parseJwks({ keys: [{ ...rsa, n: base64url(n.toString(16)) }] }) === 'object');
      assert.equal(others.length, 9);
    }
  });

  test('A100 RFC 7518 §6.2.1: a point that is not on its curve, has another length or another curve is refused', () => {
    for (const [jwk, length] of [[p256, 32], [p384, 48], [p521, 66]] as const) {
      const y = Buffer.from(jwk.y as string, 'base64url');
      y[length - 1] = (y[length - 1] as number) ^ 1;
      assert.match(problemOf({ ...jwk, y: y.toString('base64url') }), /no point of P-/);
      assert.match(problemOf({ ...jwk, x: base64url('00'.repeat(length)), y: base64url('00'.repeat(length)) }), /no point of P-/);
      assert.match(problemOf({ ...jwk, x: base64url('ff'.repeat(length)) }), /no point of P-/);
      for (const other of [length - 1, length + 1, 0]) assert.match(problemOf({ ...jwk, x: base64url('01'.repeat(other)) }), new RegExp(`${length} bytes each`));
    }
    for (const crv of ['P-192', 'secp256k1', 'p-256', '', undefined, null, {}, 'Ed25519']) assert.match(problemOf({ ...p256, crv }), /crv/);
    assert.match(problemOf({ ...p256, crv: 'P-384' }), /48 bytes/);
  });

  test('A088 A100 RFC 8037 §2: points of small order, and spellings that are none of the field, are no keys', () => {
    const small = ['00'.repeat(32), `01${'00'.repeat(31)}`, `ec${'ff'.repeat(30)}7f`, '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05', 'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a'];
    const signed = small.map((hex) => hex.slice(0, 62) + (Number.parseInt(hex.slice(62), 16) | 0x80).toString(16));
    for (const hex of [...small, ...signed]) assert.match(problemOf({ ...ed, x: base64url(hex) }), /small order/, hex);
    for (const hex of [...small.slice(0, 3), 'e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800', '5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157']) assert.match(problemOf({ ...x, x: base64url(hex) }), /small order/, hex);
    for (const hex of [`ed${'ff'.repeat(30)}7f`, `ee${'ff'.repeat(30)}7f`, 'ff'.repeat(32)]) for (const jwk of [ed, x]) assert.match(problemOf({ ...jwk, x: base64url(hex) }), /one spelling/, hex);
    for (const length of [0, 31, 33, 57]) assert.match(problemOf({ ...ed, x: base64url('02'.repeat(length)) }), /32 bytes/);
    for (const crv of ['Ed448', 'X448', 'ed25519', undefined]) assert.match(problemOf({ ...ed, crv }), /Ed25519 or X25519/);
  });

  test('A100 RFC 7517 §4.2: a use, an operation or an algorithm that the key can not have is refused', () => {
    for (const use of ['SIG', 'sign', '', 1, null, ['sig']]) assert.match(problemOf({ ...rsa, use }), /it must be sig or enc/);
    assert.match(problemOf({ ...ed, use: 'enc' }), /not possible/);
    assert.match(problemOf({ ...x, use: 'sig' }), /not possible/);
    for (const alg of ['none', 'HS256', 'RSA1_5', 'ES256', 'dir', 'A128KW', 'PBES2-HS256+A128KW', '', 1, null, 'RS256 ', {}]) assert.match(problemOf({ ...rsa, alg }), /alg .* does not fit/);
    for (const alg of ['ES384', 'RS256', 'EdDSA']) assert.match(problemOf({ ...p256, alg }), /does not fit/);
    assert.match(problemOf({ ...rsa, use: 'enc', alg: 'RS256' }), /does not fit/);
    assert.match(problemOf({ ...rsa, use: 'sig', alg: 'RSA-OAEP' }), /does not fit/);
    for (const ops of ['verify', null, {}, ['sign'], ['decrypt'], ['verify', 'verify'], [1], ['verify', 'x']]) assert.match(problemOf({ ...rsa, key_ops: ops }), /key_ops/);
    assert.match(problemOf({ ...rsa, use: 'enc', key_ops: ['verify'] }), /key_ops/);
    assert.match(problemOf({ ...rsa, alg: 'RS256', key_ops: ['encrypt'] }), /key_ops/);
  });

  test('RFC 7517 §4.5: kids are text and distinct', () => {
    for (const kid of ['', 1, null, {}, ['a'], 'x'.repeat(257)]) assert.match(problemOf({ ...rsa, kid }), /kid must be text/);
    assert.equal(parseJwks({ keys: [{ ...rsa, kid: 'a' }, p256, { ...p256, kid: 'a' }] }), 'keys[2]: its kid is the one of keys[0]');
    taken({ ...rsa, kid: '__proto__' }, { ...p256, kid: 'constructor' }, { ...p384, kid: 'toString' });
  });

  test('A093 RFC 7515 §2: a member has one spelling', () => {
    for (const name of ['n', 'e']) for (const value of [undefined, null, 1, '', `${String(rsa[name])}=`, `${String(rsa[name])}\n`, `${String(rsa[name])} `, '+/+/', {}]) problemOf({ ...rsa, [name]: value });
    for (const name of ['x', 'y']) for (const value of [undefined, null, 1, '', `${String(p256[name])}=`, `${String(p256[name])}A`]) problemOf({ ...p256, [name]: value });
    const last = (ed.x as string).at(-1) as string;
    for (const other of [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'].filter((one) => one !== last && Buffer.from((ed.x as string).slice(0, -1) + one, 'base64url').equals(Buffer.from(ed.x as string, 'base64url')))) problemOf({ ...ed, x: (ed.x as string).slice(0, -1) + other });
  });

  test('RFC 7517 §5: no JSON at all makes it throw, and what it says is one short line', () => {
    const member = fc.oneof(fc.constantFrom(...Object.values(rsa), ...Object.values(p256), 'OKP', 'Ed25519', 'oct', 'sig', 'enc'), fc.jsonValue());
    const jwk = fc.record(Object.fromEntries(['kty', 'crv', 'x', 'y', 'n', 'e', 'use', 'alg', 'kid', 'key_ops'].map((name) => [name, member])), { requiredKeys: ['kty'] });
    fc.assert(fc.property(fc.oneof(fc.jsonValue(), fc.record({ keys: fc.array(fc.oneof(jwk, fc.jsonValue()), { maxLength: 5 }) })), (value) => {
      const parsed = parseJwks(value);
      if (typeof parsed === 'string') assert.match(parsed, /^[\x20-\x7e]{1,300}$/);
    }), { numRuns: 1000 });
  });
});

describe('RFC 7638 §3: thumbprints', () => {
  test('RFC 7638 §3: they are the ones of an independent implementation, whatever else the key says', async () => {
    for (const jwk of [rsa, p256, p384, p521, ed, x, { kty: 'oct', k: 'AQAB' }]) assert.equal(thumbprint({ use: 'sig', alg: 'x', ...jwk, kid: 'other' }), await calculateJwkThumbprint(jwk as JWK));
  });
  test('RFC 7638 §3: what is no key has none', () => {
    for (const jwk of [{}, { kty: 'RSA' }, { ...rsa, n: 1 }, { kty: '__proto__' }, { kty: 'constructor' }, { kty: ['RSA'] }]) assert.throws(() => thumbprint(jwk), TypeError);
  });
});
