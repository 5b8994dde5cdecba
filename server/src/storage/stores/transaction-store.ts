import type { Transaction, TransactionStore } from '../../protocol/ports/transaction-store.ts';
import { transactions } from '../hot-tables.ts';
import { partsOf } from './prepared-write.ts';
import type { StoreTools } from './store-tools.ts';

/** Authorization requests on their way through the pages; a step is a compare-and-set of the version. */
export function transactionStore({ driver, queries: { transactions: queries } }: StoreTools): TransactionStore {
  return {
    async open(tenant, transaction, along = []) {
      const { key, version, expiresAt } = transaction;
      const { rows, queries: more } = partsOf(along);
      await driver.write({ queries: more, rows: [...rows, transactions.row({ tenant_id: tenant, key, version, expires_at: expiresAt, data: JSON.stringify(transaction) })] });
    },
    async load(tenant, key) {
      const [row] = await driver.read(queries.load({ tenant, key }));
      return row === undefined ? undefined : transactionOf(row.data);
    },
    async advance(tenant, next, along = []) {
      const { key, version, expiresAt } = next;
      const { won } = await driver.write({ guard: queries.advance({ tenant, key, seen: version - 1, version, expiresAt, data: JSON.stringify(next) }), ...partsOf(along) });
      return won ? 'advanced' : 'stale';
    },
    async finish(tenant, key, version) {
      const { won } = await driver.write({ guard: queries.finish({ tenant, key, version }) });
      return won;
    },
  };
}

/** JSON leaves out what is `undefined`; the record has it. */
const transactionOf = (data: string): Transaction => ({ sessionKey: undefined, ...(JSON.parse(data) as Omit<Transaction, 'sessionKey'>) });
