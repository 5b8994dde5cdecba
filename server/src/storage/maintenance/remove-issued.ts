import type { TenantId } from '../../kernel/tenant.ts';
import type { StoreTools } from '../stores/store-tools.ts';
import { tableWalk, type Place } from './table-walk.ts';

/** Removes everything that was ever issued to a client. There is no index on clients, and removing one is rare: the tables are walked in steps. */
export function issuedRemover({ driver, queries }: Pick<StoreTools, 'driver' | 'queries'>): (tenant: TenantId, clientId: string) => Promise<void> {
  const walks = queries.issued.map((query) => tableWalk(query, driver));
  return async (tenant, clientId) => {
    for (const walk of walks) {
      let next: Place | undefined = [tenant, ...walk.start.slice(1)];
      // The rows of a tenant stand together: past them there is nothing to do.
      while (next?.[0] === tenant) ({ next } = await walk.step(next, { tenant, clientId }));
    }
  };
}
