import type { KeyObject } from 'node:crypto';
import type { Awaitable } from '../../kernel/awaitable.ts';
import type { SigningAlgorithm } from '../vocabulary/names.ts';
import type { Unsigned, VerifiedJwt } from './key-ring.ts';

/** A private key, with the names that its signatures carry. A bare KeyObject: any other form costs a conversion at each signature. */
export interface JwsSigningKey { readonly kid: string; readonly alg: SigningAlgorithm; readonly privateKey: KeyObject }
/** A public key; it verifies its one algorithm and no other (RFC 8725 §3.1). */
export interface JwsVerificationKey { readonly kid: string; readonly alg: SigningAlgorithm; readonly publicKey: KeyObject }

/** A JWT to be becomes a JWS in compact serialization. ES256 and EdDSA answer at once, RSA from the thread pool. */
export type SignJwt = (token: Unsigned) => Awaitable<string>;
/** The key of a kid, if it is one that may verify now. */
export type FindVerificationKey = (kid: string) => Awaitable<JwsVerificationKey | undefined>;

/** RFC 7515: what the key ring needs of signatures. */
export interface Jws {
  /** Prepares everything that does not change from one signature to the next. */
  signerFor(key: JwsSigningKey): SignJwt;
  /** `undefined`: not a JWT as this server writes them, no such key, or a wrong signature. Throws only what `findKey` throws. */
  verify(jwt: string, findKey: FindVerificationKey): Promise<VerifiedJwt | undefined>;
}
