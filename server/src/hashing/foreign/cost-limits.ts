import type { HashProblem } from '../../identity/ports/foreign-hashes.ts';

/** A hash is computed at every try to sign in, by whoever tries: what one costs is bounded when it comes in. */
export const costLimits = Object.freeze({
  /** About a second. */
  bcryptCost: 14,
  /** 256 MiB, for argon2 in KiB, for scrypt in bytes. */
  argon2Memory: 262_144,
  scryptMemory: 268_435_456,
  /** Memory times passes, in KiB. */
  argon2Work: 1_048_576,
  argon2Lanes: 16,
  /** N times r times p. */
  scryptWork: 4_194_304,
  /** Iterations times blocks of output (RFC 8018 §5.2). */
  pbkdf2Iterations: 2_000_000,
});

/** Shorter ones are met by chance, or were cut off. In bytes. */
export const fewestHashBytes = 16;
/** In bytes. */
export const mostHashBytes = 512;

/** A hash that is too costly, or too cheap to be one. */
export const beyond = (path: string, message: string): HashProblem => ({ code: 'MAXIMUM', message, path });
/** A hash that is not written as it must be. */
export const malformed = (path: string, message: string): HashProblem => ({ code: 'FORMAT', message, path });
/** A word that is not one of those that are known. */
export const unknownWord = (path: string, message: string): HashProblem => ({ code: 'ENUM_MISMATCH', message, path });
/** Something that is needed is not there. */
export const missing = (path: string, message: string): HashProblem => ({ code: 'OBJECT_MISSING_REQUIRED_PROPERTY', message, path });
