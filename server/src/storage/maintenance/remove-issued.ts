import { sql } from 'kysely';
import type { QueryBuilder } from '../dialect.ts';
import type { Driver } from '../driver.ts';
import type { TenantId } from '../../kernel/tenant.ts';
import { start, tableWalk, type Place, type WalkedTable } from './table-walk.ts';

interface OfClient { readonly tenant: string; readonly clientId: string }

const condition: WalkedTable<OfClient>['condition'] = (slot) => sql<boolean>`tenant_id = ${slot('tenant')} and client_id = ${slot('clientId')}`;
const tables: readonly WalkedTable<OfClient>[] = [
  { purpose: 'client', name: 'grants', key: ['tenant_id', 'key'], condition },
  { purpose: 'client', name: 'tokens', key: ['tenant_id', 'key'], condition },
  { purpose: 'client', name: 'consents', key: ['tenant_id', 'user_id', 'client_id', 'audience', 'scope'], condition },
];

/** Removes everything that was ever issued to a client. There is no index on clients, and removing one is rare: the tables are walked in steps. */
export function issuedRemover(tools: { readonly driver: Driver; readonly db: QueryBuilder }): (tenant: TenantId, clientId: string) => Promise<void> {
  const walks = tables.map((table) => ({ table, walk: tableWalk(table, tools) }));
  return async (tenant, clientId) => {
    for (const { table, walk } of walks) {
      let next: Place | undefined = [tenant, ...start(table).slice(1)];
      // The rows of a tenant stand together: past them there is nothing to do.
      while (next?.[0] === tenant) ({ next } = await walk.step(next, { tenant, clientId }));
    }
  };
}
