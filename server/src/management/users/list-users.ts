import Type from 'typebox';
import type { UserFilter, UserOrder } from '../../identity/ports/user-filter.ts';
import type { UserSearch } from '../../identity/ports/user-search.ts';
import { operation } from '../contract.ts';
import { fieldsQuery, selectFields } from '../fields.ts';
import { offsetPaging, pagedOutput, parseOffset } from '../paging.ts';
import { invalidQuery, ManagementRefusal } from '../refusal.ts';
import type { ManagementTools } from '../tools.ts';
import { parseQuery } from '../search/parse-query.ts';
import { describeUsers } from './describe-users.ts';
import { filterOfTerm } from './query-term.ts';
import { view } from './schema.ts';

/** Auth0: nobody pages further than this; who wants everybody narrows the search, for example by created_at. */
const lastReached = 1000;
/** A total of everybody is counted up to here; that of a search, for which people must be looked at, as far as anybody pages. */
const mostCounted = 100_000;

const listQuery = Type.Object({
  q: Type.Optional(Type.String({ maxLength: 4000, description: 'A search in Lucene syntax: field:value, "quoted", value*, ranges, AND, OR, NOT and brackets.' })),
  sort: Type.Optional(Type.String({ maxLength: 100, description: 'created_at, updated_at, last_login, email or user_id, and :1 or :-1.' })),
  connection: Type.Optional(Type.String({ maxLength: 128, description: 'People of this connection alone.' })),
  search_engine: Type.Optional(Type.String({ pattern: '^v3$', description: 'The syntax of q; there is v3 alone.' })),
  primary_order: Type.Optional(Type.String({ pattern: '^(true|false)$', description: 'Always held.' })),
  ...offsetPaging, ...fieldsQuery,
});

const orders: Readonly<Record<string, UserOrder['by']>> = { created_at: 'created_at', updated_at: 'updated_at', last_login: 'last_login', email: 'email', user_id: 'id' };

function parseSort(sort: string | undefined): UserOrder | ManagementRefusal {
  if (sort === undefined) return { by: 'created_at', descending: false };
  const [, field = '', direction] = /^([a-z_]+):(1|-1)$/.exec(sort) ?? [];
  const by = Object.hasOwn(orders, field) ? orders[field] : undefined;
  return by === undefined ? invalidQuery(`sort: it must be one of ${Object.keys(orders).join(', ')}, and :1 or :-1, as in created_at:-1.`) : { by, descending: direction === '-1' };
}

interface Asked { readonly q?: string; readonly sort?: string; readonly connection?: string; readonly page?: string; readonly per_page?: string; readonly include_totals?: string }

function parsePage(asked: Asked): (Omit<UserSearch, 'counted'> & { readonly wrapped: boolean }) | ManagementRefusal {
  const page = parseOffset(asked);
  if (page instanceof ManagementRefusal) return page;
  if (page.offset + page.limit > lastReached) return new ManagementRefusal(400, `You can only page through the first ${lastReached} records: narrow the search, for example by created_at.`, { errorCode: 'invalid_paging' });
  const order = parseSort(asked.sort);
  if (order instanceof ManagementRefusal) return order;
  const searched = parseQuery(asked.q ?? '', filterOfTerm);
  if (searched instanceof ManagementRefusal) return searched;
  return { ...page, order, filter: withConnection(searched, asked.connection) };
}

function withConnection(filter: UserFilter | undefined, connection: string | undefined): UserFilter | undefined {
  if (connection === undefined) return filter;
  const own: UserFilter = { kind: 'text', field: 'connection', match: 'equals', text: connection };
  return filter === undefined ? own : { kind: 'group', operator: 'and', parts: [own, filter] };
}

/** Auth0: `GET /users`. */
export const listUsers = operation<ManagementTools>()({
  id: 'users.list', method: 'GET', path: '/users', scopes: ['read:users'], status: 200, summary: 'People, searched and sorted; at most 1000 can be paged through. A total of everybody is exact up to 100,000, that of a search up to 1000.', query: listQuery, body: undefined, output: pagedOutput('users', view),
}, async ({ tenant, query }, tools) => {
  const page = parsePage(query);
  if (page instanceof ManagementRefusal) return page;
  const answer = await tools.users.search(tenant.id, { ...page, counted: !page.wrapped ? 0 : page.filter === undefined ? mostCounted : lastReached });
  if (answer === 'too_wide') return invalidQuery('q: the search looked at millions of people and did not come to its end. Narrow it by email, user_id, username, name, connection or created_at.');
  const found = (await describeUsers(tenant.id, answer.users, tools)).map((user) => selectFields(user, query));
  return page.wrapped ? { users: found, start: page.offset, limit: page.limit, length: found.length, total: answer.found } : found;
});
