import assert from 'node:assert/strict';
import { createHmac, generateKeyPairSync } from 'node:crypto';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { SignJWT } from 'jose';
import { foreignJwts } from '../../src/jose/foreign-jwts.ts';
import type { Jwk } from '../../src/protocol/ports/foreign-jwt.ts';
import { allAlgs, strangerOf, strangers } from './foreign-keys.ts';
import { base64url, byEc, byRsa, claims, craft } from './keys-of-test.ts';

const read = (jwt: string) => foreignJwts.read(jwt);
const verify = (jwt: string, keys: readonly Jwk[], algs: readonly string[]) => foreignJwts.verify(jwt, keys, algs);
const verifySelfSigned = (jwt: string, algs: readonly string[]) => foreignJwts.verifySelfSigned(jwt, algs);
const es = strangerOf('ES256');
const genuine = es.sign({ kid: 'a', typ: 'JWT' }, claims);

describe('RFC 7519 §7.2: reading without believing', () => {
  test('RFC 7519 §7.2: header and claims come as they are, of signed and unsigned ones', () => {
    assert.deepEqual(read(genuine), { header: { alg: 'ES256', kid: 'a', typ: 'JWT' }, claims });
    assert.deepEqual(read(craft({ alg: 'none', other: [1] }, {}, () => Buffer.alloc(0))), { header: { alg: 'none', other: [1] }, claims: {} });
    assert.deepEqual(read(craft({ alg: 'RSA1_5' }, { a: { b: '\u00e9\ud83d\ude00' } }, () => Buffer.from('x'))), { header: { alg: 'RSA1_5' }, claims: { a: { b: '\u00e9\ud83d\ude00' } } });
  });

  test('RFC 7515 §4.1: a header without alg, or whose alg, kid or typ is no text, is refused', () => {
    for (const header of [{}, { alg: 1 }, { alg: null }, { alg: ['ES256'] }, { alg: 'ES256', kid: 1 }, { alg: 'ES256', kid: null }, { alg: 'ES256', typ: {} }, [], null, 'x', 1]) assert.equal(read(craft(header, claims, es.signature)), undefined, JSON.stringify(header));
    for (const payload of ['', 'null', '[]', '"x"', '1', '{', '{} {}', '\ufeff{}', '{"a":1e400', 'x'.repeat(100)]) assert.equal(read(craft({ alg: 'ES256' }, payload, es.signature)), undefined, payload);
  });

  test('A093 RFC 7515 §2: cut, padded, wrapped, re-spelled or re-dotted it is none', async () => {
    const [header = '', payload = '', signature = ''] = genuine.split('.');
    const none = [
      '', '.', '..', '...', `${genuine}.`, `.${genuine}`, `${genuine}.x`, `${header}.${payload}`, header, `${genuine}=`, `${genuine}\n`, ` ${genuine}`, `${genuine} `, `${genuine}\0`, `${header}=.${payload}.${signature}`,
      `${header}.${payload}=.${signature}`, `${header}..${signature}`, `.${payload}.${signature}`, genuine.replaceAll('.', ','), `Bearer ${genuine}`, `${genuine}+`, JSON.stringify({ protected: header, payload, signature }), `${header}.${payload}.${signature}.${signature}.${signature}`,
    ];
    for (const jwt of none) assert.equal(read(jwt), undefined, jwt.slice(-60));
    for (const jwt of [...none, genuine.slice(0, -1), genuine.slice(0, -4), `${header}.${payload}.`, `${genuine}A`, `${genuine}AAAA`]) assert.equal(await verify(jwt, [{ ...es.jwk, kid: 'a' }], allAlgs), undefined, jwt.slice(-60));
    const respelled = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'].map((last) => genuine.slice(0, -1) + last).filter((jwt) => jwt !== genuine);
    for (const jwt of respelled) assert.equal(await verify(jwt, [{ ...es.jwk, kid: 'a' }], allAlgs), undefined);
  });

  test('RFC 8725 §2.4: 64 KiB are read, more is not, and JSON as deep as a well is not either', () => {
    const sized = (bytes: number) => craft({ alg: 'ES256' }, { pad: 'x'.repeat(bytes) }, es.signature);
    assert.ok(read(sized(48_900)));
    assert.equal(read(sized(49_200)), undefined);
    assert.equal(read('a'.repeat(5_000_000)), undefined);
    const deep = (depth: number) => craft({ alg: 'ES256' }, `{"a":${'['.repeat(depth)}${']'.repeat(depth)}}`, es.signature);
    assert.ok(read(deep(63)));
    for (const depth of [64, 20_000]) assert.equal(read(deep(depth)), undefined);
    assert.ok(read(craft({ alg: 'ES256' }, { text: '[{"\\'.repeat(200) }, es.signature)), 'brackets in text are no depth');
  });
});

