import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { hash as argon2 } from '@node-rs/argon2';
import { createArgon2Hasher } from '../../src/hashing/argon2-hasher.ts';
import { foreignHashes } from '../../src/hashing/foreign/read-custom-hash.ts';
import { isForeignHash, type CustomPasswordHash } from '../../src/identity/ports/foreign-hashes.ts';

const hasher = createArgon2Hasher({ inFlight: 2 });

function stored(given: CustomPasswordHash): string {
  const found = foreignHashes.read(given);
  if ('code' in found) throw new Error(`${found.path}: ${found.message}`);
  return found.stored;
}
const problem = (given: CustomPasswordHash) => {
  const found = foreignHashes.read(given);
  return 'code' in found ? `${found.code} ${found.path}` : 'taken';
};

interface Vector { readonly from: string; readonly password: string; readonly given: CustomPasswordHash }
const text = (algorithm: string, value: string): CustomPasswordHash => ({ algorithm, hash: { value, encoding: 'utf8' } });
const hex = (algorithm: string, value: string, more: Partial<CustomPasswordHash> = {}): CustomPasswordHash => ({ algorithm, ...more, hash: { value, encoding: 'hex', ...more.hash } });
const hmac = (digest: string, value: string): CustomPasswordHash => ({ algorithm: 'hmac', hash: { value, encoding: 'hex', digest, key: { value: 'Jefe' } } });
const jefe = 'what do ya want for nothing?';
const b64 = (value: string) => Buffer.from(value, 'hex').toString('base64').replaceAll('=', '');
const pbkdf2 = (id: string, iterations: number, value: string) => text('pbkdf2', `$pbkdf2-${id}$i=${iterations},l=${value.length / 2}$${Buffer.from('salt').toString('base64').replaceAll('=', '')}$${b64(value)}`);

/** Figures that others published. */
const vectors: readonly Vector[] = [
  { from: 'bcrypt $2a$, jBCrypt', password: 'abc', given: text('bcrypt', '$2a$06$If6bvum7DFjUnE9p2uDeDu0YHzrHM6tf.iqN8.yx.jNN1ILEf7h0i') },
  { from: 'bcrypt $2y$, crypt_blowfish', password: 'U*U*', given: text('bcrypt', '$2y$05$CCCCCCCCCCCCCCCCCCCCC.VGOzA784oUp/Z0DY336zx7pLYAy0lwK') },
  { from: 'bcrypt $2b$, Auth0', password: 'hello', given: text('bcrypt', '$2b$10$nFguVi9LsCAcvTZFKQlRKeLVydo8ETv483lkNsSFI/Wl1Rz1Ypo1K') },
  { from: 'argon2i 1.3, reference implementation', password: 'password', given: text('argon2', '$argon2i$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$wWKIMhR9lyDFvRz9YTZweHKfbftvj+qf+YFY4NeBbtA') },
  { from: 'argon2i 1.0, reference implementation', password: 'password', given: text('argon2', '$argon2i$m=65536,t=2,p=1$c29tZXNhbHQ$9sTbSlTio3Biev89thdrlKKiCaYsjjYVJxGAL3swxpQ') },
  { from: 'argon2id, reference implementation', password: 'password', given: text('argon2', '$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc') },
  { from: 'RFC 7914 §12', password: 'password', given: hex('scrypt', 'fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b3731622eaf30d92e22a3886ff109279d9830dac727afb94a83ee6d8360cbdfa2cc0640', { salt: { value: 'NaCl' }, keylen: 64, cost: 1024, parallelization: 16 }) },
  { from: 'RFC 7914 §12', password: 'pleaseletmein', given: hex('scrypt', '7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2d5432955613f0fcf62d49705242a9af9e61e85dc0d651e40dfcf017b45575887', { salt: { value: 'U29kaXVtQ2hsb3JpZGU=', encoding: 'base64' }, keylen: 64 }) },
  { from: 'RFC 7914 §12, PHC', password: 'pleaseletmein', given: text('scrypt', `$scrypt$ln=14,r=8,p=1$U29kaXVtQ2hsb3JpZGU$${b64('7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2d5432955613f0fcf62d49705242a9af9e61e85dc0d651e40dfcf017b45575887')}`) },
  { from: 'RFC 6070 §2', password: 'password', given: pbkdf2('sha1', 4096, '4b007901b765489abead49d926f721d065a429c1') },
  { from: 'PBKDF2 with SHA-256, published beside RFC 6070', password: 'password', given: pbkdf2('sha256', 4096, 'c5e478d59288c841aa530db6845c4c8d962893a001ce4e11a4963873aa98134a') },
  { from: 'PBKDF2 with SHA-512, published beside RFC 6070', password: 'password', given: pbkdf2('sha512', 1, '867f70cf1ade02cff3752599a3a53dc4af34c7a669815ae5d513554e1c8cf252c02d470a285a0501bad999bfe943c08f050235d7d68b1da55e63f73b60a57fce') },
  { from: 'RFC 1320 Appendix A.5', password: 'message digest', given: hex('md4', 'd9130a8164549fe818874806e1c7014b') },
  { from: 'RFC 1321 Appendix A.5', password: 'abc', given: { algorithm: 'md5', hash: { value: 'kAFQmDzST7DWlj99KOF/cg', encoding: 'base64' } } },
  { from: 'Auth0: salt before the password', password: 'password', given: hex('md5', '67A1E09BB1F83F5007DC119C14D663AA', { salt: { value: 'salt' } }) },
  { from: 'RFC 1321 Appendix A.5, cut in two', password: 'message ', given: hex('md5', 'f96b697d7cb7938d525a2f31aaf161d0', { salt: { value: '646967657374', encoding: 'hex', position: 'suffix' } }) },
  { from: 'FIPS 180-4', password: 'abc', given: hex('sha1', 'a9993e364706816aba3e25717850c26c9cd0d89d') },
  { from: 'FIPS 180-4', password: 'abc', given: hex('sha256', 'BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD') },
  { from: 'FIPS 180-4', password: 'abc', given: hex('sha512', 'ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f') },
  { from: 'RFC 2202 §2', password: jefe, given: hmac('md5', '750c783e6ab0b503eaa86e310a5db738') },
  { from: 'RFC 2202 §3', password: jefe, given: hmac('sha1', 'effcdf6ae5eb2fa2d27416d5f184df9c259a7c79') },
  { from: 'RFC 4231 §4.3', password: jefe, given: hmac('sha256', '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843') },
  { from: 'MD4 of UTF-16, as Windows has it', password: 'Password', given: hex('md4', 'a4f49c406510bdcab6824ee7c30fd852', { password: { encoding: 'utf16le' } }) },
  { from: 'RFC 2307 §5.3', password: 'password', given: text('ldap', '{SHA}W6ph5Mm5Pz8GgiULbPgzG37mj9g=') },
];

