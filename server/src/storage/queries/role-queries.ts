import type { RawBuilder } from 'kysely';
import type { Desk, Statements } from '../statements/draft.ts';

interface ById { readonly tenant: string; readonly id: string }
type Named = ById & { readonly name: string; readonly description: string };
type OnePermission = ById & { readonly api: string; readonly permission: string };
type OneRole = ById & { readonly role: string };
interface RoleRow { readonly id: string; readonly name: string; readonly description: string }
/** A member of a role. `profile` is JSON. */
export interface MemberRow { readonly id: string; readonly email: string | null; readonly profile: string }
/** `role_id` is null where the permission was given directly. */
export interface SourceRow { readonly api: string; readonly permission: string; readonly role_id: string | null; readonly role_name: string | null }

/** PostgreSQL is told the type of a parameter that stands in a list of columns. */
const text = ({ dialect, sql }: Pick<Desk<unknown>, 'dialect' | 'sql'>, value: string): RawBuilder<string> => (dialect === 'sqlite' ? sql<string>`${value}` : sql<string>`cast(${value} as text)`);

/** Roles, their permissions, who has them. Rows are inserted for what exists alone, and once. */
export const roleQueries = (statement: Statements) => ({
  ...ofRoles(statement),
  ...ofMembers(statement),
  ...ofPermissions(statement),
});

const ofRoles = (statement: Statements) => ({
  roles: statement<{ tenant: string }>()('roles', ({ db, slot }) => db.selectFrom('roles').select(['id', 'name', 'description']).where('tenant_id', '=', slot('tenant')).orderBy('name')),
  role: statement<ById>()('role', ({ db, slot }) => db.selectFrom('roles').select(['id', 'name', 'description']).where('tenant_id', '=', slot('tenant')).where('id', '=', slot('id'))),
  insertRole: statement<Named>()('insert_role', ({ db, slot }) => db.insertInto('roles')
    .values({ tenant_id: slot('tenant'), id: slot('id'), name: slot('name'), description: slot('description') }).onConflict((conflict) => conflict.doNothing())),
  replaceRole: statement<Named>()('replace_role', ({ db, slot }) => db.updateTable('roles').set({ name: slot('name'), description: slot('description') }).where('tenant_id', '=', slot('tenant')).where('id', '=', slot('id'))),
  /** Changes nothing: the row is there, and stays until the end of the transaction. */
  holdRole: statement<ById>()('hold_role', ({ db, slot, sql }) => db.updateTable('roles').set({ name: sql<string>`name` }).where('tenant_id', '=', slot('tenant')).where('id', '=', slot('id'))),
  /** As `holdRole`, for a person. */
  holdUser: statement<ById>()('hold_user', ({ db, slot, sql }) => db.updateTable('users').set({ updated_at: sql<number>`updated_at` }).where('tenant_id', '=', slot('tenant')).where('id', '=', slot('id'))),
  /** As `holdRole`, for an API. */
  holdApi: statement<{ tenant: string; api: string }>()('hold_api', ({ db, slot, sql }) => db.updateTable('resource_servers').set({ data: sql<string>`data` }).where('tenant_id', '=', slot('tenant')).where('identifier', '=', slot('api'))),
  removeRole: statement<ById>()('remove_role', ({ db, slot }) => db.deleteFrom('roles').where('tenant_id', '=', slot('tenant')).where('id', '=', slot('id'))),
  /** What hangs on a role. */
  roleRemovals: [
    statement<ById>()('remove_permissions_of_role', ({ db, slot }) => db.deleteFrom('role_permissions').where('tenant_id', '=', slot('tenant')).where('role_id', '=', slot('id'))),
    statement<ById>()('remove_members_of_role', ({ db, slot }) => db.deleteFrom('user_roles').where('tenant_id', '=', slot('tenant')).where('role_id', '=', slot('id'))),
  ],
});