describe('RFC 7515 §5.2: signatures by keys of others', () => {
  test('RFC 7518 §3.1: every algorithm verifies with its key, also what an independent implementation signed', async () => {
    for (const { alg, jwk, pair, sign } of strangers) {
      assert.deepEqual(await verify(sign({ typ: 'x' }, claims), [jwk], [alg]), { header: { alg, typ: 'x' }, claims });
      assert.ok(typeof await verify(await new SignJWT({ sub: 'x' }).setProtectedHeader({ alg }).sign(pair.privateKey), [jwk], [alg]) === 'object', alg);
      assert.ok(typeof await verify(sign({ kid: 'k' }, claims), [{ ...jwk, kid: 'k', use: 'sig', alg, key_ops: ['verify'] }], allAlgs) === 'object', alg);
    }
    for (const [one, other] of [['EdDSA', 'Ed25519'], ['Ed25519', 'EdDSA']] as const) assert.ok(typeof await verify(strangerOf(one).sign({}, claims), [{ ...strangerOf(one).jwk, alg: other }], [one]) === 'object');
  });

  test('A085 RFC 8725 §3.1: a signature is good for the algorithm that its header says and the caller wants, and for no other', async () => {
    for (const { alg, jwk, sign, signature } of strangers) {
      for (const other of allAlgs) {
        if (other !== alg) assert.equal(await verify(sign({}, claims), [jwk], [other]), undefined, `${alg} where ${other} is wanted`);
        const same = other === alg || ['EdDSA', 'Ed25519'].includes(other) && ['EdDSA', 'Ed25519'].includes(alg);
        if (!same) assert.ok(typeof await verify(craft({ alg: other }, claims, signature), strangers.map((one) => one.jwk), allAlgs) !== 'object', `${alg} that says ${other}`);
      }
      assert.equal(await verify(sign({}, claims), [jwk], []), undefined);
      assert.equal(await verify(sign({}, { ...claims, sub: 'other' }).replace(/\.[^.]*$/, `.${sign({}, claims).split('.')[2]}`), [jwk], [alg]), undefined);
    }
  });

  test('A084 RFC 8725 §3.2: alg none and everything unknown is refused, even if a caller asks for it', async () => {
    for (const alg of ['none', 'None', 'nOnE', '', 'HS256', 'es256', 'ES256 ', 'ES256K', 'RS1', 'RSA1_5', 'ML-DSA-44', '__proto__', 'constructor']) {
      for (const signature of [() => Buffer.alloc(0), es.signature]) assert.equal(await verify(craft({ alg }, claims, signature), [es.jwk, { kty: 'oct', k: 'AQAB' }], [alg, ...allAlgs]), undefined, alg);
    }
  });

  test('A085 RFC 8725 §2.1: a public key as an HMAC secret verifies nothing', async () => {
    for (const { jwk, pair } of strangers) {
      for (const secret of [pair.publicKey.export({ format: 'pem', type: 'spki' }), pair.publicKey.export({ format: 'der', type: 'spki' }), JSON.stringify(jwk)]) {
        for (const alg of ['HS256', ...allAlgs]) assert.ok(typeof await verify(craft({ alg }, claims, (input) => createHmac('sha256', secret).update(input).digest()), [jwk], [...allAlgs, 'HS256']) !== 'object', alg);
      }
    }
  });

  test('A086 RFC 8725 §3.10: the kid chooses among the keys; unknown, hostile or of another kind of key it is no_key', async () => {
    const [one, two] = [{ ...es.jwk, kid: 'a' }, { ...strangerOf('ES384').jwk, kid: 'b' }];
    assert.ok(typeof await verify(genuine, [two, one], allAlgs) === 'object');
    for (const kid of ['b', 'c', '', '../../etc/passwd', "' OR 1=1 --", 'a\0', '__proto__', 'x'.repeat(10_000)]) assert.equal(await verify(es.sign({ kid }, claims), [one, two, es.jwk], allAlgs), 'no_key', kid.slice(0, 20));
    assert.equal(await verify(genuine, [], allAlgs), 'no_key');
    assert.equal(await verify(es.sign({}, claims), [two], allAlgs), 'no_key');
    const impostor = { ...otherKey(), kid: 'a' };
    assert.equal(await verify(genuine, [impostor, es.jwk], allAlgs), undefined, 'a key of that name did not sign it');
    assert.ok(typeof await verify(genuine, [impostor, one], allAlgs) === 'object', 'of two keys of one name either may');
  });

  test('A086 RFC 7515 §4.1: keys and addresses in the header are not looked at', async () => {
    const other = otherKey();
    for (const extra of [{ jwk: es.jwk }, { jku: 'http://127.0.0.1:1/' }, { x5u: 'http://127.0.0.1:1/' }, { x5c: ['x'] }]) assert.equal(await verify(es.sign(extra, claims), [other], allAlgs), undefined);
  });

  test('RFC 7515 §6: without a kid ten keys that fit are tried, and no more', async () => {
    const others = Array.from({ length: 10 }, otherKey);
    assert.ok(typeof await verify(es.sign({}, claims), [strangerOf('RS256').jwk, ...others.slice(1), es.jwk], allAlgs) === 'object');
    assert.equal(await verify(es.sign({}, claims), [...others, es.jwk], allAlgs), undefined);
  });

  test('A100 RFC 7517 §4.2: a key that is for something else, or is no good key, does not verify', async () => {
    const unfit: readonly Jwk[] = [
      { ...es.jwk, use: 'enc' }, { ...es.jwk, alg: 'ES384' }, { ...es.jwk, alg: 'ECDH-ES' }, { ...es.jwk, key_ops: ['deriveKey'] }, { ...es.jwk, key_ops: ['sign'] }, { ...es.jwk, d: 'AQAB' }, { ...es.jwk, kid: 1 },
      { ...es.jwk, y: es.jwk['x'] }, { ...es.jwk, crv: 'P-384' }, { ...es.jwk, crv: { toString: 1 } }, { ...es.jwk, kty: { toString: 1 } }, { kty: 'EC', crv: 'P-256' }, {},
    ];
    for (const jwk of unfit) assert.equal(await verify(es.sign({}, claims), [jwk, null, 1, 'x', []] as never, allAlgs), 'no_key', JSON.stringify(jwk));
    for (const modulusLength of [512, 1024]) {
      const weak = generateKeyPairSync('rsa', { modulusLength });
      const jwt = craft({ alg: 'RS256' }, claims, byRsa(weak.privateKey));
      assert.equal(await verify(jwt, [weak.publicKey.export({ format: 'jwk' })], allAlgs), 'no_key');
    }
  });

  test('RFC 7515 §4.1.11: what calls something critical, or is not encoded, is refused with a genuine signature', async () => {
    for (const extra of [{ crit: ['exp'], exp: 1 }, { crit: ['b64'], b64: false }, { crit: [] }, { crit: null }, { b64: false }, { b64: true }]) {
      assert.equal(await verify(es.sign(extra, claims), [es.jwk], allAlgs), undefined, JSON.stringify(extra));
      assert.equal(await verifySelfSigned(es.sign({ jwk: es.jwk, ...extra }, claims), allAlgs), undefined, JSON.stringify(extra));
    }
  });
});

