import { findMailbox } from '../../identity/tickets/find-mailbox.ts';
import type { User } from '../../identity/ports/user-store.ts';
import { canonicalLogin } from '../../identity/users/canonical-login.ts';
import type { TenantId } from '../../kernel/tenant.ts';
import { invalidBody, notFound, type ManagementRefusal } from '../refusal.ts';
import type { ManagementTools } from '../tools.ts';
import type { PasswordBody } from './schema.ts';

const missing = () => notFound('The user', 'inexistent_user');

/** A person with an address, by id. */
export async function findAddressed(tenant: TenantId, id: string, { users }: Pick<ManagementTools, 'users'>): Promise<User | ManagementRefusal> {
  const user = await users.find(tenant, id);
  if (user === undefined) return missing();
  return user.canonicalEmail === undefined ? invalidBody('The user has no email address.') : user;
}

/** A person by id, or by an address in a connection; the address may be that of a linked identity. */
export async function findForPassword(tenant: TenantId, { user_id: id, email, connection_id: connectionId }: PasswordBody, tools: Pick<ManagementTools, 'users' | 'linkedUsers' | 'connectionRegistry'>): Promise<User | ManagementRefusal> {
  if (id !== undefined) return email === undefined && connectionId === undefined ? findAddressed(tenant, id, tools) : invalidBody('Payload validation error: send user_id, or email and connection_id.');
  if (email === undefined || connectionId === undefined) return invalidBody('Payload validation error: user_id, or email and connection_id, are needed.');
  const connection = await tools.connectionRegistry.find(tenant, connectionId);
  if (connection?.strategy !== 'auth0') return notFound('The connection', 'inexistent_connection');
  const canonical = canonicalLogin(email);
  const user = await tools.users.findByLogin(tenant, connection.name, canonical);
  return user === undefined ? missing() : await findMailbox(tenant, { user, email: canonical }, tools) ?? missing();
}
