import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createArgon2Hasher } from '../../src/hashing/argon2-hasher.ts';

const hasher = createArgon2Hasher({ inFlight: 2 });
const hashed = async (password: string) => await hasher.hash(password);

describe('NIST SP 800-63B-4 §3.1.1.2: passwords at rest', () => {
  test('NIST SP 800-63B-4 §3.1.1.2: a password is stored as argon2id with 19 MiB, two passes and a salt of its own', async () => {
    const [one, two] = [await hashed('correct horse'), await hashed('correct horse')];
    for (const phc of [one, two]) assert.match(phc, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
    assert.notEqual(one, two);
    assert.equal(await hasher.verify('correct horse', one), 'right');
    assert.equal(await hasher.verify('correct horsf', one), 'wrong');
    assert.equal(await hasher.verify('', one), 'wrong');
  });

  test('A168 NIST SP 800-63B-4 §3.1.1.2: passwords of 64, 128 and 1,024 characters are checked whole: every byte matters', async () => {
    for (const length of [64, 72, 73, 128, 1024]) {
      const password = 'a'.repeat(length);
      const phc = await hashed(password);
      assert.equal(await hasher.verify(password, phc), 'right', `${length}`);
      assert.equal(await hasher.verify(`${password.slice(0, -1)}b`, phc), 'wrong', `last of ${length}`);
      assert.equal(await hasher.verify(password.slice(0, -1), phc), 'wrong', `one less than ${length}`);
    }
    const long = `${'a'.repeat(72)}b${'c'.repeat(27)}`;
    assert.equal(await hasher.verify(`${'a'.repeat(72)}x${'c'.repeat(27)}`, await hashed(long)), 'wrong', 'byte 73');
  });

  test('A168 NIST SP 800-63B-4 §3.1.1.2: any Unicode works, and both spellings of an accent are one password', async () => {
    for (const password of ['пароль', '密码密码密码', '🐎🔋📎', 'a\0b', ' space ', '\ud83d\udc69\u200d\ud83d\ude80']) {
      const phc = await hashed(password);
      assert.equal(await hasher.verify(password, phc), 'right', password);
      assert.equal(await hasher.verify(`${password}a`, phc), 'wrong', password);
    }
    assert.equal(await hasher.verify('caf\u0065\u0301', await hashed('caf\u00e9')), 'right');
    assert.equal(await hasher.verify('a', await hashed('a\0b')), 'wrong', 'a NUL does not end it');
  });

  test('A168 ASVS 6.2.9: over 1,024 bytes is wrong without any hashing, even where the queue is full', async () => {
    const full = createArgon2Hasher({ inFlight: 1, waiting: 0 });
    const running = full.verify('a', undefined);
    assert.equal(await full.verify('a', undefined), 'busy');
    for (const password of ['a'.repeat(1025), 'a'.repeat(1_000_000), 'é'.repeat(513), '\u{1d160}'.repeat(200)]) assert.equal(await full.verify(password, undefined), 'wrong', `${Buffer.byteLength(password)}`);
    assert.equal(await running, 'wrong');
    await assert.rejects(full.hash('a'.repeat(1025)), RangeError);
  });

  test('A228 ASVS 15.2: of 200 logins at once as many are answered as run and wait, and the others are busy at once', async () => {
    const bounded = createArgon2Hasher({ inFlight: 2, waiting: 16 });
    const phc = await hashed('right');
    const answers = await Promise.all(Array.from({ length: 200 }, (_, i) => bounded.verify(i % 2 === 0 ? 'right' : 'wrong', phc)));
    assert.deepEqual(answers.slice(0, 18), Array.from({ length: 18 }, (_, i) => (i % 2 === 0 ? 'right' : 'wrong')));
    assert.deepEqual(new Set(answers.slice(18)), new Set(['busy']));
    assert.equal(await bounded.verify('right', phc), 'right', 'and afterwards there is room again');
  });

  test('A228 ASVS 15.2: making a hash is bounded by the same queue', async () => {
    const bounded = createArgon2Hasher({ inFlight: 1, waiting: 1 });
    const [one, two, three] = await Promise.all([bounded.hash('a'), bounded.verify('a', undefined), bounded.hash('a')]);
    assert.match(one, /^\$argon2id/);
    assert.deepEqual([two, three], ['wrong', 'busy']);
  });

  test('ASVS 6.3.8: an account that does not exist takes a place in the queue as one that does, and is never right', async () => {
    const bounded = createArgon2Hasher({ inFlight: 1, waiting: 1 });
    const answers = await Promise.all([bounded.verify('', undefined), bounded.verify('password', undefined), bounded.verify('password', undefined)]);
    assert.deepEqual(answers, ['wrong', 'wrong', 'busy']);
  });

  test('NIST SP 800-63B-4 §3.1.1.2: a hash made with less than today is to be made again, one made with more is not', async () => {
    const phc = (variant: string, version: number, cost: string) => `$${variant}$v=${version}$${cost}$c2FsdHNhbHRzYWx0c2FsdA$${'A'.repeat(43)}`;
    assert.equal(hasher.needsRehash(await hashed('a')), false);
    assert.equal(hasher.needsRehash(phc('argon2id', 19, 'm=65536,t=3,p=4')), false);
    for (const weak of [phc('argon2id', 19, 'm=19455,t=2,p=1'), phc('argon2id', 19, 'm=65536,t=1,p=1'), phc('argon2i', 19, 'm=19456,t=2,p=1'), phc('argon2d', 19, 'm=19456,t=2,p=1'), phc('argon2id', 16, 'm=19456,t=2,p=1'), phc('argon2id', 19, 'm=19456,t=2,p=1').slice(0, -21)]) assert.equal(hasher.needsRehash(weak), true, weak);
  });

  test('NIST SP 800-63B-4 §3.1.1.2: a stored text that is no hash is a fault of ours and thrown, not a wrong password', async () => {
    await assert.rejects(hasher.verify('a', 'not a hash'));
    assert.throws(() => hasher.needsRehash('not a hash'));
  });
});
