import type { ThrottleStore } from '../../identity/ports/throttle-store.ts';
import type { StoreTools } from './store-tools.ts';

interface Counter { readonly count: number; readonly reset_at: number }

/** Counters that every node shares; a hit is one statement. */
export function throttleStore({ driver, queries: { throttles: queries } }: StoreTools): ThrottleStore {
  const answer = (row: Counter | undefined, now: number) => ({ count: row?.count ?? 0, resetAt: row?.reset_at ?? now });
  return {
    async hit(tenant, key, now, window) {
      const { rows: [rows] } = await driver.write({ queries: [queries.hit({ tenant, key, now, resetAt: now + window })] });
      return answer(rows?.[0] as Counter | undefined, now);
    },
    async peek(tenant, key, now) {
      const [row] = await driver.read(queries.peek({ tenant, key, now }));
      return answer(row, now);
    },
    async clear(tenant, key) { await driver.write({ queries: [queries.clear({ tenant, key })] }); },
  };
}
