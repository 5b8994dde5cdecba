import type { LogRecord } from '../../kernel/log-record.ts';
import type { TenantId } from '../../kernel/tenant.ts';
import type { Seconds } from '../../kernel/time.ts';
import type { EncryptionKeyAlgorithm, SigningAlgorithm } from '../vocabulary/names.ts';

/** What a key of a ring is for. */
export type RingAlgorithm = SigningAlgorithm | EncryptionKeyAlgorithm;

/** `next` is published before it signs, `previous` after it signed: verifiers with a cached key set never fail. A key for encryption is `current` from its first moment. */
export type KeyState = 'next' | 'current' | 'previous' | 'revoked';

/** A key of a ring at rest: the private half is sealed, the public half is a JWK. */
export interface StoredSigningKey {
  readonly kid: string;
  readonly alg: RingAlgorithm;
  readonly state: KeyState;
  /** Sealed PKCS #8, base64url. */
  readonly sealed: string;
  readonly publicJwk: Readonly<Record<string, unknown>>;
  readonly createdAt: Seconds;
  readonly stateSince: Seconds;
}

/** The keys of the tenants, sealed: private keys are never stored in the clear. */
export interface SigningKeyStore {
  list(tenant: TenantId): Promise<readonly StoredSigningKey[]>;
  /**
   * Stores new keys and state changes in one atomic step, provided that the ring still looks as the caller saw it:
   * `expected` is the list of `kid:state` of all keys of the tenant, sorted. Of two nodes that rotate at once exactly one is `changed`. `log` is a line of the log that is stored with it, or not at all.
   */
  change(tenant: TenantId, expected: readonly string[], inserts: readonly StoredSigningKey[], states: readonly { readonly kid: string; readonly state: KeyState; readonly at: Seconds }[], log?: LogRecord): Promise<'changed' | 'stale'>;
}
