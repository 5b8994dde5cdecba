import { hash, randomFillSync, type KeyObject } from 'node:crypto';
import type { Brand } from './brand.ts';
import type { Milliseconds } from './time.ts';

/** A secret value handed out: code, token, session or transaction id. 44 characters of `[A-Za-z0-9_-]`, 216 random bits. */
export type OpaqueToken = Brand<string, 'OpaqueToken'>;
/** What the store knows of an opaque token: creation time (12 hex digits, so that rows are kept in time order) and 192 bits of its hash. */
export type TokenKey = Brand<string, 'TokenKey'>;

/** A key that stands for itself: for rows that no secret value leads to (grants, log lines, `jti`). Time-ordered, 192 random bits. */
export const newKey = (now: Milliseconds): TokenKey => (now.toString(16).padStart(12, '0') + random27().toString('base64url', 0, 24)) as TokenKey;

/** Sorts before every key that was made at this time or later, and after all others. */
export const keyFloor = (time: Milliseconds): string => Math.min(Math.max(0, Math.floor(time)), 2 ** 48 - 1).toString(16).padStart(12, '0');

/** When the row was made. */
export const timeOfKey = (key: TokenKey): Milliseconds => Number.parseInt(key.slice(0, 12), 16);

const keyShape = /^[0-9a-f]{12}[A-Za-z0-9_-]{32}$/;
/** A key that is told outside as the name of a row, read back; `undefined` where it can't be one. It names a row and nothing more: as a token it finds none. */
export const parseTokenKey = (text: string): TokenKey | undefined => (keyShape.test(text) ? text as TokenKey : undefined);

/** Makes opaque tokens, and finds the key of one that is presented. */
export interface OpaqueTokens {
  /** A new token and its key. */
  mint(now: Milliseconds): { readonly token: OpaqueToken; readonly key: TokenKey };
  /** The key of a presented token; `undefined` when it can't be one of ours. */
  keyOf(presented: string): TokenKey | undefined;
}

const shape = /^[A-Za-z0-9_-]{44}$/;
const randomLength = 27;
const pool = Buffer.alloc(randomLength * 512);
let used = pool.length;

/** Random bytes from a pool: one call to the generator for 512 tokens. Every byte is handed out once and then wiped. */
function random27(): Buffer {
  if (used === pool.length) { randomFillSync(pool); used = 0; }
  const bytes = Buffer.from(pool.subarray(used, used + randomLength));
  pool.fill(0, used, used + randomLength);
  used += randomLength;
  return bytes;
}

/**
 * Opaque values whose rows lie in time order although the values show no time.
 * A value is 6 bytes of creation time, masked with a keyed hash of the 27 random bytes that follow it: rows stay append-only (cheap at any table size),
 * and an outsider sees 33 bytes without structure (RFC 6749 §10.10).
 * @param maskKey a secret key, the same on every node and after every restart
 */
export function opaqueTokens(maskKey: KeyObject): OpaqueTokens {
  // Key and random bytes have fixed lengths, so a plain hash of both is as good as an HMAC here, at a tenth of the cost: it hides the time, nothing else.
  const keyed = Buffer.concat([maskKey.export(), Buffer.alloc(randomLength)]);
  const mask = (random: Buffer) => {
    random.copy(keyed, keyed.length - randomLength);
    return hash('sha256', keyed, 'buffer');
  };
  const keyFor = (token: string, time: Buffer) => (time.toString('hex') + hash('sha256', token, 'base64url').slice(0, 32)) as TokenKey;

  return {
    mint(now) {
      const random = random27();
      const time = Buffer.allocUnsafe(6);
      time.writeUIntBE(now, 0, 6);
      const token = Buffer.concat([xor6(time, mask(random)), random]).toString('base64url') as OpaqueToken;
      return { token, key: keyFor(token, time) };
    },
    keyOf(presented) {
      if (!shape.test(presented)) return undefined;
      const bytes = Buffer.from(presented, 'base64url');
      return keyFor(presented, xor6(bytes, mask(bytes.subarray(6))));
    },
  };
}

function xor6(a: Buffer, b: Buffer): Buffer {
  const out = Buffer.allocUnsafe(6);
  for (let i = 0; i < 6; i++) out[i] = (a[i] as number) ^ (b[i] as number);
  return out;
}
