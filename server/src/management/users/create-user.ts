import type { Connection } from '../../identity/connections/connection.ts';
import { longestUsername, nameRulesOf } from '../../identity/connections/name-rules.ts';
import type { NewPasswordTools } from '../../identity/passwords/prove-new-password.ts';
import { parseUsername } from '../../identity/users/parse-username.ts';
import type { User } from '../../identity/ports/user-store.ts';
import type { Email } from '../../identity/users/canonical-login.ts';
import { newUserId } from '../../kernel/ids.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Tenant } from '../../kernel/tenant.ts';
import { invalidBody, ManagementRefusal } from '../refusal.ts';
import type { ManagementTools } from '../tools.ts';
import { hashPassword, readEmail } from './account.ts';
import { refuseMetadata } from './metadata.ts';
import { profileMembers, type CreateBody, type ProfileMember } from './schema.ts';

/** Makes the record of a new person of a body; nothing is stored. */
export async function createdUser(tenant: Tenant, body: CreateBody, tools: NewPasswordTools & Pick<ManagementTools, 'connections' | 'clock'>): Promise<User | ManagementRefusal> {
  const connection = await findConnection(tenant, body, tools);
  if (connection instanceof ManagementRefusal) return connection;
  const email = body.email === undefined ? undefined : readEmail(body.email);
  if (email instanceof ManagementRefusal) return email;
  const { user_id: id, username, blocked = false, user_metadata: userMetadata = {}, app_metadata: appMetadata = {} } = body;
  const profile = profileOf(email, body);
  const hashed = await hashPassword({ typed: body.password ?? '', tenant, connection: connection.name, person: { canonicalEmail: email?.canonical, username, profile, userMetadata } }, tools);
  if (hashed instanceof ManagementRefusal) return hashed;
  const now = tools.clock.now();
  return {
    id: id === undefined ? newUserId() : `auth0|${id}`, connection: connection.name, ...addressOf(email, body), username, blocked, passwordHash: hashed.passwordHash, profile, userMetadata, appMetadata, createdAt: now, updatedAt: now,
  };
}

/** The database that the person goes into, when the body is one of a person of it. */
async function findConnection(tenant: Tenant, body: CreateBody, { connections }: Pick<ManagementTools, 'connections'>): Promise<Connection | ManagementRefusal> {
  const connection = await connections.find(tenant.id, body.connection);
  if (connection === undefined) return new ManagementRefusal(400, 'The connection does not exist.', { errorCode: 'inexistent_connection' });
  return refuse(body, connection) ?? connection;
}

function refuse({ email, username, password, user_metadata: userMetadata, app_metadata: appMetadata }: CreateBody, { strategy, options }: Connection): ManagementRefusal | undefined {
  if (strategy !== 'auth0') return new ManagementRefusal(400, 'People of this connection are not made here: they sign in by mail, or at another provider.', { errorCode: 'invalid_body' });
  const rules = nameRulesOf(options);
  if (rules.username.signup === 'required' && username === undefined) return invalidBody('Payload validation error: username is needed in this connection.');
  if (email === undefined && username === undefined) return invalidBody('Payload validation error: email or username is needed to sign in.');
  const bounds = rules.username.signup === 'inactive' ? { min: 1, max: longestUsername } : rules.username;
  const name = username === undefined ? undefined : parseUsername(username, bounds);
  if (name instanceof Refusal) return invalidBody(`username: ${name.description}`);
  if (password === undefined) return invalidBody('Payload validation error: password is needed in this connection.');
  return refuseMetadata('user_metadata', userMetadata) ?? refuseMetadata('app_metadata', appMetadata);
}

const addressOf = (email: Email | undefined, { email_verified: verified = false }: CreateBody) => ({ email: email?.written, canonicalEmail: email?.canonical, emailVerified: email !== undefined && verified });

/** Auth0: until more is said, the name is the address and the nickname its part before the `@`. */
export const profileOf = (email: Email | undefined, body: Pick<CreateBody, ProfileMember | 'username'>): User['profile'] => ({
  name: email?.written ?? body.username, nickname: email?.localPart ?? body.username, ...Object.fromEntries(profileMembers.flatMap((name) => (body[name] === undefined ? [] : [[name, body[name]]]))),
});
