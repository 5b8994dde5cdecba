import type { LogRecord } from '../../kernel/log-record.ts';
import type { TenantId } from '../../kernel/tenant.ts';
import type { Seconds } from '../../kernel/time.ts';
import type { User } from './user-store.ts';

/** An account that became a further identity of a person: with its own names and password, which sign in as that person. */
export interface LinkedUser extends Omit<User, 'blocked' | 'updatedAt' | 'lastSignIn' | 'linkedId'> { readonly linkedAt: Seconds }

/** Two accounts of one tenant, by their ids. */
export interface Pair { readonly primary: string; readonly secondary: string }

/** What is stored with a change, and when it is. */
export interface LinkChange { readonly at: Seconds; readonly log?: LogRecord }

/** Seed row 172: the identities of a person beside the first. */
export interface LinkedUsers {
  /** Whose further identity this is; `undefined`: nobody's. */
  findOwner(tenant: TenantId, id: string): Promise<string | undefined>;
  /** Those of one person, in the order in which they were linked. */
  listOf(tenant: TenantId, userId: string): Promise<readonly LinkedUser[]>;
  /**
   * The secondary account, and whatever was linked to it, becomes an identity of the primary. Its sessions, grants, consents, roles and permissions end in the same commit.
   * `lost`: one of the two is no account any more.
   */
  link(tenant: TenantId, pair: Pair, change: LinkChange): Promise<'linked' | 'lost'>;
  /** The identity becomes an account of its own again. `taken`: meanwhile somebody else has its id. */
  unlink(tenant: TenantId, pair: Pair, change: LinkChange): Promise<'unlinked' | 'lost' | 'taken'>;
  /** A new hash of the password of an identity. */
  replacePasswordHash(tenant: TenantId, id: string, passwordHash: string): Promise<void>;
  /** As `UserStore.renewPasswordHash`, for the password of an identity. */
  renewPasswordHash(tenant: TenantId, id: string, renewal: { readonly seen: string; readonly next: string }): Promise<void>;
}
