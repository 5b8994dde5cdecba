import type { LogRecord } from '../../kernel/log-record.ts';
import type { Tenant } from '../../kernel/tenant.ts';
import type { SigningAlgorithm } from '../vocabulary/names.ts';
import type { RingAlgorithm, StoredSigningKey } from './signing-key-store.ts';

/** `overtaken`: somebody else rotated at the same time, so nothing was left to do, and no line of the log was written. */
export type KeyRotation =
  | { readonly outcome: 'rotated'; readonly keys: readonly { readonly alg: RingAlgorithm; readonly current: string; readonly next: string }[] }
  | { readonly outcome: 'overtaken' };

/** What administrators do with the keys of a tenant. The line of the log is stored with the change. */
export interface KeyAdministration {
  /** All keys that ever were, private halves sealed. */
  list(tenant: Tenant): Promise<readonly StoredSigningKey[]>;
  /** Of one algorithm, or of all: what is next signs from now on, and a new next one is published. */
  rotate(tenant: Tenant, alg: SigningAlgorithm | undefined, log: LogRecord): Promise<KeyRotation>;
  /** From now on it is not published and verifies nothing; a revoked current key has its successor in the same step. */
  revoke(tenant: Tenant, kid: string, log: LogRecord): Promise<'revoked' | 'unknown'>;
}
