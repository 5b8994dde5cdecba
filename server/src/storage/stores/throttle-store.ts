import type { Count, CounterChange, ThrottleStore } from '../../identity/ports/throttle-store.ts';
import type { Seconds } from '../../kernel/time.ts';
import { logRow } from './log-rows.ts';
import { prepareWrite } from './prepared-write.ts';
import type { StoreTools } from './store-tools.ts';

interface CounterRow { readonly count: number; readonly reset_at: number }

/** Counters that every node shares. Those of one call are counted in one commit, in the order in which they are named: two calls wait for one another in one direction only. */
export function throttleStore({ driver, queries: { throttles: queries } }: StoreTools): ThrottleStore {
  const countOf = (row: CounterRow | undefined, now: Seconds): Count => ({ count: row?.count ?? 0, resetAt: row?.reset_at ?? now });
  const changesOf = (tenant: string, changes: readonly CounterChange[], now: Seconds) => changes.map((change) => (change.kind === 'hit'
    ? queries.hit({ tenant, key: change.key, now, resetAt: now + change.window })
    : queries.clear({ tenant, key: change.key })));

  return {
    async take(tenant, { first, also }, now) {
      const { won, rows } = await driver.write({
        guard: queries.take({ tenant, key: first.key, now, resetAt: now + first.window, most: first.most }),
        queries: also.map(({ key, window }) => queries.hit({ tenant, key, now, resetAt: now + window })),
      });
      return won ? rows.map(([row]) => countOf(row as CounterRow | undefined, now)) : 'full';
    },
    async peek(tenant, key, now) {
      const [row] = await driver.read(queries.peek({ tenant, key, now }));
      return countOf(row, now);
    },
    async change(tenant, changes, now) { await driver.write({ queries: changesOf(tenant, changes, now) }); },
    async clear(tenant, keys, log) { await driver.write({ queries: keys.map((key) => queries.clear({ tenant, key })), rows: [logRow(tenant, log)] }); },
    prepareChange: (tenant, changes, now) => prepareWrite({ queries: changesOf(tenant, changes, now) }),
  };
}
