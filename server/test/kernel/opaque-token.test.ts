import assert from 'node:assert/strict';
import { createSecretKey, randomBytes } from 'node:crypto';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { newKey, opaqueTokens } from '../../src/kernel/opaque-token.ts';

const tokens = opaqueTokens(createSecretKey(Buffer.alloc(32, 1)));
const start = 1_700_000_000_000;
const mint = (count: number, step = 0) => Array.from({ length: count }, (_, i) => tokens.mint(start + i * step));

describe('RFC 6749 §10.10: values that nobody guesses', () => {
  test('A045 RFC 6749 §10.10: 10,000 tokens of one moment and their keys are all different', () => {
    const made = mint(10_000);
    assert.equal(new Set(made.map(({ token }) => token)).size, 10_000);
    assert.equal(new Set(made.map(({ key }) => key)).size, 10_000);
    assert.equal(new Set(made.map(({ token }) => token.slice(8))).size, 10_000, 'by their random part alone');
    for (const { token, key } of made) assert.ok(/^[A-Za-z0-9_-]{44}$/.test(token) && /^[0-9a-f]{12}[A-Za-z0-9_-]{32}$/.test(key));
  });

  test('A045 RFC 6749 §10.10: no byte of a token is constant, follows the time, or prefers a value', () => {
    const bytes = mint(10_000, 1).map(({ token }) => Buffer.from(token, 'base64url'));
    for (let place = 0; place < 33; place++) {
      const column = bytes.map((one) => one[place] as number);
      assert.equal(new Set(column).size, 256, `byte ${place} takes every value`);
      const rising = column.filter((value, i) => i > 0 && value > (column[i - 1] as number)).length;
      // Of 9,999 neighbours of a random sequence 49.8 % rise, with a standard deviation of 0.29 points: six of them are allowed.
      assert.ok(rising > 4800 && rising < 5160, `byte ${place} rises ${rising} times`);
      const mean = column.reduce((sum, value) => sum + value, 0) / column.length;
      // Mean 127.5, standard deviation 0.74.
      assert.ok(mean > 122.5 && mean < 132.5, `byte ${place} has mean ${mean}`);
    }
  });

  test('A045 RFC 6749 §10.10: every bit of a token is set half the time', () => {
    const ones = new Array<number>(264).fill(0);
    for (const { token } of mint(10_000)) {
      for (const [place, byte] of Buffer.from(token, 'base64url').entries()) for (let bit = 0; bit < 8; bit++) ones[place * 8 + bit] = (ones[place * 8 + bit] as number) + ((byte >> bit) & 1);
    }
    // Mean 5,000, standard deviation 50.
    for (const [bit, count] of ones.entries()) assert.ok(count > 4650 && count < 5350, `bit ${bit} is set ${count} times`);
  });

  test('RFC 6749 §10.3: a presented token leads to the key that it was stored under', () => {
    for (const { token, key } of mint(1000, 7)) assert.equal(tokens.keyOf(token), key);
    for (const now of [0, 1, 2 ** 32, 2 ** 48 - 1]) { const { token, key } = tokens.mint(now); assert.equal(tokens.keyOf(token), key); }
  });

  test('RFC 6749 §10.3: keys of later tokens sort after those of earlier ones, so that rows are appended', () => {
    const keys = mint(2000, 1).map(({ key }) => key);
    assert.deepEqual([...keys].sort(), keys);
    fc.assert(fc.property(fc.nat({ max: 2 ** 45 }), fc.integer({ min: 1, max: 2 ** 40 }), (now, later) => { assert.ok(tokens.mint(now).key < tokens.mint(now + later).key); }));
  });

  test('RFC 6749 §10.3: the key does not give the token away', () => {
    for (const { token, key } of mint(100)) for (let i = 0; i + 6 <= token.length; i++) assert.ok(!key.includes(token.slice(i, i + 6)));
  });

  test('A093 RFC 6749 §10.3: another spelling of a token is refused or leads nowhere', () => {
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    const made = mint(50);
    const known = new Set(made.map(({ key }) => key));
    for (const { token } of made) {
      for (const wrong of [`${token}=`, `${token}==`, ` ${token}`, `${token} `, `${token}\n`, `\n${token}`, `${token}\0`, `${token}A`, token.slice(1), token.slice(0, -1), '', `${token.slice(0, 43)}+`, `${token.slice(0, 43)}/`, `${token.slice(0, 43)}\u00e9`, `${token}\n${token}`]) assert.equal(tokens.keyOf(wrong), undefined, JSON.stringify(wrong));
      for (const last of alphabet) if (last !== token.at(-1)) assert.ok(!known.has(tokens.keyOf(token.slice(0, -1) + last) as never), `last character ${last}`);
      for (let i = 0; i < token.length; i++) {
        const letter = token[i] as string;
        const flipped = letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase();
        if (flipped !== letter) assert.ok(!known.has(tokens.keyOf(token.slice(0, i) + flipped + token.slice(i + 1)) as never), `case of character ${i}`);
      }
    }
  });

  test('RFC 6749 §10.3: any text that is not of the form has no key, and none throws', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => { assert.equal(tokens.keyOf(text) !== undefined, /^[A-Za-z0-9_-]{44}$/.test(text)); }));
  });

  test('RFC 6749 §10.10: with another mask key a token has another key, and the same key on every node', () => {
    const [other, same] = [opaqueTokens(createSecretKey(randomBytes(32))), opaqueTokens(createSecretKey(Buffer.alloc(32, 1)))];
    for (const { token, key } of mint(200)) {
      assert.notEqual(other.keyOf(token), key);
      assert.equal(same.keyOf(token), key);
    }
  });
});

describe('RFC 7519 §4.1.7: keys that stand for themselves', () => {
  test('RFC 7519 §4.1.7: 10,000 of one moment are different, and later ones sort later', () => {
    assert.equal(new Set(Array.from({ length: 10_000 }, () => newKey(start))).size, 10_000);
    const keys = Array.from({ length: 1000 }, (_, i) => newKey(start + i));
    assert.deepEqual([...keys].sort(), keys);
    for (const key of keys) assert.match(key, /^[0-9a-f]{12}[A-Za-z0-9_-]{32}$/);
  });
});
