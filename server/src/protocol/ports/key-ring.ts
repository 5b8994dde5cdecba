import type { Awaitable } from '../../kernel/awaitable.ts';
import type { Tenant } from '../../kernel/tenant.ts';
import type { SigningAlgorithm } from '../vocabulary/names.ts';

/** A JWT to be: header members beside `alg` and `kid`, and claims. */
export interface Unsigned { readonly typ: string; readonly claims: Readonly<Record<string, unknown>> }

/** Signs with the tenant's current key of the algorithm. ES256 and EdDSA answer at once, RSA from the thread pool. */
export interface TokenSigner {
  sign(tenant: Tenant, alg: SigningAlgorithm, token: Unsigned): Awaitable<string>;
}

/** A JWT of ours whose signature holds. `exp` and the rest are for the caller to judge. */
export interface VerifiedJwt { readonly typ: string | undefined; readonly alg: SigningAlgorithm; readonly claims: Readonly<Record<string, unknown>> }

/** Verifies what this server signed, with any key of the ring that is still published. */
export interface TokenVerifier {
  /** `undefined`: not a JWT of this tenant, or the signature does not hold. Never throws for any input. */
  verify(tenant: Tenant, jwt: string): Promise<VerifiedJwt | undefined>;
}

/** RFC 7517 §5: the published key set, ready to send. */
export interface PublishedKeys { published(tenant: Tenant): Awaitable<{ readonly body: Buffer; readonly etag: string }> }

/** RFC 7516 §5.2: opens what was encrypted to a published key of the tenant. */
export interface TokenDecrypter {
  /** The text inside. `undefined`: not a JWE in compact serialization as this server takes them, no such key, or it does not open. Never throws for any input. */
  decrypt(tenant: Tenant, jwe: string): Promise<string | undefined>;
}
