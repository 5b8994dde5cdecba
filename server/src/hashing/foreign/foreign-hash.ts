import { markForeign, unmarkForeign } from '../../identity/ports/foreign-hashes.ts';

/** How the password becomes the bytes that were hashed: its encoding, and a salt before or after it. Bytes are base64url. */
interface Input { readonly encoding: BufferEncoding; readonly prefix?: string; readonly suffix?: string }

/** A hash that another system made, read and found good. Bytes are base64url. */
export type ForeignHash = Input & (
  | { readonly kind: 'bcrypt'; readonly crypt: string }
  | { readonly kind: 'argon2'; readonly phc: string; /** In KiB. */ readonly memory: number }
  | { readonly kind: 'scrypt'; readonly cost: number; readonly blockSize: number; readonly parallelization: number; readonly salt: string; readonly hash: string }
  | { readonly kind: 'pbkdf2'; readonly digest: string; readonly iterations: number; readonly salt: string; readonly hash: string }
  | { readonly kind: 'digest'; readonly digest: string; readonly hash: string }
  | { readonly kind: 'hmac'; readonly digest: string; readonly key: string; readonly hash: string }
);

/** The text in which it is stored. A key of an HMAC stands in it as it was given: whoever reads the table has what the other system kept beside its hashes. */
export const renderForeign = (hash: ForeignHash): string => markForeign(JSON.stringify(hash));

/** Reads what `renderForeign` wrote; throws for anything else, which is a fault of ours. */
export const parseForeign = (stored: string): ForeignHash => JSON.parse(unmarkForeign(stored)) as ForeignHash;
