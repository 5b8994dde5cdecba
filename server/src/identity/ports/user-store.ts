import type { TenantId } from '../../kernel/tenant.ts';
import type { Seconds } from '../../kernel/time.ts';

/** A person of a tenant. `profile` holds the OIDC Core §5.1 claims that were given, named as on the wire. */
export interface User {
  readonly id: string;
  readonly connection: string;
  /** As the person wrote it. */
  readonly email: string | undefined;
  /** The one form under which it is found again: NFKC, lower case. */
  readonly canonicalEmail: string | undefined;
  readonly emailVerified: boolean;
  readonly username: string | undefined;
  readonly blocked: boolean;
  /** A PHC string, or nothing for a person without a password. */
  readonly passwordHash: string | undefined;
  readonly profile: Readonly<Record<string, unknown>>;
  readonly userMetadata: Readonly<Record<string, unknown>>;
  readonly appMetadata: Readonly<Record<string, unknown>>;
  readonly createdAt: Seconds;
  readonly updatedAt: Seconds;
}

/** The people of every tenant. */
export interface UserStore {
  find(tenant: TenantId, id: string): Promise<User | undefined>;
  /** By canonical email or by username, in one connection. */
  findByLogin(tenant: TenantId, connection: string, login: string): Promise<User | undefined>;
  insert(tenant: TenantId, user: User): Promise<'inserted' | 'taken'>;
  replacePasswordHash(tenant: TenantId, id: string, passwordHash: string, at: Seconds): Promise<void>;
  setBlocked(tenant: TenantId, id: string, blocked: boolean, at: Seconds): Promise<void>;
  /** Removes the person with sessions, grants and consents. */
  remove(tenant: TenantId, id: string): Promise<void>;
}
