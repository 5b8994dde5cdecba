import type { TenantId } from '../../kernel/tenant.ts';
import type { ApiPermission, PermissionChange, Role, RoleMember, RoleStore } from '../../protocol/ports/role-store.ts';
import type { LogRecord } from '../../kernel/log-record.ts';
import type { MemberRow } from '../queries/role-queries.ts';
import type { Bound } from '../statement.ts';
import { UniqueViolation } from '../unique-violation.ts';
import { administratorRoleReader } from './administrator-store.ts';
import { logRow } from './log-rows.ts';
import type { StoreTools } from './store-tools.ts';

/** Roles. What hangs on a role or a person is written while its row is held, so that nothing is left of one that is removed at the same moment. */
export const roleStore = (tools: StoreTools): RoleStore => ({ ...rolesThemselves(tools), ...members(tools), ...permissions(tools), ...administratorRoleReader(tools) });

const lines = (tenant: TenantId, log: LogRecord | undefined) => (log === undefined ? [] : [logRow(tenant, log)]);

/** A change of what hangs on something. `guard` holds that. */
interface Change { readonly guard: Bound<unknown>; readonly queries: readonly Bound<unknown>[]; readonly tenant: TenantId; readonly log: LogRecord | undefined }

const writer = ({ driver }: StoreTools) => async ({ guard, queries, tenant, log }: Change) => ((await driver.write({ guard, queries, rows: lines(tenant, log) })).won ? 'done' : 'unknown');

type Themselves = Pick<RoleStore, 'listRoles' | 'findRole' | 'insertRole' | 'replaceRole' | 'removeRole'>;

const rolesThemselves = ({ driver, queries: { roles: queries } }: StoreTools): Themselves => ({
  async listRoles(tenant) { return (await driver.read(queries.roles({ tenant }))).map(roleOf); },
  async findRole(tenant, id) {
    const [row] = await driver.read(queries.role({ tenant, id }));
    return row === undefined ? undefined : roleOf(row);
  },
  async insertRole(tenant, role, log) {
    const { won } = await driver.write({ guard: queries.insertRole({ tenant, ...role }), rows: lines(tenant, log) });
    return won ? 'inserted' : 'taken';
  },
  async replaceRole(tenant, role, log) {
    try {
      // The name is unique: what stands among the queries tells a duplicate from an outage.
      const { won } = await driver.write({ guard: queries.holdRole({ tenant, id: role.id }), queries: [queries.replaceRole({ tenant, ...role })], rows: lines(tenant, log) });
      return won ? 'replaced' : 'unknown';
    } catch (error) {
      if (error instanceof UniqueViolation) return 'taken';
      throw error;
    }
  },
  async removeRole(tenant, id, log) {
    const { won } = await driver.write({ guard: queries.removeRole({ tenant, id }), queries: queries.roleRemovals.map((removal) => removal({ tenant, id })), rows: lines(tenant, log) });
    return won ? 'removed' : 'unknown';
  },
});

const roleOf = ({ id, name, description }: Role): Role => ({ id, name, description });

type Members = Pick<RoleStore, 'listMembers' | 'countMembers' | 'addMembers' | 'listRolesOf' | 'addRolesTo' | 'removeRolesFrom'>;

function members(tools: StoreTools): Members {
  const { driver, queries: { roles: queries } } = tools;
  const write = writer(tools);
  return {
    async listMembers(tenant, id, page) {
      const { limit } = page;
      return (await driver.read('offset' in page ? queries.membersByNumber({ tenant, id, limit, offset: page.offset }) : queries.membersAfter({ tenant, id, limit, after: page.after ?? '' }))).map(memberOf);
    },
    async countMembers(tenant, id) { return (await driver.read(queries.countMembers({ tenant, id })))[0]?.count ?? 0; },
    addMembers: (tenant, { id, users }, log) => write({ tenant, log, guard: queries.holdRole({ tenant, id }), queries: inOrder(users).flatMap((user) => [queries.holdUser({ tenant, id: user }), queries.insertMember({ tenant, id: user, role: id })]) }),
    async listRolesOf(tenant, id) { return (await driver.read(queries.rolesOf({ tenant, id }))).map(roleOf); },
    addRolesTo: (tenant, { id, roles }, log) => write({ tenant, log, guard: queries.holdUser({ tenant, id }), queries: inOrder(roles).map((role) => queries.insertMember({ tenant, id, role })) }),
    removeRolesFrom: (tenant, { id, roles }, log) => write({ tenant, log, guard: queries.holdUser({ tenant, id }), queries: inOrder(roles).map((role) => queries.removeMember({ tenant, id, role })) }),
  };
}

/** Rows are held in one order, so that two who change the same ones do not wait for each other. */
const inOrder = (ids: readonly string[]) => [...new Set(ids)].sort();

function memberOf({ id, email, profile }: MemberRow): RoleMember {
  const { name, picture } = JSON.parse(profile) as { readonly name?: unknown; readonly picture?: unknown };
  return { userId: id, email: email ?? undefined, name: textOf(name), picture: textOf(picture) };
}

const textOf = (value: unknown) => (typeof value === 'string' ? value : undefined);

type Permissions = Pick<RoleStore, 'findPermissions' | 'listRolePermissions' | 'addRolePermissions' | 'removeRolePermissions' | 'listPermissionsOf' | 'addPermissionsTo' | 'removePermissionsFrom'>;

function permissions(tools: StoreTools): Permissions {
  const { driver, queries: { roles: queries } } = tools;
  const write = writer(tools);
  const holdApis = (tenant: TenantId, asked: readonly ApiPermission[]) => inOrder(asked.map(({ api }) => api)).map((api) => queries.holdApi({ tenant, api }));
  const each = (tenant: TenantId, { id, permissions: asked }: PermissionChange, query: typeof queries.insertRolePermission) => asked.map(({ api, permission }) => query({ tenant, id, api, permission }));
  return {
    async findPermissions(tenant, id, api) { return (await driver.read(queries.findPermissions({ tenant, id, api }))).map(({ permission }) => permission); },
    async listRolePermissions(tenant, id) { return (await driver.read(queries.rolePermissions({ tenant, id }))).map(({ api, permission }) => ({ api, permission })); },
    addRolePermissions: (tenant, change, log) => write({ tenant, log, guard: queries.holdRole({ tenant, id: change.id }), queries: [...holdApis(tenant, change.permissions), ...each(tenant, change, queries.insertRolePermission)] }),
    removeRolePermissions: (tenant, change, log) => write({ tenant, log, guard: queries.holdRole({ tenant, id: change.id }), queries: each(tenant, change, queries.removeRolePermission) }),
    async listPermissionsOf(tenant, id) {
      return (await driver.read(queries.permissionsOf({ tenant, id }))).map(({ api, permission, role_id: role, role_name: name }) => ({ api, permission, role: role === null ? undefined : { id: role, name: name ?? '' } }));
    },
    addPermissionsTo: (tenant, change, log) => write({ tenant, log, guard: queries.holdUser({ tenant, id: change.id }), queries: [...holdApis(tenant, change.permissions), ...each(tenant, change, queries.insertUserPermission)] }),
    removePermissionsFrom: (tenant, change, log) => write({ tenant, log, guard: queries.holdUser({ tenant, id: change.id }), queries: each(tenant, change, queries.removeUserPermission) }),
  };
}
