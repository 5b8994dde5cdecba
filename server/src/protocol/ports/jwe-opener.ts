import type { KeyObject } from 'node:crypto';
import type { Awaitable } from '../../kernel/awaitable.ts';
import type { EncryptionKeyAlgorithm } from '../vocabulary/names.ts';

/** A private key that opens what was encrypted to its public half, with the algorithms of its one family. */
export interface JweDecryptionKey { readonly kid: string; readonly alg: EncryptionKeyAlgorithm; readonly privateKey: KeyObject }
/** The key that a JWE names; without `kid` the current one of the family. */
export type FindDecryptionKey = (wanted: { readonly alg: EncryptionKeyAlgorithm; readonly kid: string | undefined }) => Awaitable<JweDecryptionKey | undefined>;

/** RFC 7516 §5.2: what the key ring needs of encryption. */
export interface JweOpener {
  /** The text inside. `undefined`: not a JWE as this server takes them, no such key, or it does not open. Throws only what `findKey` throws. */
  open(jwe: string, findKey: FindDecryptionKey): Promise<string | undefined>;
}