describe('RFC 9449 §4.3: signatures by the key in the header', () => {
  test('RFC 9449 §4.3: they hold under that key, with every algorithm', async () => {
    for (const { alg, jwk, sign } of strangers) {
      const jwt = sign({ typ: 'dpop+jwt', jwk }, claims);
      assert.deepEqual(await verifySelfSigned(jwt, [alg]), { header: { alg, typ: 'dpop+jwt', jwk }, claims, jwk });
      assert.equal(await verifySelfSigned(jwt, allAlgs.filter((other) => other !== alg)), undefined);
    }
  });

  test('RFC 9449 §4.3: a private, secret, missing or other key, or one for something else, is refused', async () => {
    const secret = Buffer.alloc(32, 1);
    const wrong = [undefined, null, 1, 'x', [], {}, es.pair.privateKey.export({ format: 'jwk' }), otherKey(), strangerOf('RS256').jwk, { ...es.jwk, use: 'enc' }, { ...es.jwk, alg: 'ES384' }, { ...es.jwk, y: es.jwk['x'] }, { kty: 'oct', k: secret.toString('base64url') }];
    for (const jwk of wrong) assert.equal(await verifySelfSigned(es.sign({ jwk }, claims), allAlgs), undefined, JSON.stringify(jwk));
    assert.equal(await verifySelfSigned(craft({ alg: 'HS256', jwk: { kty: 'oct', k: secret.toString('base64url') } }, claims, (input) => createHmac('sha256', secret).update(input).digest()), ['HS256', ...allAlgs]), undefined);
    const identity = `01${'00'.repeat(31)}`;
    const anything = Buffer.from(`${identity}${'00'.repeat(32)}`, 'hex');
    assert.equal(await verifySelfSigned(craft({ alg: 'EdDSA', jwk: { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(identity, 'hex').toString('base64url') } }, claims, () => anything), allAlgs), undefined, 'A088: a point of small order signs everything');
    const weak = generateKeyPairSync('rsa', { modulusLength: 1024 });
    assert.equal(await verifySelfSigned(craft({ alg: 'RS256', jwk: weak.publicKey.export({ format: 'jwk' }) }, claims, byRsa(weak.privateKey)), allAlgs), undefined);
  });

  test('RFC 9449 §4.3: of more keys than are remembered each one verifies', async () => {
    const jwts = Array.from({ length: 2100 }, selfSigned);
    for (const jwt of [...jwts, ...jwts.slice(0, 50)]) assert.ok(await verifySelfSigned(jwt, ['ES256']));
  });
});

