import type { Database } from './schema.ts';
import type { Value } from './statement.ts';

type Columns<T extends keyof Database> = { readonly [K in keyof Database[T]]: 'text' | 'bigint' | 'smallint' };

/** A table that the requests write, with its columns in the order of a row's values, and their types on PostgreSQL. */
export interface HotTable {
  readonly name: keyof Database;
  readonly columns: readonly string[];
  readonly types: readonly string[];
  /** A row that is there already stays as it is. Elsewhere it is an error. */
  readonly keepsFirst: boolean;
}
/** A row to insert. */
export interface HotRow { readonly table: HotTable; readonly values: readonly Value[] }

function hotTable<T extends keyof Database>(name: T, columns: Columns<T>, keepsFirst = false): HotTable & { row(values: Database[T]): HotRow } {
  const names = Object.keys(columns) as (keyof Database[T] & string)[];
  const table: HotTable = { name, columns: names, types: names.map((column) => columns[column]), keepsFirst };
  return { ...table, row: (values) => ({ table, values: names.map((column) => values[column] as Value) }) };
}

/** Values that were used once, and by whom. */
export const singleUse = hotTable('single_use', { tenant_id: 'text', kind: 'text', key: 'text', spent_by: 'text', spent_at: 'bigint', keep_until: 'bigint', outcome: 'text' }, true);

/** What was allowed once: the root of codes and tokens. */
export const grants = hotTable('grants', {
  tenant_id: 'text', key: 'text', client_id: 'text', user_id: 'text', session_key: 'text', offline: 'smallint', scope: 'text', audience: 'text', auth_time: 'bigint',
  device: 'text', created_at: 'bigint', absolute_expires_at: 'bigint', revoked_at: 'bigint', detail: 'text',
});

/** RFC 6749 §4.1.2. */
export const codes = hotTable('codes', { tenant_id: 'text', key: 'text', grant_key: 'text', client_id: 'text', redirect_uri: 'text', challenge: 'text', nonce: 'text', expires_at: 'bigint', detail: 'text' });

/** Opaque access tokens and refresh tokens. */
export const tokens = hotTable('tokens', {
  tenant_id: 'text', key: 'text', kind: 'text', grant_key: 'text', client_id: 'text', user_id: 'text', scope: 'text', audience: 'text', issued_at: 'bigint', expires_at: 'bigint', detail: 'text',
});

/** The scopes that people allowed, one a row. */
export const consents = hotTable('consents', { tenant_id: 'text', user_id: 'text', client_id: 'text', audience: 'text', scope: 'text', given_at: 'bigint' }, true);

/** Authorization requests on their way through the pages. */
export const transactions = hotTable('transactions', { tenant_id: 'text', key: 'text', version: 'bigint', expires_at: 'bigint', data: 'text' });

/** People signed in at browsers. */
export const sessions = hotTable('sessions', {
  tenant_id: 'text', key: 'text', sid: 'text', user_id: 'text', auth_time: 'bigint', last_seen: 'bigint', idle_expires_at: 'bigint', absolute_expires_at: 'bigint', user_agent: 'text', address: 'text', metadata: 'text',
});

/** Messages on their way out. */
export const outbox = hotTable('outbox', { tenant_id: 'text', key: 'text', kind: 'text', due_at: 'bigint', attempts: 'bigint', data: 'text' });

/** The lines of the log. */
export const logs = hotTable('logs', { tenant_id: 'text', key: 'text', event: 'text', type: 'text', result: 'text', reason: 'text', client_id: 'text', user_id: 'text', connection: 'text', address: 'text', detail: 'text' });

/** People of a bulk import. */
export const users = hotTable('users', {
  tenant_id: 'text', id: 'text', connection: 'text', email: 'text', canonical_email: 'text', email_verified: 'bigint', username: 'text', blocked: 'bigint', password_hash: 'text', profile: 'text', user_metadata: 'text',
  app_metadata: 'text', created_at: 'bigint', updated_at: 'bigint', last_login: 'bigint', last_ip: 'text', logins_count: 'bigint',
});

/** The names under which they sign in. */
export const userLogins = hotTable('user_logins', { tenant_id: 'text', connection: 'text', login: 'text', user_id: 'text', linked_id: 'text' });

/** Pieces of the files of jobs. */
export const jobChunks = hotTable('job_chunks', { tenant_id: 'text', job_id: 'text', side: 'text', number: 'bigint', bytes: 'text' });

/** Rows of files that were not taken. */
export const jobErrors = hotTable('job_errors', { tenant_id: 'text', job_id: 'text', number: 'bigint', data: 'text' });

/** `single_use` apart, in the order in which PostgreSQL is told of them; concurrent batches meet only in `consents`, whose rows are sorted, and in the names of people, which an import sorts. */
export const insertableTables: readonly HotTable[] = [consents, grants, codes, tokens, transactions, sessions, outbox, logs, users, userLogins, jobChunks, jobErrors].map(({ name, columns, types, keepsFirst }) => ({ name, columns, types, keepsFirst }));
