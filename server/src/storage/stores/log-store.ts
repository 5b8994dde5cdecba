import type { TokenKey } from '../../kernel/opaque-token.ts';
import type { LogRecord } from '../../kernel/log-record.ts';
import type { LogQuery } from '../../protocol/ports/log-reader.ts';
import type { Database } from '../schema.ts';
import type { LogStore } from '../storage.ts';
import type { StoreTools } from './store-tools.ts';
import { logType } from '../../kernel/log-type.ts';
import { logLines } from '../queries/log-search.ts';
import { countLines } from './count-lines.ts';
import { findLogKeys } from './find-log-keys.ts';
import { logRow } from './log-rows.ts';
import { prepareWrite } from './prepared-write.ts';
import { newestKey } from './newest-key.ts';

/** One page looks at so many stretches of lines; then it says where to go on. */
const mostStretches = 20;
const mostLines = 1000;
const within = (take: number) => Math.min(Math.max(take, 1), mostLines);

/** The log: appended by the requests, read newest first. */
export function logStore({ driver, queries: { log: queries } }: StoreTools): LogStore {
  /** The lines of one stretch that pass the filter. `next` is `undefined` at the end of the log. */
  const stretch = async (tenant: string, before: string, query: LogQuery) => {
    const [border] = await driver.read(queries.border({ tenant, before }));
    const rows = await driver.read(queries.page({
      tenant, before, from: border?.key ?? '', clientId: query.clientId ?? null, userId: query.userId ?? null, result: query.result ?? null, take: query.take,
    }));
    const full = rows.length === query.take;
    return { rows, next: full ? rows.at(-1)?.key : border?.key, full };
  };

  return {
    append(tenant, record) { driver.append(logRow(tenant, record)); },
    prepareLine: (tenant, record) => prepareWrite({ rows: [logRow(tenant, record)] }),
    async list(tenant, query) {
      const take = within(query.take);
      const records: LogRecord[] = [];
      let next: string | undefined = query.before ?? newestKey;
      for (let i = 0; i < mostStretches && next !== undefined; i++) {
        const part: Awaited<ReturnType<typeof stretch>> = await stretch(tenant, next, { ...query, take: take - records.length });
        records.push(...part.rows.map(recordOf));
        next = part.next;
        if (part.full) break;
      }
      return { records, next: next as TokenKey | undefined };
    },
    listAfter: async (tenant, { after, before, take }) => (await driver.read(queries.after({ tenant, after, before, take: within(take) }))).map(recordOf),
    async search(tenant, { filter, descending, offset, take, counted }) {
      const { keys, reached } = await findLogKeys(driver, { tenant, filter, descending, wanted: Math.max(offset + take, counted) });
      const page = keys.slice(offset, offset + take);
      const rows = page.length === 0 ? [] : await driver.read(logLines(driver.dialect, tenant, page));
      const byKey = new Map(rows.map((row) => [row.key, recordOf(row)]));
      return { records: page.flatMap((key) => byKey.get(key) ?? []), found: keys.length, reached: reached as TokenKey | undefined };
    },
    listAccount: async (tenant, { userId, take }) => (await driver.read(queries.account({ tenant, userId, take: within(take) }))).map(recordOf),
    count: (tenant, type, times) => countLines(driver, queries, { tenant, type, times }),
    async find(tenant, key) {
      const [row] = await driver.read(queries.find({ tenant, key }));
      return row === undefined ? undefined : recordOf(row);
    },
  };
}

const recordOf = (row: Omit<Database['logs'], 'tenant_id'>): LogRecord => {
  const result = row.result as LogRecord['result'];
  const reason = row.reason ?? undefined;
  return {
    key: row.key as TokenKey, event: row.event, type: row.type !== '' ? row.type : logType(row.event, result, { reason }), result, reason, clientId: row.client_id ?? undefined,
    userId: row.user_id ?? undefined, connection: row.connection ?? undefined, address: row.address, detail: row.detail,
  };
};
