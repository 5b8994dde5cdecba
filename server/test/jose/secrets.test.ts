import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { describe, test } from 'node:test';
import { jwtVerify, SignJWT } from 'jose';
import { foreignJwts } from '../../src/jose/foreign-jwts.ts';
import { secretSigner } from '../../src/jose/sign-with-secret.ts';
import { claims, craft } from './keys-of-test.ts';

const secret = 'a secret of a client, with \u00e9 and \ud83d\ude00, long enough for sixty-four bytes';
const algs = ['HS256', 'HS384', 'HS512'];
const by = (hash: string, key: string = secret) => (input: Buffer) => createHmac(hash, key).update(input).digest();
const verify = (jwt: string, key: string = secret, wanted: readonly string[] = algs) => foreignJwts.verifyWithSecret(jwt, key, wanted);

describe('OIDC Core §10.1: signatures by a secret', () => {
  test('OIDC Core §10.1: what is signed with a secret verifies with an independent implementation, and the other way round', async () => {
    const jwt = secretSigner.signWithSecret(secret, { typ: 'JWT', claims });
    const { payload, protectedHeader } = await jwtVerify(jwt, Buffer.from(secret, 'utf8'), { algorithms: ['HS256'], currentDate: new Date(claims.iat * 1000) });
    assert.deepEqual([protectedHeader, payload], [{ alg: 'HS256', typ: 'JWT' }, claims]);
    assert.deepEqual(await verify(jwt), { header: { alg: 'HS256', typ: 'JWT' }, claims });
    for (const alg of algs) assert.deepEqual((await verify(await new SignJWT({ sub: 'x' }).setProtectedHeader({ alg }).sign(Buffer.from(secret, 'utf8')), secret, [alg]))?.claims, { sub: 'x' });
  });

  test('OIDC Core §10.1: another secret, another algorithm than was asked for, or another hash is refused', async () => {
    const jwt = secretSigner.signWithSecret(secret, { typ: 'JWT', claims });
    for (const other of [`${secret} `, secret.slice(1), '', 'x'.repeat(64)]) assert.equal(await verify(jwt, other), undefined);
    for (const wanted of [['HS384', 'HS512'], [], ['RS256', 'none']]) assert.equal(await verify(jwt, secret, wanted), undefined);
    for (const alg of algs) for (const hash of ['sha1', 'sha256', 'sha384', 'sha512']) if (hash !== `sha${alg.slice(2)}`) assert.equal(await verify(craft({ alg }, claims, by(hash))), undefined, `${alg} ${hash}`);
  });

  test('A084 A093 RFC 8725 §3.2: none, other algorithms, and signatures that are cut, longer or missing are refused', async () => {
    for (const alg of ['none', 'None', '', 'hs256', 'RS256', 'ES256', '__proto__']) for (const signature of [() => Buffer.alloc(0), by('sha256')]) assert.equal(await verify(craft({ alg }, claims, signature), secret, [...algs, alg]), undefined);
    for (const signature of [(input: Buffer) => by('sha256')(input).subarray(0, 31), (input: Buffer) => Buffer.concat([by('sha256')(input), Buffer.alloc(1)]), () => Buffer.alloc(0), () => Buffer.alloc(32)]) assert.equal(await verify(craft({ alg: 'HS256' }, claims, signature)), undefined);
    assert.equal(await verify(craft({ alg: 'HS256', crit: ['exp'] }, claims, by('sha256'))), undefined);
  });

  test('RFC 7518 §3.2: a secret that is shorter than the hash neither signs nor verifies', async () => {
    for (const [alg, least] of [['HS256', 32], ['HS384', 48], ['HS512', 64]] as const) {
      for (const length of [0, 1, least - 1]) assert.equal(await verify(craft({ alg }, claims, by(`sha${alg.slice(2)}`, 'x'.repeat(length))), 'x'.repeat(length)), undefined);
      assert.ok(await verify(craft({ alg }, claims, by(`sha${alg.slice(2)}`, 'x'.repeat(least))), 'x'.repeat(least)));
    }
    for (const short of ['', 'x'.repeat(31), '\u00e9'.repeat(15)]) assert.throws(() => secretSigner.signWithSecret(short, { typ: 'JWT', claims }), RangeError);
    assert.ok(secretSigner.signWithSecret('\u00e9'.repeat(16), { typ: 'JWT', claims }), 'bytes count, not characters');
  });
});
