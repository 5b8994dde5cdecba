import { sql, type RawBuilder } from 'kysely';
import type { DialectName } from '../dialect.ts';

/** The parameters of a read by key that many requests make at once. */
export interface ByKey { readonly tenant: string; readonly key: string | readonly string[] }

/** `column = key`; on PostgreSQL, where such reads are gathered, `column = any(keys)`. */
export const keyMatcher = (dialect: DialectName) => (column: string, key: ByKey['key']): RawBuilder<boolean> =>
  dialect === 'sqlite' ? sql<boolean>`${sql.ref(column)} = ${key}` : sql<boolean>`${sql.ref(column)} = any(${key})`;
