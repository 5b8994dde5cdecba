import type { TenantId } from '../../kernel/tenant.ts';
import type { AdministratorRoles } from './administrator-store.ts';
import type { LogRecord } from '../../kernel/log-record.ts';

/** A name for what somebody does, with the permissions that belong to it. */
export interface Role { readonly id: string; readonly name: string; readonly description: string }

/** A permission of one API. `api` is its identifier. */
export interface ApiPermission { readonly api: string; readonly permission: string }

/** A permission that a person has, and whence: `role` is `undefined` where it was given to the person directly. */
export interface SourcedPermission extends ApiPermission { readonly role: Pick<Role, 'id' | 'name'> | undefined }

/** Somebody who has a role, in short. */
export interface RoleMember { readonly userId: string; readonly email: string | undefined; readonly name: string | undefined; readonly picture: string | undefined }

/** Which members: by number (`offset`), or those behind one (`after`). */
export type MemberPage = { readonly limit: number } & ({ readonly offset: number } | { readonly after: string | undefined });

/** What somebody has at APIs, as tokens need it. */
export interface PersonPermissions extends AdministratorRoles {
  /** The permissions of one API that a person has now, by roles and directly, each once. Read from the database each time: what was taken away is gone at once, on every node. */
  findPermissions(tenant: TenantId, userId: string, api: string): Promise<readonly string[]>;
}

/** Roles, their permissions, and who has them. Every write is durable when it resolves; `log` is a line of the log that is stored with it, or not at all. */
export interface RoleStore extends PersonPermissions {
  /** By name. */
  listRoles(tenant: TenantId): Promise<readonly Role[]>;
  findRole(tenant: TenantId, id: string): Promise<Role | undefined>;
  /** `taken`: another role has the name. */
  insertRole(tenant: TenantId, role: Role, log?: LogRecord): Promise<'inserted' | 'taken'>;
  replaceRole(tenant: TenantId, role: Role, log?: LogRecord): Promise<'replaced' | 'unknown' | 'taken'>;
  /** With its permissions, from everybody. */
  removeRole(tenant: TenantId, id: string, log?: LogRecord): Promise<'removed' | 'unknown'>;

  listRolePermissions(tenant: TenantId, roleId: string): Promise<readonly ApiPermission[]>;
  /** What the role has already stays. What belongs to no API any more is left out. */
  addRolePermissions(tenant: TenantId, change: PermissionChange, log?: LogRecord): Promise<'done' | 'unknown'>;
  removeRolePermissions(tenant: TenantId, change: PermissionChange, log?: LogRecord): Promise<'done' | 'unknown'>;

  /** By user id. */
  listMembers(tenant: TenantId, roleId: string, page: MemberPage): Promise<readonly RoleMember[]>;
  countMembers(tenant: TenantId, roleId: string): Promise<number>;
  /** Gives a role to people. Who does not exist any more is left out. */
  addMembers(tenant: TenantId, change: { readonly id: string; readonly users: readonly string[] }, log?: LogRecord): Promise<'done' | 'unknown'>;

  listRolesOf(tenant: TenantId, userId: string): Promise<readonly Role[]>;
  /** Gives roles to a person. A role that does not exist any more is left out. */
  addRolesTo(tenant: TenantId, change: { readonly id: string; readonly roles: readonly string[] }, log?: LogRecord): Promise<'done' | 'unknown'>;
  removeRolesFrom(tenant: TenantId, change: { readonly id: string; readonly roles: readonly string[] }, log?: LogRecord): Promise<'done' | 'unknown'>;

  /** One line for each source. */
  listPermissionsOf(tenant: TenantId, userId: string): Promise<readonly SourcedPermission[]>;
  addPermissionsTo(tenant: TenantId, change: PermissionChange, log?: LogRecord): Promise<'done' | 'unknown'>;
  /** Takes away what was given directly; what a role brings stays. */
  removePermissionsFrom(tenant: TenantId, change: PermissionChange, log?: LogRecord): Promise<'done' | 'unknown'>;
}

/** Permissions of a role or of a person, whose id it is. `unknown` is answered where there is no such role or person. */
export interface PermissionChange { readonly id: string; readonly permissions: readonly ApiPermission[] }
