import type { Statements } from '../statements/draft.ts';
import { walkQueries, type WalkedTable } from './walk-queries.ts';

/** A client, by its id. */
export interface OfClient { readonly tenant: string; readonly clientId: string }

const condition: WalkedTable<OfClient>['condition'] = ({ sql, slot }) => sql<boolean>`tenant_id = ${slot('tenant')} and client_id = ${slot('clientId')}`;
const tables: readonly WalkedTable<OfClient>[] = [
  { purpose: 'client', name: 'grants', key: ['tenant_id', 'key'], condition },
  { purpose: 'client', name: 'tokens', key: ['tenant_id', 'key'], condition },
  { purpose: 'client', name: 'consents', key: ['tenant_id', 'user_id', 'client_id', 'audience', 'scope'], condition },
  { purpose: 'client', name: 'device_keys', key: ['tenant_id', 'id'], condition },
];

/** A walk of every table that holds what was issued to clients. */
export const issuedQueries = (statement: Statements) => tables.map((table) => walkQueries(statement, table));
