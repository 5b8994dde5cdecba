import type { Pending, PendingStore } from '../../protocol/ports/pending-store.ts';
import { UniqueViolation } from '../unique-violation.ts';
import { partsOf } from './prepared-write.ts';
import type { StoreTools } from './store-tools.ts';

/** Things that wait; a change is a compare-and-set of the version. */
export function pendingStore({ driver, queries: { pending: queries } }: StoreTools): PendingStore {
  return {
    async open(tenant, things, along = []) {
      try {
        const { rows, queries: others } = partsOf(along);
        await driver.write({ rows, queries: [...things.map(({ kind, key, version, expiresAt, data }) => queries.insert({ tenant, kind, key, version, expiresAt, data: JSON.stringify(data) })), ...others] });
        return 'opened';
      } catch (error) {
        if (error instanceof UniqueViolation) return 'taken';
        throw error;
      }
    },
    async load<Data extends object>(tenant: string, kind: Pending<Data>['kind'], key: string) {
      const [row] = await driver.read(queries.load({ tenant, kind, key }));
      return row === undefined ? undefined : { kind, key, version: row.version, expiresAt: row.expires_at, data: JSON.parse(row.data) as Data };
    },
    async list<Data extends object>(tenant: string, kind: Pending<Data>['kind'], take: number) {
      const rows = await driver.read(queries.list({ tenant, kind, take }));
      return rows.map((row) => ({ kind, key: row.key, version: row.version, expiresAt: row.expires_at, data: JSON.parse(row.data) as Data }));
    },
    async advance(tenant, { kind, key, version, expiresAt, data }, along = []) {
      const { won } = await driver.write({ guard: queries.advance({ tenant, kind, key, seen: version - 1, version, expiresAt, data: JSON.stringify(data) }), ...partsOf(along) });
      return won ? 'advanced' : 'stale';
    },
    async remove(tenant, kind, key) {
      const { won } = await driver.write({ guard: queries.remove({ tenant, kind, key }) });
      return won;
    },
  };
}
