import assert from 'node:assert/strict';
import { generateKeyPairSync, hash, type KeyObject } from 'node:crypto';
import { describe, test } from 'node:test';
import { deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { CompactEncrypt, compactDecrypt, decodeProtectedHeader } from 'jose';
import { jwe } from '../../src/jose/encrypt-jwe.ts';
import { jweOpener } from '../../src/jose/open-jwe.ts';
import { makeRingKey } from '../../src/keys/ring-key.ts';
import type { Jwk } from '../../src/protocol/ports/foreign-jwt.ts';
import type { JweDecryptionKey } from '../../src/protocol/ports/jwe-opener.ts';
import { base64url } from './keys-of-test.ts';

const [rsa, ec] = await Promise.all([makeRingKey('RSA-OAEP-256'), makeRingKey('ECDH-ES')]);
const content = 'a.signed.token with \u00e9 and \ud83d\ude00';
const encs = ['A128CBC-HS256', 'A256CBC-HS512', 'A128GCM', 'A256GCM'];
/** What was asked for, for tests that no key is touched. */
const asked: string[] = [];
const open = (text: string, key?: JweDecryptionKey) => jweOpener.open(text, ({ alg }) => { asked.push(alg); return key ?? (alg === 'ECDH-ES' ? ec : rsa); });
const refused = async (text: string, what?: string) => assert.equal(await open(text), undefined, what ?? text.slice(0, 120));
const sealed = (header: Record<string, unknown>, key: KeyObject | Uint8Array = header['alg'] === 'RSA-OAEP-256' ? rsa.publicKey : ec.publicKey, text: Uint8Array = Buffer.from(content)) =>
  new CompactEncrypt(text).setProtectedHeader({ enc: 'A256GCM', ...header } as never).encrypt(key);
/** The same tokens with one part replaced; a changed header breaks the tag, so these are for what is refused before cryptography. */
const withPart = (text: string, index: number, part: string) => text.split('.').map((one, i) => (i === index ? part : one)).join('.');
const withHeader = (text: string, change: Record<string, unknown>) => withPart(text, 0, base64url(JSON.stringify({ ...decodeProtectedHeader(text), ...change })));
const soundRsa = await sealed({ alg: 'RSA-OAEP-256' });
const soundEc = await sealed({ alg: 'ECDH-ES' });
const soundWrapped = await sealed({ alg: 'ECDH-ES+A256KW', enc: 'A128CBC-HS256' });
const unasked = async (text: string, what?: string) => { asked.length = 0; await refused(text, what); assert.deepEqual(asked, [], what ?? text.slice(0, 120)); };

describe('RFC 7516 §5.1: encryption to others', () => {
  test('RFC 7516 §5.1: every algorithm and encryption opens with an independent implementation, and says what is inside and for which key', async () => {
    const pairs = [generateKeyPairSync('rsa', { modulusLength: 2048 }), ...['P-256', 'P-384', 'P-521'].map((namedCurve) => generateKeyPairSync('ec', { namedCurve })), generateKeyPairSync('x25519')] as readonly { publicKey: KeyObject; privateKey: KeyObject }[];
    for (const { publicKey, privateKey } of pairs) {
      const jwk = { ...publicKey.export({ format: 'jwk' }), kid: 'k', use: 'enc' };
      for (const alg of publicKey.asymmetricKeyType === 'rsa' ? ['RSA-OAEP', 'RSA-OAEP-256'] : ['ECDH-ES', 'ECDH-ES+A128KW', 'ECDH-ES+A256KW']) {
        for (const enc of encs) {
          const { plaintext, protectedHeader } = await compactDecrypt(await jwe.encrypt(content, { jwk, alg, enc, cty: 'JWT', typ: 'x' }), privateKey);
          const { epk: _epk, ...said } = protectedHeader;
          assert.deepEqual([Buffer.from(plaintext).toString(), said], [content, { alg, enc, kid: 'k', cty: 'JWT', typ: 'x' }]);
        }
      }
    }
    assert.deepEqual(decodeProtectedHeader(await jwe.encrypt(content, { jwk: rsa.publicKey.export({ format: 'jwk' }), alg: 'RSA-OAEP', enc: 'A128GCM' })), { alg: 'RSA-OAEP', enc: 'A128GCM' });
  });

  test('RFC 8725 §3.2: RSA1_5, passwords, secret keys, other encryptions and keys that are for something else throw', async () => {
    const jwk = { ...rsa.publicKey.export({ format: 'jwk' }) };
    const to = (over: { readonly jwk?: Jwk; readonly alg?: string; readonly enc?: string }) => jwe.encrypt(content, { jwk, alg: 'RSA-OAEP-256', enc: 'A256GCM', ...over });
    for (const alg of ['RSA1_5', 'PBES2-HS256+A128KW', 'dir', 'A128KW', 'A256GCMKW', 'ECDH-ES', 'none', '', '__proto__']) await assert.rejects(to({ alg }), TypeError, alg);
    for (const enc of ['A192GCM', 'A256CBC', 'none', '', 'constructor']) await assert.rejects(to({ enc }), TypeError, enc);
    for (const bad of [{}, { ...jwk, use: 'sig' }, { ...jwk, alg: 'RSA-OAEP' }, { ...jwk, e: 'AQ' }, rsa.privateKey.export({ format: 'jwk' }), ec.publicKey.export({ format: 'jwk' }), { kty: 'oct', k: 'AQAB' }, generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey.export({ format: 'jwk' })]) await assert.rejects(to({ jwk: bad }), TypeError, JSON.stringify(bad));
  });

  test('OIDC Core §10.2: with a secret the key is the left part of its SHA-256 or SHA-512', async () => {
    const secret = 'a secret with \u00e9 of a client';
    const left = (bytes: number) => hash(bytes > 32 ? 'sha512' : 'sha256', Buffer.from(secret), 'buffer').subarray(0, bytes);
    for (const enc of encs) {
      for (const [alg, bytes] of [['A128KW', 16], ['A256KW', 32], ['dir', { 'A128CBC-HS256': 32, 'A256CBC-HS512': 64, A128GCM: 16, A256GCM: 32 }[enc] ?? 0]] as const) {
        const { plaintext, protectedHeader } = await compactDecrypt(await jwe.encryptWithSecret(content, { secret, alg, enc, cty: 'JWT' }), left(bytes));
        assert.deepEqual([Buffer.from(plaintext).toString(), protectedHeader], [content, { alg, enc, cty: 'JWT' }]);
      }
    }
    for (const alg of ['A192KW', 'A128GCMKW', 'PBES2-HS256+A128KW', 'RSA-OAEP', 'none']) await assert.rejects(jwe.encryptWithSecret(content, { secret, alg, enc: 'A128GCM' }), TypeError);
    await assert.rejects(jwe.encryptWithSecret(content, { secret, alg: 'dir', enc: 'x' }), TypeError);
  });
});

describe('RFC 7516 §5.2: what was encrypted to us', () => {
  test('RFC 7516 §5.2: genuine ones open, also empty ones and those whose header says more', async () => {
    for (const alg of ['RSA-OAEP-256', 'ECDH-ES', 'ECDH-ES+A128KW', 'ECDH-ES+A256KW']) for (const enc of encs) assert.equal(await open(await sealed({ alg, enc, cty: 'JWT', typ: 'x', iss: 'me', kid: 'any' })), content, `${alg} ${enc}`);
    assert.equal(await open(await sealed({ alg: 'ECDH-ES' }, ec.publicKey, Buffer.alloc(0))), '');
    const agreed = await new CompactEncrypt(Buffer.from(content)).setProtectedHeader({ alg: 'ECDH-ES', enc: 'A128GCM' }).setKeyManagementParameters({ apu: Buffer.from('Alice'), apv: Buffer.from('Bob') }).encrypt(ec.publicKey);
    assert.equal(await open(agreed), content);
  });

  test('A094 RFC 8725 §3.6: anything compressed is refused before a key is touched, a bomb too', async () => {
    for (const zip of ['DEF', 'none', '', null, 1]) await unasked(withHeader(soundEc, { zip }), String(zip));
    await unasked(withPart(withHeader(soundEc, { zip: 'DEF' }), 3, deflateRawSync(Buffer.alloc(10_000_000)).toString('base64url')));
  });

  test('A094 RFC 8725 §3.2: passwords with endless rounds, RSA1_5, secret keys and all other algorithms are refused before a key is touched', async () => {
    for (const alg of ['PBES2-HS256+A128KW', 'PBES2-HS512+A256KW', 'RSA1_5', 'RSA-OAEP', 'RSA-OAEP-384', 'dir', 'A128KW', 'A256KW', 'A256GCMKW', 'ECDH-ES+A192KW', 'none', '', '__proto__', null, 1, ['ECDH-ES'], undefined]) {
      for (const sound of [soundRsa, soundEc]) await unasked(withHeader(sound, { alg, p2c: 2 ** 31, p2s: 'AAAAAAAAAAA' }), String(alg));
    }
    for (const enc of ['A192GCM', 'A192CBC-HS384', 'none', '', null, 1, ['A256GCM'], undefined]) await unasked(withHeader(soundEc, { enc }), String(enc));
    const secret = hash('sha256', rsa.publicKey.export({ format: 'pem', type: 'spki' }), 'buffer');
    await unasked(await sealed({ alg: 'dir' }, secret));
    for (const crit of [[], ['exp'], null]) await unasked(withHeader(soundEc, { crit }));
    for (const kid of [1, null, {}]) await unasked(withHeader(soundEc, { kid }));
  });

  test('A094 RFC 7518 §4.6.1: an ephemeral key off the curve, of another curve, private, missing or malformed is refused before a key is touched', async () => {
    const { epk } = decodeProtectedHeader(soundEc) as { epk: Jwk };
    const other = (namedCurve: string) => generateKeyPairSync('ec', { namedCurve }).publicKey.export({ format: 'jwk' });
    for (const bad of [undefined, null, 1, 'x', [], {}, { ...epk, y: epk['x'] }, { ...epk, x: base64url(Buffer.alloc(32)), y: base64url(Buffer.alloc(32)) }, { ...epk, x: undefined }, { ...epk, crv: 'P-384' }, { ...epk, crv: { toString: 1 } }, { ...epk, d: 'AQAB' }, other('P-384'), generateKeyPairSync('x25519').publicKey.export({ format: 'jwk' }), rsa.publicKey.export({ format: 'jwk' })]) await unasked(withHeader(soundEc, { epk: bad }), JSON.stringify(bad));
    for (const info of [1, null, {}, 'a=', 'a b', 'A'.repeat(600), 'x.y']) for (const name of ['apu', 'apv']) await unasked(withHeader(soundEc, { [name]: info }), `${name} ${JSON.stringify(info)}`);
  });

  test('A093 RFC 7516 §7.1: another number of parts, parts of another size or spelling, and more than 64 KiB are refused before a key is touched', async () => {
    for (const sound of [soundRsa, soundEc, soundWrapped]) {
      const parts = sound.split('.');
      for (const text of [...parts.keys()].map((i) => withPart(sound, i, `${parts[i] ?? ''}=`))) await unasked(text);
      for (const text of [`${sound}.`, `.${sound}`, `${sound}.x`, parts.slice(0, 4).join('.'), parts.slice(0, 3).join('.'), '', '....', ` ${sound}`, `${sound}\n`, `${sound}\0`]) await unasked(text, text.slice(-30));
      for (const [index, sizes] of [[1, [1, 8, 15, 255, 257]], [2, [0, 8, 11, 13, 15, 17]], [4, [0, 4, 8, 12, 15, 17]]] as const) for (const size of sizes) await unasked(withPart(sound, index, base64url(Buffer.alloc(size))), `part ${index} of ${size} bytes`);
    }
    assert.equal(await open(await sealed({ alg: 'ECDH-ES' }, ec.publicKey, Buffer.alloc(48_000, 'x'))), 'x'.repeat(48_000));
    await unasked(await sealed({ alg: 'ECDH-ES' }, ec.publicKey, Buffer.alloc(50_000)));
    await unasked('a'.repeat(5_000_000));
    await unasked(withPart(soundEc, 0, base64url(`{"alg":"ECDH-ES","enc":"A256GCM","a":${'['.repeat(20_000)}${']'.repeat(20_000)}}`)));
    for (const header of ['null', '[]', '"x"', '{', '', '\ufeff{}']) await unasked(withPart(soundEc, 0, base64url(header)));
  });

  test('A093 RFC 7516 §5.2: no single character can be changed', async () => {
    for (const sound of [soundRsa, soundEc, soundWrapped]) assert.equal(await open(sound), content);
    await fc.assert(fc.asyncProperty(fc.constantFrom(soundRsa, soundEc, soundWrapped), fc.nat(), fc.constantFrom(...'AZaz09-_.=+/ \n\u00e9'), async (sound, at, character) => {
      const place = at % sound.length;
      if (sound[place] !== character) await refused(sound.slice(0, place) + character + sound.slice(place + 1));
    }), { numRuns: 400 });
  });

  test('RFC 7516 §5.2: another key, a key of the other kind, and content that is no text open nothing', async () => {
    const [otherRsa, otherEc] = await Promise.all([makeRingKey('RSA-OAEP-256'), makeRingKey('ECDH-ES')]);
    for (const [sound, ...keys] of [[soundRsa, otherRsa, ec], [soundEc, otherEc, rsa], [soundWrapped, otherEc, rsa]] as const) for (const key of keys) assert.equal(await open(sound, key), undefined);
    await refused(await sealed({ alg: 'ECDH-ES' }, ec.publicKey, Buffer.from([0xff, 0xfe, 0x80])));
  });

  test('RFC 7516 §5.2: nothing at all makes it throw', async () => {
    const { epk } = decodeProtectedHeader(soundEc);
    const member = fc.oneof(fc.jsonValue(), fc.constantFrom('RSA-OAEP-256', 'ECDH-ES', 'ECDH-ES+A128KW', ...encs, epk));
    const header = fc.dictionary(fc.constantFrom('alg', 'enc', 'kid', 'epk', 'apu', 'apv', 'zip', 'p2c'), member).map((value) => base64url(JSON.stringify(value)));
    const bytes = fc.constantFrom(0, 12, 16, 24, 32, 40, 256).chain((length) => fc.uint8Array({ minLength: length, maxLength: length })).map((value) => base64url(Buffer.from(value)));
    const mixed = fc.tuple(fc.constantFrom(soundRsa, soundEc, soundWrapped), fc.nat(4), fc.oneof(bytes, header, fc.base64String())).map(([sound, index, part]) => ({ text: withPart(sound, index, part), sound }));
    const anything = fc.oneof(fc.string({ unit: 'binary' }), fc.array(fc.oneof(header, bytes, fc.string()), { minLength: 4, maxLength: 6 }).map((parts) => parts.join('.'))).map((text) => ({ text, sound: '' }));
    await fc.assert(fc.asyncProperty(fc.oneof(mixed, anything), async ({ text, sound }) => { if (text !== sound) await refused(text); }), { numRuns: 1000 });
    for (const value of [undefined, null, 1, {}, [soundEc], Buffer.from(soundEc)]) await refused(value as never, typeof value);
  });
});
