import type { User } from '../../identity/ports/user-store.ts';
import { canonicalLogin } from '../../identity/users/canonical-login.ts';
import { isAdministratorRole, type AdministratorRole } from '../../protocol/administration/administrator-role.ts';
import { dashboardClientId } from '../../protocol/administration/dashboard-client.ts';
import type { Call, Command } from '../call.ts';
import { CliFailure, wrongUse } from '../failure.ts';
import type { House } from '../house.ts';
import { makePerson } from './make-person.ts';
import { withHouse } from './with-house.ts';

const isId = (named: string) => named.includes('|');

/** Somebody who is there, by id, or by an address in one of the databases of administrators. */
async function findPerson(named: string, { storage, defaultTenant: { id: tenant } }: House): Promise<User | undefined> {
  if (isId(named)) return storage.users.find(tenant, named);
  for (const { name } of await storage.connections.listOfClient(tenant, dashboardClientId)) {
    const user = await storage.users.findByLogin(tenant, name, canonicalLogin(named));
    if (user !== undefined && user.linkedId === undefined) return user;
  }
  return undefined;
}

const print = ({ terminal }: Call, json: boolean, made: Readonly<Record<string, string>>) => {
  terminal.result(json ? JSON.stringify(made) : Object.entries(made).map(([name, value]) => `${name.padEnd(9)} ${value}`).join('\n'));
};

/** A person for a role, and the password where it was made for somebody new. */
interface Chosen { readonly user: User; readonly password: string | undefined }

async function choosePerson(named: string, role: AdministratorRole, house: House): Promise<Chosen> {
  const known = await findPerson(named, house);
  if (known !== undefined) return { user: proved(known, { named, role, known: await house.storage.administrators.findAdministratorRole(house.defaultTenant.id, known.id) }), password: undefined };
  if (isId(named)) throw new CliFailure(`There is nobody with the id ${named}.`, { next: 'gatehouse administrators add name@example.com' });
  return makePerson(house, { email: named, password: undefined, verified: false, next: `gatehouse administrators add ${named}` });
}

/** Whoever wrote somebody else's address into a sign-up first must not become the administrator. */
function proved(user: User, { named, role, known }: { readonly named: string; readonly role: AdministratorRole; readonly known: AdministratorRole | undefined }): User {
  if (user.emailVerified || isId(named) || known !== undefined) return user;
  throw new CliFailure('There is an account with this address that nobody has proved. Where it is the right one, name it by its id.', { next: `gatehouse administrators add '${user.id}' --role ${role}` });
}

/** `gatehouse administrators add <email or user_id>`: an administrator of the default tenant. Who has no account gets one, with a password that is shown this once. */
export const administratorsAdd: Command = async (call) => {
  const named = call.args[0] ?? '';
  const role = call.options['role'] ?? 'owner';
  if (typeof role !== 'string' || !isAdministratorRole(role)) throw wrongUse('There is no such role.', 'gatehouse administrators add name@example.com --role editor');
  return withHouse(call, async (house, { json }) => {
    const { storage, clock, defaultTenant } = house;
    const { user, password } = await choosePerson(named, role, house);
    const outcome = await storage.administrators.change(defaultTenant.id, { userId: user.id, role, at: clock.now() });
    if (outcome === 'last_owner') throw lastOwner();
    print(call, json, { user_id: user.id, ...(user.email === undefined ? {} : { email: user.email }), role, ...(password === undefined ? {} : { password }) });
    if (password !== undefined && !json) call.terminal.progress('The password is not shown again.');
    return 0;
  });
};

const lastOwner = () => new CliFailure('This is the last owner who can sign in.', { next: 'gatehouse administrators add another@example.com --role owner' });

/** `gatehouse administrators list`. */
export const administratorsList: Command = (call) => withHouse(call, async ({ storage, defaultTenant }, { json }) => {
  const all = await storage.administrators.list(defaultTenant.id);
  if (json) call.terminal.result(JSON.stringify(all.map(({ userId, email, role, blocked }) => ({ user_id: userId, email, role, blocked }))));
  else call.terminal.result(all.length === 0 ? 'There is no administrator yet.' : all.map(({ userId, email = '', role, blocked }) => `${role.padEnd(9)} ${email.padEnd(32)} ${userId}${blocked ? '   blocked' : ''}`).join('\n'));
  return 0;
});

/** `gatehouse administrators remove <email or user_id>`: the role is gone at once, also on servers that run. */
export const administratorsRemove: Command = (call) => withHouse(call, async (house) => {
  const { storage, clock, defaultTenant } = house;
  const known = await findPerson(call.args[0] ?? '', house);
  const outcome = known === undefined ? 'unknown' : await storage.administrators.change(defaultTenant.id, { userId: known.id, role: undefined, at: clock.now() });
  if (outcome === 'unknown') throw new CliFailure(`${call.args[0] ?? ''} is no administrator.`, { next: 'gatehouse administrators list' });
  if (outcome === 'last_owner') throw lastOwner();
  call.terminal.progress('The role is taken away; the person stays.');
  return 0;
});
