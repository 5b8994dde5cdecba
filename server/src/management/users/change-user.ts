import type { NewPasswordTools } from '../../identity/passwords/prove-new-password.ts';
import type { User } from '../../identity/ports/user-store.ts';
import type { Tenant } from '../../kernel/tenant.ts';
import { allowsScope, type Permit } from '../permit.ts';
import { invalidBody, ManagementRefusal } from '../refusal.ts';
import type { ManagementTools } from '../tools.ts';
import { hashPassword, readEmail } from './account.ts';
import { mergeMetadata, refuseMetadata } from './metadata.ts';
import { profileMembers, type UpdateBody } from './schema.ts';

/** Auth0: `update:users` changes everything; the other scopes one record each. */
export function refuseChange(permit: Permit, body: UpdateBody, id: string): ManagementRefusal | undefined {
  if (allowsScope(permit, 'update:users', id)) return undefined;
  const allowed = [...(allowsScope(permit, 'update:users_app_metadata', id) ? ['app_metadata'] : []), ...(allowsScope(permit, 'update:current_user_metadata', id) ? ['user_metadata'] : [])];
  const beyond = Object.keys(body).filter((name) => !allowed.includes(name));
  return beyond.length === 0 ? undefined : new ManagementRefusal(403, `Insufficient scope, expected any of: update:users. This token changes ${allowed.join(', ')} only, not ${beyond.join(', ')}.`, { errorCode: 'insufficient_scope', reason: 'token.scope_missing' });
}

/** Who is changed, with what. */
export interface Change { readonly tenant: Tenant; readonly user: User; readonly body: UpdateBody }

/** The record after a change, and how many former passwords are kept with it. */
export interface ChangedUser { readonly user: User; readonly formerKept: number | undefined }

/** The record of a person after a change; what the body does not name stays. */
export async function changedUser({ tenant, user, body }: Change, tools: NewPasswordTools & Pick<ManagementTools, 'clock'>): Promise<ChangedUser | ManagementRefusal> {
  if (body.connection !== undefined && body.connection !== user.connection) return invalidBody(`connection: this person belongs to ${user.connection}.`);
  const refused = refuseMetadata('user_metadata', body.user_metadata) ?? refuseMetadata('app_metadata', body.app_metadata);
  if (refused !== undefined) return refused;
  const names = changedNames(user, body);
  if (names instanceof ManagementRefusal) return names;
  const kept = { passwordHash: user.passwordHash, formerKept: undefined };
  const hashed = body.password === undefined ? kept : await hashPassword({ typed: body.password, tenant, connection: user.connection, person: { ...user, ...names } }, tools);
  if (hashed instanceof ManagementRefusal) return hashed;
  const after: User = {
    ...user, ...names, passwordHash: hashed.passwordHash, blocked: body.blocked ?? user.blocked, profile: changedProfile(user, body), userMetadata: mergeMetadata(user.userMetadata, body.user_metadata),
    appMetadata: mergeMetadata(user.appMetadata, body.app_metadata), updatedAt: tools.clock.now(),
  };
  return { user: after, formerKept: hashed.formerKept };
}

/** A new address is not a verified one, unless it is said. */
function changedNames(user: User, { email: typed, email_verified: verified, username }: UpdateBody): Pick<User, 'email' | 'canonicalEmail' | 'emailVerified' | 'username'> | ManagementRefusal {
  const email = typed === undefined ? undefined : readEmail(typed);
  if (email instanceof ManagementRefusal) return email;
  const after = { email: email?.written ?? user.email, canonicalEmail: email?.canonical ?? user.canonicalEmail, username: username ?? user.username };
  if (verified !== undefined && after.email === undefined) return invalidBody('email_verified: there is no address.');
  return { ...after, emailVerified: verified ?? (after.canonicalEmail === user.canonicalEmail && user.emailVerified) };
}

function changedProfile(user: User, body: UpdateBody): User['profile'] {
  const sent = Object.fromEntries(profileMembers.flatMap((name) => (body[name] === undefined ? [] : [[name, body[name]]])));
  return Object.fromEntries(Object.entries({ ...user.profile, ...sent }).filter(([, value]) => value !== null));
}
