import type { TenantId } from '../kernel/tenant.ts';
import type { AdministratorRoles } from '../protocol/ports/administrator-store.ts';
import type { OperationHead } from './contract.ts';
import type { Permit } from './permit.ts';
import { ManagementRefusal } from './refusal.ts';
import type { TSchema } from 'typebox';

type Head = Pick<OperationHead<TSchema, TSchema>, 'id' | 'method' | 'path'>;

/** What is about to be done, with everything that names a person. */
export interface Deed { readonly operation: Head; readonly path: Readonly<Record<string, string>>; readonly query: unknown; readonly body: unknown }

/** Where the roles of people are looked up. */
interface RoleContext { readonly tenant: TenantId; readonly roles: AdministratorRoles }

/** What a scope alone would allow, and the role of the caller or of the person concerned does not. Asked of every operation, so that none can forget it. */
export const refuseByRole = async (permit: Permit, deed: Deed, context: RoleContext): Promise<ManagementRefusal | undefined> => refuseDeed(permit, deed) ?? await refuseOverAdministrators(permit, deed, context);

/** What support does for people, by the ids of operations: nothing here gives anybody a way into an account. */
const ofSupport: ReadonlySet<string> = new Set([
  'users.update', 'userBlocks.delete', 'userBlocks.deleteByIdentifier', 'jobs.verificationEmail.create', 'sessions.delete', 'sessions.revoke', 'users.sessions.delete', 'users.revokeAccess',
  'refreshTokens.delete', 'users.refreshToken.delete', 'deviceCredentials.delete', 'userGrants.delete', 'userGrants.deleteByUserId',
]);

/** A scope opens several operations, and some roles do a part of them alone: who only reads changes nothing at all, not even the own record, and support changes nothing of a person but whether they are blocked. */
function refuseDeed({ administrator }: Permit, { operation, body }: Deed): ManagementRefusal | undefined {
  if (administrator === undefined || operation.method === 'GET' || administrator.role === 'owner' || administrator.role === 'editor') return undefined;
  const allowed = administrator.role === 'support' && ofSupport.has(operation.id) && (operation.id !== 'users.update' || Object.keys(body as object).every((name) => name === 'blocked'));
  return allowed ? undefined : new ManagementRefusal(403, `The role ${administrator.role} does not allow this. Ask an owner for another role.`, { errorCode: 'insufficient_scope', reason: 'administrator.deed' });
}

/** What changes people who administer, and takes a scope of its own. */
const overAdministrators = 'update:administrators';

/** Whoever sets the password of an owner is one (A209 of the attack cases): what changes the account of an administrator needs the scope for administrators, by whatever operation. Everybody's own account is their own. */
async function refuseOverAdministrators(permit: Permit, deed: Deed, { tenant, roles }: RoleContext): Promise<ManagementRefusal | undefined> {
  if (deed.operation.method === 'GET' || permit.scopes.has(overAdministrators)) return undefined;
  for (const id of findPeople(deed)) {
    if (id === permit.userId || await roles.findAdministratorRole(tenant, id) === undefined) continue;
    return protectedPerson();
  }
  return undefined;
}

/** What the owners alone do to people who administer. */
export const protectedPerson = () => new ManagementRefusal(403, `This concerns an administrator of the tenant: it needs ${overAdministrators}.`, { errorCode: 'insufficient_scope', reason: 'administrator.protected' });

/** What ends sessions and devices, or says what somebody may do elsewhere, is no way into an account. */
const harmless = /^(?:users\.(?:roles|permissions|sessions|refreshToken|revokeAccess)|roles|sessions|userBlocks|userGrants|deviceCredentials|jobs)\b/;

/** The people whose account a deed changes: named by the address, the query or the body. */
function findPeople({ operation, path, query, body }: Deed): readonly string[] {
  if (harmless.test(operation.id)) return [];
  const ofPath = operation.path.startsWith('/users/{id}') ? path['id'] : undefined;
  const named = [query, body].map((one) => memberOf(one, 'user_id')).filter((id) => typeof id === 'string' || typeof id === 'number').map(String);
  // Where an identity is named by its provider, the id may stand without it.
  const provider = memberOf(body, 'provider');
  const whole = typeof provider === 'string' ? named.map((id) => `${provider}|${id}`) : [];
  return [...new Set([ofPath, path['user_id'], ...named, ...whole].filter((id) => id !== undefined))];
}

const memberOf = (value: unknown, name: string): unknown => (typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[name] : undefined);
