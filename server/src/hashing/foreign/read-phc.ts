import { parseOptions } from '@node-rs/argon2';
import type { HashProblem } from '../../identity/ports/foreign-hashes.ts';
import { beyond, costLimits, fewestHashBytes, malformed, mostHashBytes, unknownWord } from './cost-limits.ts';
import { decodeBytes } from './decode-bytes.ts';
import { digestBytes, hasNode } from './digests.ts';
import type { ForeignHash } from './foreign-hash.ts';

const place = 'custom_password_hash.hash.value';
type Found<Kind extends ForeignHash['kind']> = Omit<Extract<ForeignHash, { readonly kind: Kind }>, 'encoding'> | HashProblem;

/** argon2i, argon2d or argon2id, in the format of the PHC. */
export function readArgon2(phc: string): Found<'argon2'> {
  const options = argon2Options(phc);
  if (options === undefined) return malformed(place, 'The hash is no argon2 hash in the format of the PHC, such as $argon2id$v=19$m=65536,t=2,p=1$salt$hash.');
  const { memoryCost, timeCost, parallelism, outputLen } = options;
  const most = costLimits;
  if (memoryCost > most.argon2Memory || memoryCost * timeCost > most.argon2Work || parallelism > most.argon2Lanes) {
    return beyond(place, `m is ${memoryCost}, t is ${timeCost}, p is ${parallelism}: at most are m ${most.argon2Memory} (256 MiB), m times t ${most.argon2Work}, p ${most.argon2Lanes}.`);
  }
  return outputLen < fewestHashBytes || outputLen > mostHashBytes ? malformed(place, `The hash has ${outputLen} bytes; it must have ${fewestHashBytes} to ${mostHashBytes}.`) : { kind: 'argon2', phc, memory: memoryCost };
}

function argon2Options(phc: string): ReturnType<typeof parseOptions> | undefined {
  if (phc.length > 2048 || !/^\$argon2(id|i|d)\$(v=\d{1,3}\$)?m=\d{1,10},t=\d{1,10},p=\d{1,3}\$[A-Za-z0-9+/]{11,}\$[A-Za-z0-9+/]+$/.test(phc)) return undefined;
  try { return parseOptions(phc); } catch { return undefined; }
}

interface Phc { readonly id: string; readonly parameters: ReadonlyMap<string, number>; readonly salt: Buffer; readonly hash: Buffer }

/** `$id$name=number,…$salt$hash`, with salt and hash in base64. */
function parsePhc(text: string): Phc | undefined {
  const [, id = '', parameters = '', salt = '', value = ''] = /^\$([a-z0-9-]{1,64})\$(?:([a-z]{1,8}=\d{1,10}(?:,[a-z]{1,8}=\d{1,10}){0,5})\$)?([A-Za-z0-9+/_-]{1,700}={0,2})\$([A-Za-z0-9+/_-]{1,700}={0,2})$/.exec(text) ?? [];
  const [saltBytes, hashBytes] = [decodeBytes({ value: salt, encoding: 'base64' }), decodeBytes({ value, encoding: 'base64' })];
  if (id === '' || saltBytes === undefined || hashBytes === undefined) return undefined;
  return { id, parameters: new Map(parameters.split(',').map((pair) => pair.split('=')).map(([name = '', number]) => [name, Number(number)])), salt: saltBytes, hash: hashBytes };
}

/** Auth0: `$pbkdf2-sha512$i=100000,l=64$salt$hash` (RFC 8018 §5.2); without `i` and `l` these are the numbers. */
export function readPbkdf2(text: string): Found<'pbkdf2'> {
  const phc = parsePhc(text);
  const digest = /^pbkdf2-(.+)$/.exec(phc?.id ?? '')?.[1];
  if (phc === undefined || digest === undefined) return malformed(place, 'The hash is no PBKDF2 hash in the format of the PHC, such as $pbkdf2-sha256$i=100000,l=32$salt$hash.');
  if (!hasNode(digest)) return unknownWord(place, `PBKDF2 with ${digest} is not supported: it must be one of ${Object.keys(digestBytes).filter(hasNode).join(', ')}.`);
  const { parameters, salt, hash } = phc;
  const iterations = parameters.get('i') ?? 100_000;
  const refused = tooManyIterations(iterations, Math.ceil(hash.length / (digestBytes[digest] ?? 1))) ?? wrongLength(hash, parameters.get('l') ?? hash.length);
  return refused ?? { kind: 'pbkdf2', digest, iterations, salt: salt.toString('base64url'), hash: hash.toString('base64url') };
}

function tooManyIterations(iterations: number, blocks: number): HashProblem | undefined {
  if (iterations >= 1 && iterations * blocks <= costLimits.pbkdf2Iterations) return undefined;
  return beyond(place, `i is ${iterations} for ${blocks} blocks of output: at most are ${costLimits.pbkdf2Iterations} together.`);
}

/** `$scrypt$ln=15,r=8,p=1$salt$hash` (RFC 7914 §2). */
export function readScryptPhc(text: string): Found<'scrypt'> {
  const phc = parsePhc(text);
  const ln = phc?.parameters.get('ln');
  if (phc?.id !== 'scrypt' || ln === undefined || ln > 40) return malformed(place, 'The hash is no scrypt hash in the format of the PHC, such as $scrypt$ln=15,r=8,p=1$salt$hash.');
  return readScrypt({ cost: 2 ** ln, blockSize: phc.parameters.get('r') ?? 8, parallelization: phc.parameters.get('p') ?? 1, salt: phc.salt, hash: phc.hash, length: phc.hash.length });
}

interface Scrypt { readonly cost: number; readonly blockSize: number; readonly parallelization: number; readonly salt: Buffer; readonly hash: Buffer; readonly length: number }

/** RFC 7914 §6: N is a power of two above one. */
export function readScrypt({ cost, blockSize, parallelization, salt, hash, length }: Scrypt): Found<'scrypt'> {
  const at = 'custom_password_hash.cost';
  if (cost < 2 || !Number.isInteger(Math.log2(cost))) return malformed(at, `cost is ${cost}; it must be a power of two above one.`);
  if (128 * cost * blockSize > costLimits.scryptMemory || cost * blockSize * parallelization > costLimits.scryptWork || blockSize < 1 || parallelization < 1) {
    return beyond(at, `cost is ${cost}, blockSize ${blockSize}, parallelization ${parallelization}: 128 times cost times blockSize may be ${costLimits.scryptMemory} at most, and all three together ${costLimits.scryptWork}.`);
  }
  return wrongLength(hash, length) ?? { kind: 'scrypt', cost, blockSize, parallelization, salt: salt.toString('base64url'), hash: hash.toString('base64url') };
}

function wrongLength(hash: Buffer, length: number): HashProblem | undefined {
  if (hash.length !== length) return malformed(place, `The hash has ${hash.length} bytes where ${length} are said.`);
  return hash.length < fewestHashBytes || hash.length > mostHashBytes ? malformed(place, `The hash has ${hash.length} bytes; it must have ${fewestHashBytes} to ${mostHashBytes}.`) : undefined;
}
