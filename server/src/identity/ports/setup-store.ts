import type { LogRecord } from '../../kernel/log-record.ts';
import type { TenantId } from '../../kernel/tenant.ts';
import type { Seconds } from '../../kernel/time.ts';
import type { User } from './user-store.ts';

/** The code of a set-up link at rest: a keyed hash. */
export interface SetupCode { readonly hash: string; readonly expiresAt: Seconds }

/** Who becomes an owner. `known`: the account is there; it gets the password of `user`, and everything that was opened with the old one ends. */
export interface SetupOwner { readonly user: User; readonly known: boolean; readonly at: Seconds; readonly log: LogRecord }

/** The set-up links of tenants. Every write is durable when it resolves. */
export interface SetupStore {
  /** A newer code takes the place of the one before. */
  replace(tenant: TenantId, code: SetupCode): Promise<void>;
  find(tenant: TenantId): Promise<SetupCode | undefined>;
  /** Spends the code, makes the account or changes it, and gives the role, in one commit. `lost`: somebody else was first; `taken`: there is such an account by now. */
  redeem(tenant: TenantId, hash: string, owner: SetupOwner): Promise<'redeemed' | 'lost' | 'taken'>;
}
