import type { RawBuilder } from 'kysely';
import type { Desk } from '../statements/draft.ts';

/** The parameters of a read by key that many requests make at once. */
export interface ByKey { readonly tenant: string; readonly key: string | readonly string[] }

/** `column = key`; on PostgreSQL, where such reads are gathered, `column = any(keys)`. */
export const matchesKey = ({ dialect, sql, slot }: Desk<ByKey>, column: string): RawBuilder<boolean> =>
  dialect === 'sqlite' ? sql<boolean>`${sql.ref(column)} = ${slot('key')}` : sql<boolean>`${sql.ref(column)} = any(${slot('key')})`;
