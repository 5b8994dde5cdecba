import type { UserFilter } from '../../identity/ports/user-filter.ts';
import { canonicalLogin } from '../../identity/users/canonical-login.ts';
import type { Tenant } from '../../kernel/tenant.ts';
import type { LogFilter } from '../../protocol/ports/log-filter.ts';
import { invalidQuery, ManagementRefusal } from '../refusal.ts';
import type { ManagementTools } from '../tools.ts';
import type { LogQueryFilter, NameTest } from './query-term.ts';

const most = 100;

/** Puts the ids of those who are called so in the place of names. */
export async function resolveNames(filter: LogQueryFilter, tenant: Tenant, tools: ManagementTools): Promise<LogFilter | ManagementRefusal> {
  if (filter.kind === 'name') return resolve(filter, tenant, tools);
  if (filter.kind === 'not') {
    const part = await resolveNames(filter.part, tenant, tools);
    return part instanceof ManagementRefusal ? part : { kind: 'not', part };
  }
  if (filter.kind !== 'group') return filter;
  const parts: LogFilter[] = [];
  for (const one of filter.parts) {
    const part = await resolveNames(one, tenant, tools);
    if (part instanceof ManagementRefusal) return part;
    parts.push(part);
  }
  return { ...filter, parts };
}

async function resolve(name: NameTest, tenant: Tenant, tools: ManagementTools): Promise<LogFilter | ManagementRefusal> {
  const ids = name.of === 'client' ? await clientsNamed(name, tenant, tools) : await peopleNamed(name, tenant, tools);
  if (ids === undefined || ids.length > most) return invalidQuery(`q: more than ${most} ${name.of === 'client' ? 'applications' : 'people'} are named like this; name one, or search by ${name.of}_id.`);
  const field = name.of === 'client' ? 'client_id' : 'user_id';
  const parts = ids.map((text): LogFilter => ({ kind: 'text', field, match: 'equals', text }));
  return parts.length === 1 && parts[0] !== undefined ? parts[0] : { kind: 'group', operator: 'or', parts };
}

async function clientsNamed({ match, text }: NameTest, { id }: Tenant, { registry }: ManagementTools): Promise<readonly string[]> {
  const wanted = text.toLowerCase();
  return (await registry.listClients(id)).filter(({ name }) => (match === 'equals' ? name.toLowerCase() === wanted : name.toLowerCase().startsWith(wanted))).map((client) => client.id);
}

/** Auth0: `user_name` is the address or the user name. Whole ones are found by their indexes. */
async function peopleNamed({ match, text }: NameTest, { id }: Tenant, { users, connections }: ManagementTools): Promise<readonly string[] | undefined> {
  const login = canonicalLogin(text);
  if (match === 'equals') {
    const found = await Promise.all((await connections.list(id)).map(({ name }) => users.findByLogin(id, name, login)));
    return [...new Set([...await users.listByEmail(id, login), ...found.filter((user) => user !== undefined)].map((user) => user.id))];
  }
  const filter: UserFilter = { kind: 'group', operator: 'or', parts: [{ kind: 'text', field: 'email', match, text: login }, { kind: 'text', field: 'username', match, text }] };
  const found = await users.search(id, { filter, order: { by: 'id', descending: false }, offset: 0, limit: most + 1, counted: 0 });
  return found === 'too_wide' ? undefined : found.users.map((user) => user.id);
}
