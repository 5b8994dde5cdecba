import type { Seconds } from '../../kernel/time.ts';
import type { Statements } from '../statements/draft.ts';
import { walkQueries, type WalkedTable } from './walk-queries.ts';

/** The ends of what is kept. */
export interface SweepLimits { readonly now: Seconds; readonly long: Seconds; readonly logKey: string }

const byKey = ['tenant_id', 'key'];
const byKind = ['tenant_id', 'kind', 'key'];

/** What expires, and when. There is no index on a time: rows are found by walking, in the order in which they were made. */
const tables: readonly Omit<WalkedTable<SweepLimits>, 'purpose'>[] = [
  { name: 'codes', key: byKey, condition: ({ sql, slot }) => sql<boolean>`expires_at < ${slot('now')}` },
  { name: 'tokens', key: byKey, condition: ({ sql, slot }) => sql<boolean>`expires_at < ${slot('now')}` },
  { name: 'transactions', key: byKey, condition: ({ sql, slot }) => sql<boolean>`expires_at < ${slot('now')}` },
  { name: 'pending', key: byKind, condition: ({ sql, slot }) => sql<boolean>`expires_at < ${slot('now')}` },
  // Kept for a while: who comes late is told so, and gets a new one.
  { name: 'tickets', key: byKey, condition: ({ sql, slot }) => sql<boolean>`expires_at < ${slot('long')}` },
  { name: 'sessions', key: byKey, condition: ({ sql, slot }) => sql<boolean>`absolute_expires_at < ${slot('now')}` },
  { name: 'throttles', key: byKey, condition: ({ sql, slot }) => sql<boolean>`reset_at < ${slot('now')}` },
  { name: 'single_use', key: byKind, condition: ({ sql, slot }) => sql<boolean>`keep_until < ${slot('now')}` },
  { name: 'grants', key: byKey, condition: ({ sql, slot }) => sql<boolean>`absolute_expires_at < ${slot('long')}` },
  { name: 'logs', key: byKey, condition: ({ sql, slot }) => sql<boolean>`key < ${slot('logKey')}` },
];

/** A walk of every table that holds what expires. */
export const sweepQueries = (statement: Statements) => tables.map((table) => walkQueries(statement, { ...table, purpose: 'sweep' }));