describe('RFC 7515 §5.2: whatever comes', () => {
  test('RFC 7515 §5.2: nothing throws, and nothing holds', async () => {
    const member = fc.oneof(fc.jsonValue(), fc.constantFrom(...allAlgs, 'a', es.jwk, ...Object.values(es.jwk)));
    const header = fc.dictionary(fc.constantFrom('alg', 'kid', 'typ', 'jwk', 'crit', 'jku', 'zip'), member);
    const part = fc.oneof(fc.base64String().map((text) => text.replaceAll('=', '')), fc.json().map(base64url), header.map((value) => base64url(JSON.stringify(value))), fc.string());
    const text = fc.oneof(fc.string({ unit: 'binary' }), fc.array(part, { maxLength: 5 }).map((parts) => parts.join('.')), fc.tuple(header, fc.jsonValue(), fc.uint8Array()).map(([first, second, bytes]) => craft(first, second, () => Buffer.from(bytes))));
    await fc.assert(fc.asyncProperty(text, fc.array(fc.oneof(fc.jsonValue(), fc.constant({ ...es.jwk, kid: 'a' }), header.map((value) => ({ ...es.jwk, ...value }))), { maxLength: 3 }), async (jwt, keys) => {
      read(jwt);
      assert.ok(typeof await verify(jwt, keys as never, allAlgs) !== 'object');
      assert.equal(await verifySelfSigned(jwt, allAlgs), undefined);
      assert.equal(await foreignJwts.verifyWithSecret(jwt, 'x'.repeat(64), ['HS256', 'HS384', 'HS512']), undefined);
    }), { numRuns: 1000 });
    for (const value of [undefined, null, 1, {}, [genuine], Buffer.from(genuine)]) {
      assert.equal(read(value as never), undefined);
      assert.equal(await verify(value as never, [es.jwk], allAlgs), undefined);
    }
  });

  test('A093 RFC 7515 §5.2: no single character of a token can be changed', async () => {
    const jwts = strangers.map(({ alg, jwk, sign }) => ({ jwk: { ...jwk, kid: alg }, jwt: sign({ kid: alg }, { sub: 'x' }) }));
    await fc.assert(fc.asyncProperty(fc.constantFrom(...jwts), fc.nat(), fc.constantFrom(...'AZaz09-_.=+/ \n\u00e9'), async ({ jwk, jwt }, at, character) => {
      const place = at % jwt.length;
      if (jwt[place] !== character) assert.ok(typeof await verify(jwt.slice(0, place) + character + jwt.slice(place + 1), [jwk], allAlgs) !== 'object');
    }), { numRuns: 600 });
  });
});

const newKey = () => generateKeyPairSync('ec', { namedCurve: 'P-256' });
const otherKey = (): Jwk => newKey().publicKey.export({ format: 'jwk' });
function selfSigned(): string {
  const { publicKey, privateKey } = newKey();
  return craft({ alg: 'ES256', jwk: publicKey.export({ format: 'jwk' }) }, { sub: 'x' }, byEc(privateKey));
}
