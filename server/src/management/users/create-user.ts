import { passwordConnection } from '../../identity/connections/password-connection.ts';
import type { User } from '../../identity/ports/user-store.ts';
import type { Email } from '../../identity/users/canonical-login.ts';
import { newUserId } from '../../kernel/ids.ts';
import type { Tenant } from '../../kernel/tenant.ts';
import { invalidBody, ManagementRefusal } from '../refusal.ts';
import type { ManagementTools } from '../tools.ts';
import { hashPassword, readEmail } from './account.ts';
import { refuseMetadata } from './metadata.ts';
import { profileMembers, type CreateBody, type ProfileMember } from './schema.ts';

/** Makes the record of a new person of a body; nothing is stored. */
export async function createdUser(tenant: Tenant, body: CreateBody, { passwords, clock }: Pick<ManagementTools, 'passwords' | 'clock'>): Promise<User | ManagementRefusal> {
  const refused = refuse(body);
  if (refused !== undefined) return refused;
  const email = body.email === undefined ? undefined : readEmail(body.email);
  if (email instanceof ManagementRefusal) return email;
  const passwordHash = await hashPassword({ typed: body.password ?? '', tenant, email: email?.canonical, username: body.username }, passwords);
  if (passwordHash instanceof ManagementRefusal) return passwordHash;
  const now = clock.now();
  const { user_id: id, connection, username, blocked = false, user_metadata: userMetadata = {}, app_metadata: appMetadata = {} } = body;
  return {
    id: id === undefined ? newUserId() : `auth0|${id}`, connection, ...addressOf(email, body), username, blocked, passwordHash, profile: profileOf(email, body), userMetadata, appMetadata, createdAt: now, updatedAt: now,
  };
}

function refuse({ connection, email, username, password, user_metadata: userMetadata, app_metadata: appMetadata }: CreateBody): ManagementRefusal | undefined {
  if (connection !== passwordConnection) return new ManagementRefusal(400, `The connection does not exist: it must be ${passwordConnection}.`, { errorCode: 'inexistent_connection' });
  if (email === undefined && username === undefined) return invalidBody('Payload validation error: email or username is needed to sign in.');
  if (password === undefined) return invalidBody('Payload validation error: password is needed in this connection.');
  return refuseMetadata('user_metadata', userMetadata) ?? refuseMetadata('app_metadata', appMetadata);
}

const addressOf = (email: Email | undefined, { email_verified: verified = false }: CreateBody) => ({ email: email?.written, canonicalEmail: email?.canonical, emailVerified: email !== undefined && verified });

/** Auth0: until more is said, the name is the address and the nickname its part before the `@`. */
export const profileOf = (email: Email | undefined, body: Pick<CreateBody, ProfileMember | 'username'>): User['profile'] => ({
  name: email?.written ?? body.username, nickname: email?.localPart ?? body.username, ...Object.fromEntries(profileMembers.flatMap((name) => (body[name] === undefined ? [] : [[name, body[name]]]))),
});
