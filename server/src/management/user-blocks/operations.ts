import Type from 'typebox';
import { isSignInBlocked, liftSignInBlocks } from '../../identity/attack-protection/sign-in-block.ts';
import type { User } from '../../identity/ports/user-store.ts';
import { canonicalLogin } from '../../identity/users/canonical-login.ts';
import type { Tenant } from '../../kernel/tenant.ts';
import { operation, type ManagementCall } from '../contract.ts';
import { notFound } from '../refusal.ts';
import type { ManagementTools } from '../tools.ts';

const make = operation<ManagementTools>();
const brute = { consider_brute_force_enablement: Type.Optional(Type.String({ pattern: '^(true|false)$', description: 'The counters are always on.' })) };
const byName = Type.Object({ identifier: Type.String({ minLength: 1, maxLength: 508, description: 'An email address or a user name.' }), ...brute });
const byId = Type.Object({ ...brute });
const view = Type.Object({ blocked_for: Type.Array(Type.Object({ identifier: Type.String(), connection: Type.String() })) });

interface Wanted { readonly tenant: Tenant; readonly id: string | undefined; readonly identifier: string | undefined }

/** The names under which the person signs in; each has a counter of its own. */
const namesOf = ({ connection, canonicalEmail, username }: User) => [...new Set([canonicalEmail, username === undefined ? undefined : canonicalLogin(username)].filter((login) => login !== undefined))].map((login) => ({ connection, login }));

/** Somebody may have the same name in several databases: those are several accounts. */
async function findNames({ tenant, id, identifier }: Wanted, { users, connectionRegistry }: ManagementTools) {
  const login = canonicalLogin(identifier ?? '');
  const found = id === undefined ? await Promise.all((await connectionRegistry.list(tenant.id)).map(({ name }) => users.findByLogin(tenant.id, name, login))) : [await users.find(tenant.id, id)];
  const people = found.filter((user) => user !== undefined);
  return people.length === 0 ? undefined : people.flatMap(namesOf);
}

const missing = () => notFound('The user', 'inexistent_user');

async function list(wanted: Wanted, tools: ManagementTools) {
  const names = await findNames(wanted, tools);
  if (names === undefined) return missing();
  const blocked = await Promise.all(names.map((name) => isSignInBlocked({ tenant: wanted.tenant.id, ...name }, tools)));
  return { blocked_for: names.filter((_, i) => blocked[i]).map(({ connection, login }) => ({ identifier: login, connection })) };
}

async function lift(wanted: Wanted, { audit, audited }: Pick<ManagementCall<unknown, unknown>, 'audit' | 'audited'>, tools: ManagementTools) {
  const names = await findNames(wanted, tools);
  if (names === undefined) return missing();
  if (names.length === 0) return undefined;
  await liftSignInBlocks(names.map((name) => ({ tenant: wanted.tenant.id, ...name })), tools, audit());
  audited();
  return undefined;
}

/** Auth0: accounts that wrong passwords have closed to strangers. The counters know accounts by hashes, so a block of one address is not told; it ends with its window of 15 minutes. */
export const userBlockOperations = [
  make({ id: 'userBlocks.listByIdentifier', method: 'GET', path: '/user-blocks', scopes: ['read:users'], status: 200, summary: 'Whether an account is closed because of wrong passwords, by its name.', query: byName, body: undefined, output: view },
    async ({ tenant, query }, tools) => list({ tenant, id: undefined, identifier: query.identifier }, tools)),
  make({ id: 'userBlocks.list', method: 'GET', path: '/user-blocks/{id}', scopes: ['read:users'], status: 200, summary: 'Whether an account is closed because of wrong passwords, by the id of the person.', query: byId, body: undefined, output: view },
    async ({ tenant, path }, tools) => list({ tenant, id: path['id'], identifier: undefined }, tools)),
  make({ id: 'userBlocks.deleteByIdentifier', method: 'DELETE', path: '/user-blocks', scopes: ['update:users'], status: 204, summary: 'Opens an account again, by its name.', query: byName, body: undefined, output: undefined },
    async (call, tools) => lift({ tenant: call.tenant, id: undefined, identifier: call.query.identifier }, call, tools)),
  make({ id: 'userBlocks.delete', method: 'DELETE', path: '/user-blocks/{id}', scopes: ['update:users'], status: 204, summary: 'Opens an account again, by the id of the person.', query: byId, body: undefined, output: undefined },
    async (call, tools) => lift({ tenant: call.tenant, id: call.path['id'], identifier: undefined }, call, tools)),
];
