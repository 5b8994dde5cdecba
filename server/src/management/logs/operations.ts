import Type from 'typebox';
import { keyFloor, parseTokenKey } from '../../kernel/opaque-token.ts';
import { operation } from '../contract.ts';
import { fieldsQuery } from '../fields.ts';
import { checkpointPaging, offsetPaging, pagedOutput, parseTake } from '../paging.ts';
import { insufficientScope, invalidQuery, ManagementRefusal, notFound } from '../refusal.ts';
import type { ManagementTools } from '../tools.ts';
import { listLogs, readsAll, viewsOf } from './list-logs.ts';
import { view } from './schema.ts';

const make = operation<ManagementTools>();
const scopes = ['read:logs', 'read:logs_users'];
const missing = () => notFound('The log', 'inexistent_log');
/** Who reads on from the newest line must not pass one that is written late; lines take less than this from their time to their place. */
const settling = 2000;

const sort = Type.Optional(Type.String({ maxLength: 100, description: 'date:1 or date:-1.' }));
const listQuery = Type.Object({
  q: Type.Optional(Type.String({ maxLength: 4000, description: 'A search in Lucene syntax: field:value, "quoted", value*, ranges of date, AND, OR, NOT and brackets.' })),
  search: Type.Optional(Type.String({ maxLength: 4000, description: 'A search in which words without quotes are beginnings.' })),
  sort, ...offsetPaging, ...checkpointPaging, ...fieldsQuery,
});

/** The log of the tenant. There is no operation that changes it. */
export const logOperations = [
  make({
    id: 'logs.list', method: 'GET', path: '/logs', scopes, status: 200, query: listQuery, body: undefined, output: pagedOutput('logs', view),
    summary: 'Lines of the log, searched and sorted by date: of the first 1000 by page, or all of them, oldest first, after the line that from names. A search looks at 200,000 lines at most; complete_to then says how far.',
  }, async ({ tenant, permit, query }, tools) => {
    const { from, take } = query;
    if (from === undefined && take === undefined) return listLogs(query, [], { caller: { tenant, permit }, tools });
    if (!readsAll(permit)) return insufficientScope(['read:logs']);
    const count = parseTake(take);
    if (count instanceof ManagementRefusal) return count;
    const after = from === undefined ? '' : parseTokenKey(from);
    if (after === undefined) return invalidQuery('from is not the log_id of a line.');
    return viewsOf(await tools.logs.listAfter(tenant.id, { after, before: keyFloor(tools.clock.nowMs() - settling), take: count }), tenant, tools);
  }),
  make({ id: 'logs.get', method: 'GET', path: '/logs/{id}', scopes, status: 200, summary: 'One line of the log.', query: Type.Object({}), body: undefined, output: view }, async ({ tenant, permit, path }, tools) => {
    const key = parseTokenKey(path['id'] ?? '');
    const record = key === undefined ? undefined : await tools.logs.find(tenant.id, key);
    return record === undefined || (record.userId === undefined && !readsAll(permit)) ? missing() : (await viewsOf([record], tenant, tools))[0];
  }),
  make({
    id: 'users.logs.list', method: 'GET', path: '/users/{id}/logs', scopes, status: 200, summary: 'Lines of the log that have this person, also one who is gone.', body: undefined, output: pagedOutput('logs', view),
    query: Type.Object({ sort, ...offsetPaging }),
  }, ({ tenant, permit, path, query }, tools) => listLogs(query, [{ kind: 'text', field: 'user_id', match: 'equals', text: path['id'] ?? '' }], { caller: { tenant, permit }, tools })),
];
