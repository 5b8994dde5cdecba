import { keyFloor } from '../../kernel/opaque-token.ts';
import type { Seconds } from '../../kernel/time.ts';
import type { SweepLimits } from '../queries/sweep-queries.ts';
import { newestKey } from '../stores/newest-key.ts';
import type { StoreTools } from '../stores/store-tools.ts';
import { tableWalk, type Place } from './table-walk.ts';

const day: Seconds = 86_400;
/** A grant is kept so long after its end: access tokens that came from it may live on, and are asked about. */
const grantMargin: Seconds = 31 * day;
/** The log is kept so long where nothing else is said. */
const usualLogRetention: Seconds = 30 * day;
/** In one sweep, of one table. The next sweep goes on from there. */
const mostSteps = 200;

/** The sweep of every table. It remembers where it was; nothing is lost when it is forgotten. */
export function sweeper({ driver, queries }: Pick<StoreTools, 'driver' | 'queries'>, logRetention: Seconds = usualLogRetention): (now: Seconds) => Promise<number> {
  const walks = queries.sweep.map((query) => tableWalk(query, driver)).map((walk) => ({ walk, place: walk.start }));
  return async (now) => {
    const limits: SweepLimits = { now, long: now - grantMargin, logKey: keyFloor((now - logRetention) * 1000) };
    let removed = 0;
    for (const one of walks) {
      let next: Place | undefined = one.place;
      for (let steps = 0; steps < mostSteps && next !== undefined; steps++) {
        const done: Awaited<ReturnType<typeof one.walk.step>> = await one.walk.step(next, limits);
        removed += done.removed;
        next = one.walk.table === 'logs' ? pastKept(done.next, limits) : done.next;
      }
      one.place = next ?? one.walk.start;
    }
    return removed;
  };
}

/** What is kept of a log stands at its end in the order of time: the walk goes on with the log of the next tenant. */
const pastKept = (next: Place | undefined, { logKey }: SweepLimits): Place | undefined => {
  const [tenant, key] = next ?? [];
  return tenant !== undefined && key !== undefined && key >= logKey ? [tenant, newestKey] : next;
};
