import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { newClientSecret } from '../../src/kernel/ids.ts';
import { secretHasher } from '../../src/hashing/secret-hasher.ts';

describe('RFC 6749 §2.3.1: client secrets at rest', () => {
  test('RFC 6749 §10.1: what is stored is SHA-256 in base64url and not the secret', () => {
    assert.equal(secretHasher.hash('abc'), 'ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0');
  });

  test('RFC 6749 §2.3.1: any of the stored hashes matches, wherever it stands', () => {
    const secret = newClientSecret();
    const [right, other, third] = [secretHasher.hash(secret), secretHasher.hash(newClientSecret()), secretHasher.hash('')];
    for (const hashes of [[right], [right, other], [other, right], [other, third, right], [right, right]]) assert.equal(secretHasher.matches(secret, hashes), true);
    for (const hashes of [[], [other], [other, third]]) assert.equal(secretHasher.matches(secret, hashes), false);
  });

  test('RFC 6749 §2.3.1: a secret that differs in case, length or by white space does not match', () => {
    const secret = newClientSecret();
    const hashes = [secretHasher.hash(secret)];
    for (const wrong of ['', secret.slice(0, -1), `${secret}A`, ` ${secret}`, `${secret}\n`, swapCase(secret), hashes[0] as string]) assert.equal(secretHasher.matches(wrong, hashes), false, wrong);
  });

  test('RFC 6749 §2.3.1: a stored text that is no SHA-256 matches nothing and throws nothing', () => {
    for (const stored of ['', 'a', '=', 'ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0A', '$argon2id$v=19$m=1$a$b']) assert.equal(secretHasher.matches('abc', [stored]), false);
  });
});

const swapCase = (text: string) => text.replace(/[A-Za-z]/g, (letter) => (letter === letter.toUpperCase() ? letter.toLowerCase() : letter.toUpperCase()));
