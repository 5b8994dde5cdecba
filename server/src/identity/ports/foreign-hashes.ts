/** Starts a stored hash that another system made. What stands behind it is known to the hashing floor alone. */
const mark = 'foreign:';

/** A stored hash that another system made, and that nobody has signed in with yet: at the first right password it is replaced by ours. */
export const isForeignHash = (stored: string): boolean => stored.startsWith(mark);
/** The stored form of a hash of another system. */
export const markForeign = (text: string): string => `${mark}${text}`;
/** What stands behind the mark. */
export const unmarkForeign = (stored: string): string => stored.slice(mark.length);

/** A text in one of the ways in which bytes are written. */
export interface EncodedBytes { readonly value: string; readonly encoding?: string }

/** Auth0: `custom_password_hash` of a person who is imported. */
export interface CustomPasswordHash {
  readonly algorithm: string;
  readonly hash: EncodedBytes & { readonly digest?: string; readonly key?: EncodedBytes };
  readonly salt?: EncodedBytes & { readonly position?: string };
  readonly password?: { readonly encoding?: string };
  /** scrypt (RFC 7914 §2): length of the derived key in bytes, N, r and p. */
  readonly keylen?: number;
  readonly cost?: number;
  readonly blockSize?: number;
  readonly parallelization?: number;
}

/** Why a hash is not taken. `code` as in Auth0's errors of an import; `path` is the member at fault, without a leading dot. */
export interface HashProblem { readonly code: string; readonly message: string; readonly path: string }

/** Reads the hashes that other systems made, in the shapes of Auth0's bulk import. */
export interface ForeignHashes {
  /** The text to store, or what is wrong with it: unknown, malformed, or too costly to be computed at every sign-in. */
  read(given: CustomPasswordHash): { readonly stored: string } | HashProblem;
}
