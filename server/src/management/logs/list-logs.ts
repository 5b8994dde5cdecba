import type { LogRecord } from '../../kernel/log-record.ts';
import type { LogFilter } from '../../protocol/ports/log-filter.ts';
import type { Tenant } from '../../kernel/tenant.ts';
import { selectFields } from '../fields.ts';
import { timeOfKey } from '../../kernel/opaque-token.ts';
import { parseOffset } from '../paging.ts';
import type { Permit } from '../permit.ts';
import { invalidQuery, ManagementRefusal } from '../refusal.ts';
import { parseQuery } from '../search/parse-query.ts';
import type { ManagementTools } from '../tools.ts';
import { readLogTerm, readSearchTerm, type LogQueryFilter } from './query-term.ts';
import { resolveNames } from './resolve-names.ts';
import { viewOf } from './schema.ts';

/** Auth0: nobody pages further than this, and nothing is counted further; who wants more narrows the search by date, or goes from line to line. */
export const lastReached = 1000;

/** What was asked of the list. */
export interface Asked { readonly q?: string; readonly search?: string; readonly sort?: string; readonly fields?: string; readonly include_fields?: string; readonly page?: string; readonly per_page?: string; readonly include_totals?: string }

/** Whose list it is, and with what power. */
export interface Caller { readonly tenant: Tenant; readonly permit: Permit }

/** Auth0: `read:logs_users` alone reads the lines that have a person. */
export const readsAll = ({ scopes }: Permit): boolean => scopes.has('read:logs');
const withPerson: LogFilter = { kind: 'exists', field: 'user_id' };

/** A page of the log by number. `always` must hold for every line. */
export async function listLogs(asked: Asked, always: readonly LogFilter[], { caller: { tenant, permit }, tools }: { readonly caller: Caller; readonly tools: ManagementTools }): Promise<unknown> {
  const page = parseOffset(asked);
  if (page instanceof ManagementRefusal) return page;
  if (page.offset + page.limit > lastReached) return new ManagementRefusal(400, `You can only page through the first ${lastReached} lines: narrow the search by date, or read on from a line with from and take.`, { errorCode: 'invalid_paging' });
  const descending = parseSort(asked.sort);
  if (descending instanceof ManagementRefusal) return descending;
  const filter = await readFilter(asked, tenant, tools);
  if (filter instanceof ManagementRefusal) return filter;
  const parts = [...always, ...(readsAll(permit) ? [] : [withPerson]), ...(filter === undefined ? [] : [filter])];
  const found = await tools.logs.search(tenant.id, { filter: { kind: 'group', operator: 'and', parts }, descending, offset: page.offset, take: page.limit, counted: page.wrapped ? lastReached : 0 });
  const logs = (await viewsOf(found.records, tenant, tools)).map((line) => selectFields(line, asked));
  if (!page.wrapped) return logs;
  return { start: page.offset, limit: page.limit, length: logs.length, total: found.found, logs, ...(found.reached === undefined ? {} : { complete_to: new Date(timeOfKey(found.reached)).toISOString() }) };
}

function parseSort(sort: string | undefined): boolean | ManagementRefusal {
  if (sort === undefined) return true;
  return sort === 'date:1' || sort === 'date:-1' ? sort === 'date:-1' : invalidQuery('sort: it must be date:1 or date:-1.');
}

async function readFilter({ q = '', search = '' }: Asked, tenant: Tenant, tools: ManagementTools): Promise<LogFilter | ManagementRefusal | undefined> {
  const parts: LogFilter[] = [];
  for (const read of [parseQuery(q, readLogTerm), parseQuery(search, readSearchTerm)]) {
    if (read instanceof ManagementRefusal) return read;
    const filter = read === undefined ? undefined : await resolveNames(read satisfies LogQueryFilter, tenant, tools);
    if (filter instanceof ManagementRefusal) return filter;
    if (filter !== undefined) parts.push(filter);
  }
  return parts.length === 0 ? undefined : { kind: 'group', operator: 'and', parts };
}

/** Lines as they are answered. Names are those of today; who is gone has none. */
export async function viewsOf(records: readonly LogRecord[], tenant: Tenant, { clients, users, connections }: Pick<ManagementTools, 'clients' | 'users' | 'connections'>): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const clientNames = new Map<string, string | undefined>();
  const userNames = new Map<string, string | undefined>();
  for (const { clientId, userId } of records) {
    if (clientId !== undefined && !clientNames.has(clientId)) clientNames.set(clientId, (await clients.findClient(tenant.id, clientId))?.name);
    if (userId !== undefined && !userNames.has(userId)) {
      const user = await users.find(tenant.id, userId);
      userNames.set(userId, user?.email ?? user?.username);
    }
  }
  const known = await connections.list(tenant.id);
  return records.map((record) => viewOf(record, { connections: known, clientName: clientNames.get(record.clientId ?? ''), userName: userNames.get(record.userId ?? '') }, tenant));
}