describe('Auth0: hashes of other systems', () => {
  for (const { from, password, given } of vectors) {
    test(`${given.algorithm}, ${from}: the published password is right, and no other one`, async () => {
      const kept = stored(given);
      assert.ok(isForeignHash(kept));
      assert.equal(await hasher.verify(password, kept), 'right');
      assert.equal(await hasher.verify(`${password}!`, kept), 'wrong');
      assert.equal(await hasher.verify('', kept), 'wrong');
      assert.equal(hasher.needsRehash(kept), true, 'the first sign-in replaces it');
    });
  }

  test('Auth0: argon2d, and an argon2id that is stronger than ours, are taken and replaced at the first sign-in like all others', async () => {
    for (const algorithm of [0, 2]) {
      const kept = stored(text('argon2', await argon2('correct horse', { algorithm, memoryCost: 65_536, timeCost: 3 })));
      assert.equal(await hasher.verify('correct horse', kept), 'right');
      assert.equal(await hasher.verify('correct horsf', kept), 'wrong');
      assert.equal(hasher.needsRehash(kept), true);
    }
  });

  test('RFC 2307 §5.3: a salted hash of a directory has its salt behind it', async () => {
    const { createHash } = await import('node:crypto');
    const salt = Buffer.from([1, 2, 3, 4]);
    const value = Buffer.concat([createHash('sha256').update('correct horse').update(salt).digest(), salt]).toString('base64');
    const kept = stored(text('ldap', `{SSHA256}${value}`));
    assert.equal(await hasher.verify('correct horse', kept), 'right');
    assert.equal(await hasher.verify('correct horsf', kept), 'wrong');
    assert.equal(problem(text('ldap', `{SHA256}${value}`)), 'FORMAT custom_password_hash.hash.value');
    assert.equal(problem(text('ldap', '{CRYPT}$1$saltsalt$abcdefghijklmnopqrstuv')), 'FORMAT custom_password_hash.hash.value');
  });

  test('A213: a hash that would cost too much at every try is refused when it comes in', () => {
    const crypt = (cost: string) => text('bcrypt', `$2b$${cost}$nFguVi9LsCAcvTZFKQlRKeLVydo8ETv483lkNsSFI/Wl1Rz1Ypo1K`);
    const phc = (cost: string) => text('argon2', `$argon2id$v=19$${cost}$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc`);
    const scrypt = (more: Partial<CustomPasswordHash>) => hex('scrypt', '00'.repeat(32), { salt: { value: 'salt' }, keylen: 32, ...more });
    const at = 'MAXIMUM custom_password_hash.hash.value';
    assert.deepEqual([problem(crypt('14')), problem(crypt('15')), problem(crypt('31'))], ['taken', at, at]);
    assert.deepEqual([problem(phc('m=262144,t=4,p=1')), problem(phc('m=262145,t=1,p=1')), problem(phc('m=262144,t=5,p=1')), problem(phc('m=4096,t=4294967295,p=1')), problem(phc('m=65536,t=1,p=17'))], ['taken', at, at, at, at]);
    assert.deepEqual([problem(scrypt({ cost: 262_144 })), problem(scrypt({ cost: 524_288 })), problem(scrypt({ cost: 262_144, parallelization: 4 })), problem(scrypt({ cost: 2 ** 40 })), problem(scrypt({ cost: 1024, blockSize: 1e9 }))],
      ['taken', ...Array.from({ length: 4 }, () => 'MAXIMUM custom_password_hash.cost')]);
    assert.deepEqual([problem(pbkdf2('sha256', 2_000_000, '00'.repeat(32))), problem(pbkdf2('sha256', 2_000_001, '00'.repeat(32))), problem(pbkdf2('sha1', 1_500_000, '00'.repeat(40))), problem(pbkdf2('sha256', 0, '00'.repeat(32)))], ['taken', at, at, at]);
  });

  test('A213: what is no hash, is cut off or says too little is refused with its place', () => {
    const cases: readonly (readonly [CustomPasswordHash, string])[] = [
      [{ algorithm: 'constructor', hash: { value: 'x' } }, 'ENUM_MISMATCH custom_password_hash.algorithm'],
      [{ algorithm: 'rot13', hash: { value: 'x' } }, 'ENUM_MISMATCH custom_password_hash.algorithm'],
      [text('bcrypt', '$2x$10$nFguVi9LsCAcvTZFKQlRKeLVydo8ETv483lkNsSFI/Wl1Rz1Ypo1K'), 'FORMAT custom_password_hash.hash.value'],
      [text('bcrypt', '$2b$10$nFguVi9LsCAcvTZFKQ'), 'FORMAT custom_password_hash.hash.value'],
      [text('argon2', '$argon2id$v=19$m=1$x'), 'FORMAT custom_password_hash.hash.value'],
      [text('argon2', '$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFh'), 'FORMAT custom_password_hash.hash.value'],
      [{ ...text('argon2', '$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc'), salt: { value: 'x' } }, 'FORMAT custom_password_hash.salt'],
      [text('pbkdf2', '$pbkdf2-md4$i=1000,l=16$c2FsdA$AAAAAAAAAAAAAAAAAAAAAA'), 'ENUM_MISMATCH custom_password_hash.hash.value'],
      [text('pbkdf2', '$pbkdf2-sha256$i=1000,l=32$c2FsdA$AAAA'), 'FORMAT custom_password_hash.hash.value'],
      [pbkdf2('sha256', 1000, '0011'), 'FORMAT custom_password_hash.hash.value'],
      [hex('scrypt', '00'.repeat(32), { salt: { value: 'x' } }), 'OBJECT_MISSING_REQUIRED_PROPERTY custom_password_hash.keylen'],
      [hex('scrypt', '00'.repeat(32), { keylen: 32, cost: 1000 }), 'FORMAT custom_password_hash.cost'],
      [hex('scrypt', '00'.repeat(2), { keylen: 2 }), 'FORMAT custom_password_hash.hash.value'],
      [hex('md5', '900150983cd24fb0d6963f7d28e17f'), 'FORMAT custom_password_hash.hash.value'],
      [hex('md5', 'zz'), 'FORMAT custom_password_hash.hash.value'],
      [text('md5', '900150983cd24fb0d6963f7d28e17f72'), 'ENUM_MISMATCH custom_password_hash.hash.encoding'],
      [hex('md5', '900150983cd24fb0d6963f7d28e17f72', { password: { encoding: 'utf7' } }), 'ENUM_MISMATCH custom_password_hash.password.encoding'],
      [hex('md5', '900150983cd24fb0d6963f7d28e17f72', { salt: { value: 'x', position: 'middle' } }), 'ENUM_MISMATCH custom_password_hash.salt.position'],
      [hex('md5', '900150983cd24fb0d6963f7d28e17f72', { salt: { value: 'xyz', encoding: 'hex' } }), 'FORMAT custom_password_hash.salt.value'],
      [hex('hmac', '00'.repeat(20)), 'ENUM_MISMATCH custom_password_hash.hash.digest'],
      [{ algorithm: 'hmac', hash: { value: '00'.repeat(20), encoding: 'hex', digest: 'sha1' } }, 'OBJECT_MISSING_REQUIRED_PROPERTY custom_password_hash.hash.key'],
    ];
    for (const [given, expected] of cases) assert.equal(problem(given), expected, JSON.stringify(given));
  });

  test('A228: hashes that take much memory are computed one after the other, and too many at once are busy', async () => {
    const kept = stored(text('argon2', await argon2('correct horse', { memoryCost: 98_304, timeCost: 1 })));
    const answers = await Promise.all(Array.from({ length: 20 }, () => hasher.verify('correct horse', kept)));
    assert.deepEqual(answers, [...Array.from({ length: 17 }, () => 'right'), 'busy', 'busy', 'busy']);
  });
});
