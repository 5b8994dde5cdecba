import Type, { type Static } from 'typebox';
import type { ResourceServer } from '../../protocol/client/resource-server.ts';
import type { ApiPermission, Role, RoleMember, SourcedPermission } from '../../protocol/ports/role-store.ts';
import { checkpointPaging, offsetPaging } from '../paging.ts';

const name = Type.String({ minLength: 1, maxLength: 200, pattern: '^[^<>]*$' });
const description = Type.String({ maxLength: 500 });
const id = Type.String({ minLength: 1, maxLength: 300 });
const ids = Type.Array(id, { minItems: 1, maxItems: 1000 });

/** Auth0: the query of `GET /roles`. */
export const listQuery = Type.Object({ ...offsetPaging, name_filter: Type.Optional(Type.String({ maxLength: 200, description: 'What the name contains, in capitals or not.' })) });
/** Auth0: the query of `GET /roles/{id}/users`. */
export const membersQuery = Type.Object({ ...offsetPaging, ...checkpointPaging });
/** The query of the other lists. */
export const pageQuery = Type.Object({ ...offsetPaging });
/** Auth0: the body of `POST /roles`. */
export const createBody = Type.Object({ name, description: Type.Optional(description) }, { additionalProperties: false });
/** Auth0: the body of `PATCH /roles/{id}`. */
export const updateBody = Type.Object({ name: Type.Optional(name), description: Type.Optional(description) }, { additionalProperties: false });
/** Auth0: `{"permissions":[{"resource_server_identifier","permission_name"}]}`, of roles and of people. */
export const permissionsBody = Type.Object({
  permissions: Type.Array(Type.Object({ resource_server_identifier: Type.String({ minLength: 1, maxLength: 600 }), permission_name: Type.String({ minLength: 1, maxLength: 280 }) }, { additionalProperties: false }), { minItems: 1, maxItems: 1000 }),
}, { additionalProperties: false });
/** Auth0: the body of `POST` and `DELETE /users/{id}/roles`. */
export const rolesBody = Type.Object({ roles: ids }, { additionalProperties: false });
/** Auth0: the body of `POST /roles/{id}/users`. */
export const usersBody = Type.Object({ users: ids }, { additionalProperties: false });

/** Auth0: a role as it is answered. */
export const view = Type.Object({ id: Type.String(), name: Type.String(), description: Type.String() });
/** Auth0: somebody who has a role. */
export const memberView = Type.Object({ user_id: Type.String(), email: Type.Optional(Type.String()), name: Type.Optional(Type.String()), picture: Type.Optional(Type.String()) });
/** Auth0: a permission as it is answered. */
export const permissionView = Type.Object({ resource_server_identifier: Type.String(), permission_name: Type.String(), resource_server_name: Type.String(), description: Type.String() });
const sources = Type.Array(Type.Object({ source_id: Type.String(), source_name: Type.String(), source_type: Type.Union([Type.Literal('DIRECT'), Type.Literal('ROLE')]) }));
/** Auth0: a permission of a person, with where it comes from. */
export const sourcedView = Type.Object({ ...permissionView.properties, sources });

/** A role in Auth0's names. */
export const viewOf = ({ id: roleId, name: called, description: words }: Role) => ({ id: roleId, name: called, description: words });
/** A member in Auth0's names. */
export const memberOf = ({ userId, email, name: called, picture }: RoleMember) => ({ user_id: userId, ...(email === undefined ? {} : { email }), ...(called === undefined ? {} : { name: called }), ...(picture === undefined ? {} : { picture }) });
/** Permissions as a body names them. */
export const permissionsOf = ({ permissions }: Static<typeof permissionsBody>): readonly ApiPermission[] => permissions.map((one) => ({ api: one.resource_server_identifier, permission: one.permission_name }));

/** Permissions in Auth0's names, with the words of their APIs. */
export const permissionViews = (permissions: readonly ApiPermission[], apis: readonly ResourceServer[]) => permissions.map(({ api, permission }) => {
  const owner = apis.find(({ identifier }) => identifier === api);
  return { resource_server_identifier: api, permission_name: permission, resource_server_name: owner?.name ?? '', description: owner?.permissions.find(({ value }) => value === permission)?.description ?? '' };
});

/** Each permission once, with its sources. */
export function sourcedViews(all: readonly SourcedPermission[], apis: readonly ResourceServer[]) {
  const grouped = Map.groupBy(all, ({ api, permission }) => `${permission} ${api}`);
  const each = [...grouped.values()].flatMap((lines) => lines.slice(0, 1).map((first) => ({ first, lines })));
  const views = permissionViews(each.map(({ first }) => first), apis);
  return views.map((one, index) => ({ ...one, sources: (each[index]?.lines ?? []).map(({ role }) => (role === undefined ? { source_id: '', source_name: '', source_type: 'DIRECT' } : { source_id: role.id, source_name: role.name, source_type: 'ROLE' })) }));
}
