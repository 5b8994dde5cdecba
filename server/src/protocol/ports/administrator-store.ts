import type { LogRecord } from '../../kernel/log-record.ts';
import type { TenantId } from '../../kernel/tenant.ts';
import type { Seconds } from '../../kernel/time.ts';
import type { AdministratorRole } from '../administration/administrator-role.ts';

/** What tokens and their gate ask. */
export interface AdministratorRoles {
  /** The role that somebody has now. Read from the database each time: what was taken away is gone at once, on every node. Who is blocked or gone has none. */
  findAdministratorRole(tenant: TenantId, userId: string): Promise<AdministratorRole | undefined>;
}

/** Somebody who administers, in short. */
export interface Administrator {
  readonly userId: string;
  readonly role: AdministratorRole;
  readonly since: Seconds;
  readonly email: string | undefined;
  readonly name: string | undefined;
  readonly picture: string | undefined;
  readonly connection: string;
  readonly blocked: boolean;
  readonly lastLogin: Seconds | undefined;
}

/** `role: undefined` takes it away. `only`: the change is made for who has a role already, or for who has none. */
export interface AdministratorChange { readonly userId: string; readonly role: AdministratorRole | undefined; readonly at: Seconds; readonly only?: 'present' | 'absent' }

/** Who administers a tenant. Every write is durable when it resolves; `log` is a line of the log that is stored with it, or not at all. */
export interface AdministratorStore extends AdministratorRoles {
  /** By the time since when. */
  list(tenant: TenantId): Promise<readonly Administrator[]>;
  /**
   * Of changes at once none is lost, so that always an owner is left who can sign in. `unknown`: there is no such person, or no such administrator to change or remove;
   * `present`: somebody who has a role should get one as a new one.
   */
  change(tenant: TenantId, change: AdministratorChange, log?: LogRecord): Promise<'changed' | 'unknown' | 'present' | 'last_owner'>;
}
