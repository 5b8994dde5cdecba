import assert from 'node:assert/strict';
import { createHmac, generateKeyPairSync, sign } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { base64url, byEc, byEd, byPss, byRsa, claims, craft, ec, ecHeader, ed, edHeader, pss, pssHeader, rsa, rsaHeader, verify } from './keys-of-test.ts';

const refused = async (jwt: string, what?: string) => assert.equal(await verify(jwt), undefined, what ?? jwt.slice(0, 200));
const soundEc = craft(ecHeader, claims, byEc());
const soundRsa = craft(rsaHeader, claims, byRsa());
const soundEd = craft(edHeader, claims, byEd());
const soundPss = craft(pssHeader, claims, byPss());
const noBytes = () => Buffer.alloc(0);

describe('RFC 7515 §5.2: tokens that somebody presents', () => {
  test('RFC 7515 §5.2: a genuine token gives its typ, algorithm and claims', async () => {
    assert.deepEqual(await verify(soundEc), { typ: 'JWT', alg: 'ES256', claims });
    assert.deepEqual(await verify(soundRsa), { typ: 'JWT', alg: 'RS256', claims });
    assert.deepEqual(await verify(soundEd), { typ: 'JWT', alg: 'EdDSA', claims });
    assert.deepEqual(await verify(soundPss), { typ: 'JWT', alg: 'PS256', claims });
    assert.deepEqual(await verify(craft({ alg: 'ES256', kid: ec.kid }, claims, byEc())), { typ: undefined, alg: 'ES256', claims });
  });

  test('A084 RFC 8725 §3.1: alg none in any spelling, empty, missing or of another type is refused, with or without a signature', async () => {
    for (const alg of ['none', 'None', 'nOnE', 'NONE', '', undefined, null, 0, ['ES256'], { alg: 'ES256' }, 'es256', 'ES256 ', 'HS256', 'PS256', 'ES384', 'EdDSA']) {
      for (const signature of [noBytes, byEc()]) {
        const jwt = craft({ ...ecHeader, alg }, claims, signature);
        await refused(jwt);
        await refused(jwt.replace(/\.[^.]*$/, ''));
        await refused(jwt.replace(/\.[^.]*$/, '.'));
      }
    }
  });

  test('A085 RFC 8725 §2.1: HS256 with the public key as PEM, DER, JWK or text, or with an empty or a one-byte key, is refused', async () => {
    for (const { kid, publicKey, jwk } of [rsa, ec, ed, pss]) {
      const secrets = [
        publicKey.export({ format: 'pem', type: 'spki' }), (publicKey.export({ format: 'pem', type: 'spki' }) as string).trim(), publicKey.export({ format: 'der', type: 'spki' }),
        ...(publicKey.asymmetricKeyType === 'rsa' ? [publicKey.export({ format: 'pem', type: 'pkcs1' }), publicKey.export({ format: 'der', type: 'pkcs1' })] : []),
        JSON.stringify(jwk), JSON.stringify(publicKey.export({ format: 'jwk' })), '', 'a', Buffer.from([0]), kid,
      ];
      for (const secret of secrets) {
        for (const alg of ['HS256', 'RS256', 'ES256', 'EdDSA', 'PS256']) await refused(craft({ alg, typ: 'JWT', kid }, claims, (input) => createHmac('sha256', secret).update(input).digest()));
      }
    }
  });

  test('A085 RFC 8725 §3.1: the algorithm of the key decides, not the one of the header', async () => {
    await refused(craft({ ...rsaHeader, kid: ec.kid }, claims, byRsa()));
    await refused(craft({ ...ecHeader, kid: rsa.kid }, claims, byEc()));
    await refused(craft({ ...rsaHeader, alg: 'PS256' }, claims, byRsa()));
    await refused(craft({ ...rsaHeader, alg: 'PS256' }, claims, byPss(rsa.privateKey)));
    await refused(craft({ ...pssHeader, alg: 'RS256' }, claims, byRsa(pss.privateKey)));
    await refused(craft({ ...edHeader, kid: ec.kid }, claims, byEd()));
    await refused(craft({ ...edHeader, alg: 'Ed25519' }, claims, byEd()));
    await refused(craft({ ...rsaHeader, alg: 'RS512' }, claims, (input) => sign('sha512', input, rsa.privateKey)));
  });

  test('A086 RFC 8725 §3.10: a kid that is unknown, missing or hostile is refused', async () => {
    for (const kid of ['unknown', undefined, null, 1, '', '../../etc/passwd', "' OR 1=1 --", '\0', `${ec.kid}\0`, `${ec.kid} `, [ec.kid], '__proto__', 'constructor', 'x'.repeat(100_000)]) await refused(craft({ ...ecHeader, kid }, claims, byEc()), String(kid).slice(0, 40));
  });

  test('A086 RFC 7515 §4.1: a key or an address of a key in the header is refused, and nobody is asked for it', async (t) => {
    let asked = 0;
    const server = createServer((_request, response) => { asked++; response.end('{"keys":[]}'); });
    await new Promise<void>((ready) => { server.listen(0, '127.0.0.1', ready); });
    t.after(() => server.close());
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    const attacker = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const jwk = attacker.publicKey.export({ format: 'jwk' });
    for (const extra of [{ jwk }, { jku: url }, { x5u: url }, { x5c: [base64url('certificate')] }, { x5t: 'a' }, { jwk: { ...jwk, kid: ec.kid } }]) {
      for (const kid of [ec.kid, 'unknown', url, undefined]) {
        await refused(craft({ ...ecHeader, ...extra, kid }, claims, byEc(attacker.privateKey)));
        await refused(craft({ ...ecHeader, ...extra, kid }, claims, byEc()));
      }
    }
    assert.equal(asked, 0);
  });

  test('RFC 7515 §4.1.11: critical and unencoded extensions are refused, also with a genuine signature', async () => {
    for (const extra of [{ crit: ['exp'], exp: 1 }, { crit: ['b64'], b64: false }, { crit: [] }, { b64: true }, { zip: 'DEF' }, { enc: 'A256GCM' }, { cty: 'JWT' }]) await refused(craft({ ...ecHeader, ...extra }, claims, byEc()));
  });

  test('A088 RFC 7518 §3.4: zero, out of range, DER and wrong-length ES256 signatures are refused', async () => {
    const order = Buffer.from('ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551', 'hex');
    const [zero, one, top] = [Buffer.alloc(32), Buffer.alloc(32, 0).fill(1, 31), Buffer.alloc(32, 0xff)];
    const halves = (input: Buffer) => { const raw = byEc()(input); return [raw.subarray(0, 32), raw.subarray(32)] as const; };
    const wrong: ((input: Buffer) => Buffer)[] = [
      ...[zero, one, order, top].flatMap((r) => [zero, one, order, top].map((s) => () => Buffer.concat([r, s]))),
      (input) => Buffer.concat([zero, halves(input)[1]]), (input) => Buffer.concat([halves(input)[0], zero]), (input) => Buffer.concat([order, halves(input)[1]]), (input) => Buffer.concat([...halves(input)].reverse()),
      (input) => sign('sha256', input, ec.privateKey), (input) => byEc()(input).subarray(0, 63), (input) => byEc()(input).subarray(1), (input) => Buffer.concat([byEc()(input), Buffer.from([0])]), (input) => Buffer.concat([Buffer.from([0]), byEc()(input)]), () => Buffer.from([0]),
    ];
    for (const signature of wrong) await refused(craft(ecHeader, claims, signature));
  });

  test('A088 RFC 7518 §3: signatures by another curve, another key pair and a small RSA key are refused under a kid of ours', async () => {
    const [p384, p256] = [generateKeyPairSync('ec', { namedCurve: 'P-384' }), generateKeyPairSync('ec', { namedCurve: 'P-256' })];
    await refused(craft(ecHeader, claims, byEc(p384.privateKey)));
    await refused(craft(ecHeader, claims, byEc(p256.privateKey)));
    await refused(craft(ecHeader, claims, (input) => sign(null, input, generateKeyPairSync('ed25519').privateKey)));
    for (const modulusLength of [512, 1024, 2048]) await refused(craft(rsaHeader, claims, byRsa(generateKeyPairSync('rsa', { modulusLength }).privateKey)));
    for (const bytes of [0, 1, 64, 255, 256, 257]) await refused(craft(rsaHeader, claims, () => Buffer.alloc(bytes)));
  });

  test('A088 RFC 7518 §3.5: a PS256 signature has a salt of 32 bytes and the padding of PSS', async () => {
    for (const saltLength of [0, 20, 31, 33, 64, 222]) await refused(craft(pssHeader, claims, byPss(pss.privateKey, saltLength)), `salt of ${saltLength}`);
    await refused(craft(pssHeader, claims, byRsa(pss.privateKey)));
    await refused(craft(rsaHeader, claims, byPss(rsa.privateKey)));
  });

  test('A088 RFC 8037 §3.1: an EdDSA signature with S out of range, a point of small order for R, or another length is refused', async () => {
    const order = Buffer.from('edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010', 'hex');
    const plusOrder = (s: Buffer) => { let carry = 0; return Buffer.from(s.map((byte, i) => { carry += byte + (order[i] ?? 0); const low = carry & 0xff; carry >>= 8; return low; })); };
    const [identity, zero] = [Buffer.from('01'.padEnd(64, '0'), 'hex'), Buffer.alloc(32)];
    const wrong: ((input: Buffer) => Buffer)[] = [
      (input) => { const raw = byEd()(input); return Buffer.concat([raw.subarray(0, 32), plusOrder(raw.subarray(32))]); },
      () => Buffer.concat([identity, zero]), () => Buffer.alloc(64), (input) => Buffer.concat([identity, byEd()(input).subarray(32)]), (input) => byEd()(input).subarray(0, 63), (input) => Buffer.concat([byEd()(input), zero.subarray(0, 1)]),
    ];
    for (const signature of wrong) await refused(craft(edHeader, claims, signature));
  });

  test('A092 RFC 7519 §2: exp, nbf and iat that are no whole seconds are refused, also with a genuine signature', async () => {
    for (const name of ['exp', 'nbf', 'iat']) {
      for (const value of ['"1700000000"', '1700000000.5', '-1', '1e400', '-1e400', 'null', 'true', '[1700000000]', '{}', '1e17', '""']) await refused(craft(ecHeader, `{"sub":"x","${name}":${value}}`, byEc()), `${name} ${value}`);
      assert.deepEqual((await verify(craft(ecHeader, `{"sub":"x","${name}":1700000000}`, byEc())))?.claims, { sub: 'x', [name]: 1_700_000_000 });
    }
    assert.deepEqual((await verify(craft(ecHeader, '{"sub":"x"}', byEc())))?.claims, { sub: 'x' }, 'without exp the caller decides');
  });

  test('RFC 7519 §7.2: a payload that is not a JSON object in UTF-8 is refused, also with a genuine signature', async () => {
    for (const payload of ['null', '[]', '[{"sub":"x"}]', '"text"', '1', 'true', '{', '{"sub":"x"} x', '\ufeff{"sub":"x"}']) await refused(craft(ecHeader, payload, byEc()), payload);
    const input = `${base64url(JSON.stringify(ecHeader))}.${base64url(Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]))}`;
    await refused(`${input}.${base64url(byEc()(Buffer.from(input)))}`);
  });

  test('A093 RFC 7515 §2: a token has one spelling: cut, padded, wrapped, re-spelled or re-dotted it is refused', async () => {
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    for (const jwt of [soundEc, soundRsa, soundEd, soundPss]) {
      const [header = '', payload = '', signature = ''] = jwt.split('.');
      for (const other of [...alphabet].filter((character) => character !== jwt.at(-1))) await refused(jwt.slice(0, -1) + other, `last character ${other}`);
      const variants = [
        jwt.slice(0, -1), `${jwt}=`, `${jwt}==`, `${jwt}\n`, `\n${jwt}`, ` ${jwt}`, `${jwt} `, `${jwt}\0`, `${jwt}A`, `${jwt}.`, `.${jwt}`, `${jwt}..`, `${jwt}.${signature}.${signature}`, `${header}.${payload}`, `${header}..${signature}`, `.${payload}.${signature}`, `${header}.${payload}.`,
        `${header}=.${payload}.${signature}`, `${header}.${payload}=.${signature}`, jwt.replace('.', '..'), jwt.replace('.', '.\n'), jwt.replaceAll('.', ','), jwt.toLowerCase(), jwt.toUpperCase(), encodeURIComponent(`${jwt}+`), `Bearer ${jwt}`, '', '.', '..', '...', 'a.b.c',
        JSON.stringify({ protected: header, payload, signature }), jwt.replaceAll(/[-_]/g, (character) => (character === '-' ? '+' : '/')) + '/',
      ];
      for (const variant of variants) await refused(variant, JSON.stringify(variant.slice(-60)));
    }
  });

  test('A093 RFC 7515 §5.2: no single character of a token can be changed', async () => {
    await fc.assert(fc.asyncProperty(fc.constantFrom(soundEc, soundRsa, soundEd, soundPss), fc.nat(), fc.constantFrom(...'AZaz09-_.=+/ \n\u00e9'), async (jwt, at, character) => {
      const place = at % jwt.length;
      if (jwt[place] !== character) await refused(jwt.slice(0, place) + character + jwt.slice(place + 1));
    }), { numRuns: 500 });
  });

  test('RFC 8725 §2.4: what is longer than 16 KiB is refused unread, what is shorter is read', async () => {
    const sized = (bytes: number) => craft(ecHeader, { ...claims, pad: 'x'.repeat(bytes) }, byEc());
    assert.ok(await verify(sized(11_000)));
    await refused(sized(13_000), 'over 16 KiB');
    await refused('a'.repeat(5_000_000), '5 MB');
    await refused('.'.repeat(16_000), 'dots');
    await refused(craft(ecHeader, `${'['.repeat(5000)}${']'.repeat(5000)}`, byEc()), 'deep JSON');
  });

  test('RFC 7515 §5.2: no input at all makes it throw', async () => {
    const part = fc.oneof(fc.base64String().map((text) => text.replaceAll('=', '')), fc.json().map(base64url), fc.string());
    await fc.assert(fc.asyncProperty(fc.oneof(fc.string({ unit: 'binary' }), fc.array(part, { maxLength: 5 }).map((parts) => parts.join('.'))), async (jwt) => { await refused(jwt); }), { numRuns: 1000 });
    for (const value of [undefined, null, 1, {}, [soundEc], Buffer.from(soundEc)]) await refused(value as never, typeof value);
  });
});
