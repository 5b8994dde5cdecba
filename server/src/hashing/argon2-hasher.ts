import { randomBytes } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { hash, parseOptions, verify, type ParsedHashOptions } from '@node-rs/argon2';
import { isForeignHash } from '../identity/ports/foreign-hashes.ts';
import type { PasswordHasher } from '../identity/ports/password-hasher.ts';
import { boundedQueue, type BoundedQueue } from './bounded-queue.ts';

/** How much may be hashed at once; the defaults suit a machine of its own. */
export interface Argon2HasherOptions {
  /** How many hashes run at once. Each holds 19 MiB and one of the four threads of the pool, in which RS256 signatures run too: keep it below four. */
  readonly inFlight?: number;
  /** How many may wait; the next one is `busy`. */
  readonly waiting?: number;
}

/** OWASP's first choice for argon2id (the package's default variant): memory in KiB, passes, lanes. */
const parameters = { memoryCost: 19_456, timeCost: 2, parallelism: 1, outputLen: 32 } as const;
const argon2id = 2;
const version13 = 1;
const mostBytes = 1024;

/** argon2id in the thread pool, behind a bounded queue: a rush of logins costs neither the memory nor the response time of everything else. */
export function createArgon2Hasher({ inFlight = Math.min(availableParallelism(), 3), waiting = 64 }: Argon2HasherOptions = {}): PasswordHasher {
  const queue = boundedQueue({ inFlight, waiting });
  // Hashes of other systems may take a quarter of a gigabyte each.
  const heavy = boundedQueue({ inFlight: 1, waiting: 16 });
  const nobody = phcOfNobody();
  return {
    /** A password over 1,024 bytes is a bug of the caller, who must refuse it in words: it throws. */
    async hash(password) {
      const whole = parsePassword(password);
      if (whole === undefined) throw new RangeError(`A password of more than ${mostBytes} bytes reached the hasher.`);
      return queue.run(() => hash(whole, parameters));
    },

    async verify(password, phc) {
      const whole = parsePassword(password);
      if (whole === undefined) return 'wrong';
      const answer = phc !== undefined && isForeignHash(phc) ? await verifyForeign({ stored: phc, password: whole, nobody }, { queue, heavy }) : await queue.run(() => verify(phc ?? nobody, whole));
      if (answer === 'busy') return 'busy';
      return answer && phc !== undefined ? 'right' : 'wrong';
    },

    needsRehash: (phc) => isForeignHash(phc) || isWeaker(parseOptions(phc)),
  };
}

interface ForeignTry { readonly stored: string; readonly password: string; readonly nobody: string }

/**
 * A hash that another system made. A wrong password costs one hash of our own beside it, and a right one makes ours anew: where the other system hashed faster than we do,
 * such an account costs what any other one costs. Where it hashed slower, the account is slower than one that does not exist, until its person signs in for the first time:
 * that can not be hidden, or everybody would have to wait as long as for the slowest hash that was ever imported.
 */
async function verifyForeign({ stored, password, nobody }: ForeignTry, { queue, heavy }: { readonly queue: BoundedQueue; readonly heavy: BoundedQueue }): Promise<boolean | 'busy'> {
  const [{ parseForeign }, { isHeavy, matchesForeign }] = await Promise.all([import('./foreign/foreign-hash.ts'), import('./foreign/verify-foreign.ts')]);
  const hash = parseForeign(stored);
  const compare = () => queue.run(async () => {
    const right = await matchesForeign(hash, password);
    if (!right) await verify(nobody, password);
    return right;
  });
  return isHeavy(hash) ? heavy.run(compare) : compare();
}

/** NIST SP 800-63B-4 §3.1.1.2: normalised, so that a password typed on another keyboard is the same, and never cut. `undefined`: too long. */
function parsePassword(password: string): string | undefined {
  if (Buffer.byteLength(password) > mostBytes) return undefined;
  const normal = password.normalize('NFC');
  return Buffer.byteLength(normal) > mostBytes ? undefined : normal;
}

/** A stored hash that no password has, with today's parameters: an unknown account costs what a known one does. */
function phcOfNobody(): string {
  const text = (bytes: number) => randomBytes(bytes).toString('base64').replaceAll('=', '');
  return `$argon2id$v=19$m=${parameters.memoryCost},t=${parameters.timeCost},p=${parameters.parallelism}$${text(16)}$${text(parameters.outputLen)}`;
}

const isWeaker = (stored: ParsedHashOptions) =>
  (stored.algorithm as number) !== argon2id || (stored.version as number) !== version13
  || stored.memoryCost < parameters.memoryCost || stored.timeCost < parameters.timeCost || stored.outputLen < parameters.outputLen;
