import type { Management } from 'auth0-5';
import Type from 'typebox';
import { closed, fitting, like, nextPage, offsetPage, oneOf, time } from './fitting.ts';

const maybe = Type.Optional;
const text = Type.String();
const provider = oneOf(['auth0', 'google-oauth2', 'oidc', 'oauth2', 'email', 'sms', 'github', 'facebook', 'linkedin', 'apple', 'windowslive']);
const identity = closed({ connection: Type.String({ minLength: 1 }), user_id: like('^[^|]+$'), provider, isSocial: Type.Boolean(), profileData: maybe(Type.Record(text, Type.Unknown())) });
const person = {
  user_id: like('^[a-z0-9-]+\\|.+$'), created_at: time, updated_at: time, identities: Type.Array(identity, { minItems: 1 }), user_metadata: Type.Record(text, Type.Unknown()), app_metadata: Type.Record(text, Type.Unknown()), blocked: Type.Boolean(),
  email: maybe(like('^[^@]+@[^@]+$')), email_verified: maybe(Type.Boolean()), username: maybe(text), name: maybe(text), nickname: maybe(text), picture: maybe(text), given_name: maybe(text), family_name: maybe(text), phone_number: maybe(text), phone_number_verified: maybe(Type.Boolean()), phone_verified: maybe(Type.Boolean()),
  gender: maybe(text), birthdate: maybe(text), address: maybe(Type.Record(text, Type.Unknown())), last_login: maybe(time), last_ip: maybe(text), logins_count: maybe(Type.Integer()), last_password_reset: maybe(time),
};
const oneUser = closed(person);
/** A person. */
export const user = fitting<Management.GetUserResponseContent>()(oneUser);
/** A page of people. */
export const users = fitting<Management.ListUsersOffsetPaginatedResponseContent>()(closed({ ...offsetPage('users', oneUser).properties, length: Type.Integer({ minimum: 0 }) }));
/** Everybody with an address. */
export const usersByEmail = fitting<Management.UserResponseSchema[]>()(Type.Array(oneUser));
/** The identities of a person. */
export const identities = fitting<Management.UserIdentity[] & Management.DeleteUserIdentityResponseContent>()(Type.Array(identity));
/** The organizations of a person. */
export const organizations = fitting<Management.ListUserOrganizationsOffsetPaginatedResponseContent>()(offsetPage('organizations', Type.Object({ id: like('^org_'), name: text })));
/** The second factors of a person, in the older form. */
export const enrollments = fitting<Management.UsersEnrollment[]>()(Type.Array(Type.Object({ id: text, status: oneOf(['pending', 'confirmed']) })));
/** The second factors of a person. */
export const authenticationMethods = fitting<Management.ListUserAuthenticationMethodsOffsetPaginatedResponseContent>()(offsetPage('authenticators', closed({ id: text, type: oneOf(['totp', 'recovery-code', 'passkey', 'email', 'phone', 'password']), created_at: time, confirmed: maybe(Type.Boolean()), name: maybe(text) })));

const role = closed({ id: like('^rol_'), name: Type.String({ minLength: 1 }), description: text });
/** A role. */
export const oneRole = fitting<Management.GetRoleResponseContent>()(role);
/** A page of roles, of the tenant or of a person. */
export const roles = fitting<Management.ListRolesOffsetPaginatedResponseContent & Management.ListUserRolesOffsetPaginatedResponseContent>()(offsetPage('roles', role));
/** A page of those who have a role. */
export const members = fitting<Management.ListRoleUsersPaginatedResponseContent>()(nextPage('users', closed({ user_id: person.user_id, email: maybe(text), name: maybe(text), picture: maybe(text) })));
const permission = { resource_server_identifier: Type.String({ minLength: 1 }), permission_name: Type.String({ minLength: 1 }), resource_server_name: text, description: text };
/** A page of the permissions of a role. */
export const rolePermissions = fitting<Management.ListRolePermissionsOffsetPaginatedResponseContent>()(offsetPage('permissions', closed(permission)));
/** A page of the permissions of a person, each with its sources, which Auth0 answers and the package has no type for. */
export const userPermissions = fitting<Management.ListUserPermissionsOffsetPaginatedResponseContent>()(offsetPage('permissions', closed({ ...permission, sources: Type.Array(closed({ source_id: text, source_name: text, source_type: oneOf(['DIRECT', 'ROLE']) }), { minItems: 1 }) })));

/** Who is kept out by wrong passwords. */
export const blocks = fitting<Management.ListUserBlocksResponseContent & Management.ListUserBlocksByIdentifierResponseContent>()(closed({ blocked_for: Type.Array(closed({ identifier: Type.String({ minLength: 1 }), connection: text, ip: maybe(text) })) }));
/** Where an application can send a person to change a password or confirm an address. */
export const ticket = fitting<Management.ChangePasswordTicketResponseContent & Management.VerifyEmailTicketResponseContent>()(closed({ ticket: like('^https://[\\x21-\\x7e]+$') }));
