import { pbkdf2, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { verify } from '@node-rs/argon2';
import { exhaustive } from '../../kernel/exhaustive.ts';
import { digestOf, hmacOf } from './digests.ts';
import type { ForeignHash } from './foreign-hash.ts';

const derive = promisify(pbkdf2);

/** Does this password have this hash? What is slow runs in the thread pool. */
export async function matchesForeign(hash: ForeignHash, password: string): Promise<boolean> {
  const input = inputOf(hash, password);
  switch (hash.kind) {
    case 'bcrypt': return (await import('@node-rs/bcrypt')).verify(input, hash.crypt);
    case 'argon2': return verify(hash.phc, input);
    case 'digest': return equal(await digestOf(hash.digest, input), bytesOf(hash.hash));
    case 'hmac': return equal(await hmacOf(hash.digest, bytesOf(hash.key), input), bytesOf(hash.hash));
    case 'pbkdf2': {
      const expected = bytesOf(hash.hash);
      return equal(await derive(input, bytesOf(hash.salt), hash.iterations, expected.length, hash.digest), expected);
    }
    case 'scrypt': {
      const expected = bytesOf(hash.hash);
      return equal(await deriveWithMemory(input, hash, expected.length), expected);
    }
    default: return exhaustive(hash);
  }
}

/** More memory than this makes a verification wait for the others of its kind. In bytes. */
const much = 67_108_864;

/** Must such hashes be computed one after the other, for the memory that each takes? */
export const isHeavy = (hash: ForeignHash): boolean => (hash.kind === 'argon2' && hash.memory * 1024 > much) || (hash.kind === 'scrypt' && 128 * hash.cost * hash.blockSize > much);

const deriveWithMemory = (input: Buffer, { cost, blockSize, parallelization, salt }: Extract<ForeignHash, { readonly kind: 'scrypt' }>, length: number) => new Promise<Buffer>((resolve, reject) => {
  const options = { N: cost, r: blockSize, p: parallelization, maxmem: 128 * blockSize * (cost + parallelization + 8) };
  scrypt(input, bytesOf(salt), length, options, (error, derived) => { if (error === null) resolve(derived); else reject(error); });
});

function inputOf({ encoding, prefix, suffix }: ForeignHash, password: string): Buffer {
  const bytes = Buffer.from(password, encoding);
  if (prefix !== undefined) return Buffer.concat([bytesOf(prefix), bytes]);
  return suffix === undefined ? bytes : Buffer.concat([bytes, bytesOf(suffix)]);
}

const bytesOf = (text: string) => Buffer.from(text, 'base64url');
const equal = (a: Buffer, b: Buffer) => a.length === b.length && timingSafeEqual(a, b);
