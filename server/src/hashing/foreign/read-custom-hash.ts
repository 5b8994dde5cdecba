import type { CustomPasswordHash, ForeignHashes, HashProblem } from '../../identity/ports/foreign-hashes.ts';
import { beyond, costLimits, malformed, missing, unknownWord } from './cost-limits.ts';
import { decodeBytes } from './decode-bytes.ts';
import { digestBytes } from './digests.ts';
import { renderForeign, type ForeignHash } from './foreign-hash.ts';
import { readLdap } from './read-ldap.ts';
import { readArgon2, readPbkdf2, readScrypt, readScryptPhc } from './read-phc.ts';

type Kernel = ForeignHash extends infer Each ? Each extends ForeignHash ? Omit<Each, 'encoding' | 'prefix' | 'suffix'> : never : never;
type Read = (given: CustomPasswordHash) => Kernel | HashProblem;

const at = (member: string) => `custom_password_hash.${member}`;

/** Auth0: what each algorithm asks for. */
const readers: Readonly<Record<string, Read>> = {
  bcrypt: ({ hash }) => readBcrypt(hash.value),
  argon2: (given) => unsalted(given) ?? readArgon2(given.hash.value),
  pbkdf2: (given) => unsalted(given) ?? readPbkdf2(given.hash.value),
  scrypt: readAuth0Scrypt,
  hmac: readHmac,
  ldap: (given) => unsalted(given) ?? readLdap(given.hash.value),
  ...Object.fromEntries(['md4', 'md5', 'sha1', 'sha256', 'sha512'].map((digest) => [digest, (given: CustomPasswordHash) => readDigest(given, digest)])),
};

/** Reads hashes in the shapes of Auth0's bulk import. */
export const foreignHashes: ForeignHashes = {
  read(given) {
    const read = Object.hasOwn(readers, given.algorithm) ? readers[given.algorithm] : undefined;
    if (read === undefined) return unknownWord(at('algorithm'), `The algorithm must be one of ${Object.keys(readers).join(', ')}.`);
    const input = readInput(given);
    if ('code' in input) return input;
    const found = read(given);
    return 'code' in found ? found : { stored: renderForeign({ ...input, ...found }) };
  },
};

const encodings: ReadonlySet<string> = new Set(['ascii', 'utf8', 'utf16le', 'ucs2', 'latin1', 'binary'] satisfies BufferEncoding[]);

/** How the password becomes bytes. The salt of scrypt is one of its own parameters. */
function readInput({ algorithm, salt, password }: CustomPasswordHash): Pick<ForeignHash, 'encoding' | 'prefix' | 'suffix'> | HashProblem {
  const encoding = password?.encoding ?? 'utf8';
  if (!encodings.has(encoding)) return unknownWord(at('password.encoding'), `The encoding of the password must be one of ${[...encodings].join(', ')}.`);
  if (salt === undefined || algorithm === 'scrypt') return { encoding: encoding as BufferEncoding };
  const bytes = decodeBytes(salt);
  if (bytes === undefined || bytes.length > 1024) return malformed(at('salt.value'), 'The salt is not written in its encoding, or has more than 1,024 bytes.');
  const { position = 'prefix' } = salt;
  if (position !== 'prefix' && position !== 'suffix') return unknownWord(at('salt.position'), 'The position of the salt must be prefix or suffix.');
  return { encoding: encoding as BufferEncoding, [position]: bytes.toString('base64url') };
}

const unsalted = ({ algorithm, salt }: CustomPasswordHash): HashProblem | undefined => (salt === undefined ? undefined : malformed(at('salt'), `The salt of ${algorithm} stands in the hash: no other one is taken.`));

/** Its input ends after 72 bytes: what the other system cut off, we must cut off too, until the hash is replaced. */
function readBcrypt(crypt: string): Kernel | HashProblem {
  const cost = Number(/^\$2[aby]\$(\d\d)\$[./A-Za-z0-9]{53}$/.exec(crypt)?.[1]);
  if (!(cost >= 4)) return malformed(at('hash.value'), 'The hash is no bcrypt hash that begins with $2a$, $2b$ or $2y$.');
  return cost > costLimits.bcryptCost ? beyond(at('hash.value'), `The cost is ${cost}; at most is ${costLimits.bcryptCost}.`) : { kind: 'bcrypt', crypt };
}

/** The bytes of the hash, in hex or base64, which must be said. */
function readHashBytes({ hash }: CustomPasswordHash): Buffer | HashProblem {
  if (hash.encoding !== 'hex' && hash.encoding !== 'base64') return unknownWord(at('hash.encoding'), 'The encoding of the hash must be hex or base64.');
  return decodeBytes(hash) ?? malformed(at('hash.value'), `The hash is not written in ${hash.encoding}.`);
}

/** The bytes of the hash, as many as the hash function gives. */
function readExact(given: CustomPasswordHash, digest: string): Buffer | HashProblem {
  const bytes = readHashBytes(given);
  const expected = digestBytes[digest] ?? 0;
  return 'code' in bytes || bytes.length === expected ? bytes : malformed(at('hash.value'), `The hash has ${bytes.length} bytes; ${digest} has ${expected}.`);
}

function readDigest(given: CustomPasswordHash, digest: string): Kernel | HashProblem {
  const bytes = readExact(given, digest);
  return 'code' in bytes ? bytes : { kind: 'digest', digest, hash: bytes.toString('base64url') };
}

/** RFC 2104 §2. */
function readHmac(given: CustomPasswordHash): Kernel | HashProblem {
  const { digest, key } = given.hash;
  if (digest === undefined || !Object.hasOwn(digestBytes, digest)) return unknownWord(at('hash.digest'), `hash.digest must be one of ${Object.keys(digestBytes).join(', ')}.`);
  if (key === undefined) return missing(at('hash.key'), 'hash.key is needed for hmac.');
  const keyBytes = decodeBytes(key);
  if (keyBytes === undefined || keyBytes.length > 1024) return malformed(at('hash.key.value'), 'The key is not written in its encoding, or has more than 1,024 bytes.');
  const bytes = readExact(given, digest);
  return 'code' in bytes ? bytes : { kind: 'hmac', digest, key: keyBytes.toString('base64url'), hash: bytes.toString('base64url') };
}

/** Auth0: salt and hash apart, with `keylen` and perhaps `cost`, `blockSize` and `parallelization`; or one text in the format of the PHC. */
function readAuth0Scrypt(given: CustomPasswordHash): Kernel | HashProblem {
  if (given.hash.value.startsWith('$')) return unsalted(given) ?? readScryptPhc(given.hash.value);
  if (given.keylen === undefined) return missing(at('keylen'), 'keylen is needed for scrypt.');
  const hash = readHashBytes(given);
  if ('code' in hash) return hash;
  const salt = given.salt === undefined ? Buffer.alloc(0) : decodeBytes(given.salt);
  if (salt === undefined || salt.length > 1024) return malformed(at('salt.value'), 'The salt is not written in its encoding, or has more than 1,024 bytes.');
  const { cost = 16_384, blockSize = 8, parallelization = 1, keylen: length } = given;
  return readScrypt({ cost, blockSize, parallelization, salt, hash, length });
}