const ofMembers = (statement: Statements) => ({
  membersByNumber: statement<ById & { limit: number; offset: number }>()('members_by_number', ({ sql, slot }) => sql<MemberRow>`
    select u.id, u.email, u.profile from user_roles m join users u on u.tenant_id = m.tenant_id and u.id = m.user_id
    where m.tenant_id = ${slot('tenant')} and m.role_id = ${slot('id')} order by m.user_id limit ${slot('limit')} offset ${slot('offset')}`),
  membersAfter: statement<ById & { limit: number; after: string }>()('members_after', ({ sql, slot }) => sql<MemberRow>`
    select u.id, u.email, u.profile from user_roles m join users u on u.tenant_id = m.tenant_id and u.id = m.user_id
    where m.tenant_id = ${slot('tenant')} and m.role_id = ${slot('id')} and m.user_id > ${slot('after')} order by m.user_id limit ${slot('limit')}`),
  countMembers: statement<ById>()('count_members', ({ sql, slot }) => sql<{ count: number }>`select cast(count(*) as integer) as count from user_roles where tenant_id = ${slot('tenant')} and role_id = ${slot('id')}`),
  rolesOf: statement<ById>()('roles_of_user', ({ sql, slot }) => sql<RoleRow>`
    select r.id, r.name, r.description from user_roles m join roles r on r.tenant_id = m.tenant_id and r.id = m.role_id
    where m.tenant_id = ${slot('tenant')} and m.user_id = ${slot('id')} order by r.name`),
  insertMember: statement<OneRole>()('insert_member', (desk) => desk.sql`
    insert into user_roles (tenant_id, user_id, role_id) select r.tenant_id, u.id, r.id from roles r join users u on u.tenant_id = r.tenant_id
    where r.tenant_id = ${desk.slot('tenant')} and r.id = ${desk.slot('role')} and u.id = ${desk.slot('id')} on conflict do nothing`),
  removeMember: statement<OneRole>()('remove_member', ({ db, slot }) => db.deleteFrom('user_roles').where('tenant_id', '=', slot('tenant')).where('user_id', '=', slot('id')).where('role_id', '=', slot('role'))),
});

const ofPermissions = (statement: Statements) => ({
  /** What a person has at one API, from both sides. */
  findPermissions: statement<ById & { api: string }>()('find_permissions', ({ sql, slot }) => sql<{ permission: string }>`
    select permission from user_permissions where tenant_id = ${slot('tenant')} and user_id = ${slot('id')} and api = ${slot('api')}
    union select p.permission from user_roles m join role_permissions p on p.tenant_id = m.tenant_id and p.role_id = m.role_id
    where m.tenant_id = ${slot('tenant')} and m.user_id = ${slot('id')} and p.api = ${slot('api')} order by permission`),
  rolePermissions: statement<ById>()('role_permissions', ({ db, slot }) => db.selectFrom('role_permissions').select(['api', 'permission'])
    .where('tenant_id', '=', slot('tenant')).where('role_id', '=', slot('id')).orderBy('api').orderBy('permission')),
  permissionsOf: statement<ById>()('permissions_of_user', ({ sql, slot }) => sql<SourceRow>`
    select api, permission, null as role_id, null as role_name from user_permissions where tenant_id = ${slot('tenant')} and user_id = ${slot('id')}
    union all select p.api, p.permission, r.id as role_id, r.name as role_name from user_roles m join roles r on r.tenant_id = m.tenant_id and r.id = m.role_id
    join role_permissions p on p.tenant_id = r.tenant_id and p.role_id = r.id where m.tenant_id = ${slot('tenant')} and m.user_id = ${slot('id')} order by 1, 2, 4`),
  insertRolePermission: statement<OnePermission>()('insert_role_permission', (desk) => desk.sql`
    insert into role_permissions (tenant_id, role_id, api, permission) select tenant_id, ${text(desk, desk.slot('id'))}, identifier, ${text(desk, desk.slot('permission'))} from resource_servers
    where tenant_id = ${desk.slot('tenant')} and identifier = ${desk.slot('api')} on conflict do nothing`),
  removeRolePermission: statement<OnePermission>()('remove_role_permission', ({ db, slot }) => db.deleteFrom('role_permissions')
    .where('tenant_id', '=', slot('tenant')).where('role_id', '=', slot('id')).where('api', '=', slot('api')).where('permission', '=', slot('permission'))),
  insertUserPermission: statement<OnePermission>()('insert_user_permission', (desk) => desk.sql`
    insert into user_permissions (tenant_id, user_id, api, permission) select tenant_id, ${text(desk, desk.slot('id'))}, identifier, ${text(desk, desk.slot('permission'))} from resource_servers
    where tenant_id = ${desk.slot('tenant')} and identifier = ${desk.slot('api')} on conflict do nothing`),
  removeUserPermission: statement<OnePermission>()('remove_user_permission', ({ db, slot }) => db.deleteFrom('user_permissions')
    .where('tenant_id', '=', slot('tenant')).where('user_id', '=', slot('id')).where('api', '=', slot('api')).where('permission', '=', slot('permission'))),
});
