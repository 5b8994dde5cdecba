import { sql } from 'kysely';
import type { QueryBuilder } from '../dialect.ts';
import type { Driver } from '../driver.ts';
import type { Milliseconds, Seconds } from '../../kernel/time.ts';
import { start, tableWalk, type Place, type WalkedTable } from './table-walk.ts';

interface Limits { readonly now: Seconds; readonly long: Seconds; readonly logKey: string }

const byKey = ['tenant_id', 'key'];
const day: Seconds = 86_400;
/** A grant is kept so long after its end: access tokens that came from it may live on, and are asked about. */
const grantMargin: Seconds = 31 * day;
/** The log is kept so long. */
const logRetention: Seconds = 30 * day;
/** In one sweep, of one table. The next sweep goes on from there. */
const mostSteps = 200;

/** What expires, and when. There is no index on a time: rows are found by walking, in the order in which they were made. */
const tables: readonly WalkedTable<Limits>[] = [
  { purpose: 'sweep', name: 'codes', key: byKey, condition: (slot) => sql<boolean>`expires_at < ${slot('now')}` },
  { purpose: 'sweep', name: 'tokens', key: byKey, condition: (slot) => sql<boolean>`expires_at < ${slot('now')}` },
  { purpose: 'sweep', name: 'transactions', key: byKey, condition: (slot) => sql<boolean>`expires_at < ${slot('now')}` },
  { purpose: 'sweep', name: 'pending', key: ['tenant_id', 'kind', 'key'], condition: (slot) => sql<boolean>`expires_at < ${slot('now')}` },
  { purpose: 'sweep', name: 'sessions', key: byKey, condition: (slot) => sql<boolean>`absolute_expires_at < ${slot('now')}` },
  { purpose: 'sweep', name: 'throttles', key: byKey, condition: (slot) => sql<boolean>`reset_at < ${slot('now')}` },
  { purpose: 'sweep', name: 'single_use', key: ['tenant_id', 'kind', 'key'], condition: (slot) => sql<boolean>`keep_until < ${slot('now')}` },
  { purpose: 'sweep', name: 'grants', key: byKey, condition: (slot) => sql<boolean>`absolute_expires_at < ${slot('long')}` },
  { purpose: 'sweep', name: 'logs', key: byKey, condition: (slot) => sql<boolean>`key < ${slot('logKey')}` },
];

/** The sweep of every table. It remembers where it was; nothing is lost when it is forgotten. */
export function sweeper(tools: { readonly driver: Driver; readonly db: QueryBuilder }): (now: Seconds) => Promise<number> {
  const walks = tables.map((table) => ({ table, walk: tableWalk(table, tools), place: start(table) }));
  return async (now) => {
    const limits: Limits = { now, long: now - grantMargin, logKey: timePrefix((now - logRetention) * 1000) };
    let removed = 0;
    for (const one of walks) {
      let next: Place | undefined = one.place;
      for (let steps = 0; steps < mostSteps && next !== undefined; steps++) {
        const done: Awaited<ReturnType<typeof one.walk.step>> = await one.walk.step(next, limits);
        removed += done.removed;
        next = done.next;
      }
      one.place = next ?? start(one.table);
    }
    return removed;
  };
}

/** Smaller than every key that was made at this time or later. */
const timePrefix = (time: Milliseconds) => Math.max(0, time).toString(16).padStart(12, '0');
