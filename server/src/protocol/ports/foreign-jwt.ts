import type { Unsigned } from './key-ring.ts';

/** RFC 7517 §4: a JSON Web Key as it came. Keep the same object: what was made of it is remembered by it. */
export type Jwk = Readonly<Record<string, unknown>>;

/** A JWT that somebody else wrote: its header and its claims. `exp` and the rest are for the caller to judge. */
export interface ForeignJwt {
  readonly header: Readonly<Record<string, unknown>> & { readonly alg: string; readonly kid?: string; readonly typ?: string };
  readonly claims: Readonly<Record<string, unknown>>;
}

/** Reads and verifies what clients and others signed. Nothing here throws for any input, and nothing is ever fetched. */
export interface ForeignJwts {
  /**
   * Reads without believing: three parts in canonical base64url, JSON objects, 64 KiB at most.
   * The signature may be empty, so an unsigned one can be looked at too. `undefined`: it is no such thing.
   */
  read(jwt: string): ForeignJwt | undefined;
  /**
   * RFC 7515 §5.2: the signature holds under one of the keys, and its algorithm is one of `algs` (and of those that are known here).
   * A `kid` in the header chooses the key; without one, every key that fits is tried, ten at most.
   * @returns `no_key` when no key fits, so that fetching the set again may help; `undefined` when the signature does not hold
   */
  verify(jwt: string, keys: readonly Jwk[], algs: readonly string[]): Promise<ForeignJwt | 'no_key' | undefined>;
  /** OIDC Core §10.1: HS256, HS384 or HS512 with a client secret, in UTF-8. RFC 7518 §3.2: a secret that is shorter than the hash verifies nothing. */
  verifyWithSecret(jwt: string, secret: string, algs: readonly string[]): Promise<ForeignJwt | undefined>;
  /** RFC 9449 §4.3: the signature holds under the public key in its own header. */
  verifySelfSigned(jwt: string, algs: readonly string[]): Promise<(ForeignJwt & { readonly jwk: Jwk }) | undefined>;
  /** RFC 7638 §3, with SHA-256, in base64url. Throws a TypeError for what is no RSA, EC, OKP or oct key. */
  thumbprint(jwk: Jwk): string;
}

/** Signs with what a client and the server both know. */
export interface SecretSigner {
  /** OIDC Core §10.1: HS256 with the secret in UTF-8. Throws a RangeError when it is shorter than 32 bytes (RFC 7518 §3.2), which registration has to refuse. */
  signWithSecret(secret: string, token: Unsigned): string;
}

/** RFC 7516 §7.1: encrypts for others, in compact serialization. */
export interface Jwe {
  /** The caller chooses the key of the recipient; its `kid` goes into the header. `content` is a JWS or JSON text. Throws for a key or an algorithm that registration has to refuse. */
  encrypt(content: string, to: { readonly jwk: Jwk; readonly alg: string; readonly enc: string; readonly cty?: string; readonly typ?: string }): Promise<string>;
  /** OIDC Core §10.2: `dir`, `A128KW` or `A256KW` with a key derived from the secret of the client. */
  encryptWithSecret(content: string, to: { readonly secret: string; readonly alg: string; readonly enc: string; readonly cty?: string }): Promise<string>;
}
