import { Refusal } from '../../kernel/refusal.ts';
import type { TenantId } from '../../kernel/tenant.ts';
import type { ConnectionDirectory } from '../ports/connection-store.ts';
import type { Connection } from './connection.ts';
import { isUpstreamStrategy } from './upstream.ts';

/** Where somebody may come from. `clientId` is `undefined` for a page of the server itself, which every database leads to; `named`: the connection that was asked for. */
export interface ConnectionChoice { readonly tenant: TenantId; readonly clientId: string | undefined; readonly named: string | undefined }

/** One or more, in the order in which they are asked. */
export type SomeConnections = readonly [Connection, ...Connection[]];

/** The databases in which a person is looked for. A connection that is named but not enabled, or unknown, is told apart for the log; both are refused. */
export async function chooseDatabases({ tenant, clientId, named }: ConnectionChoice, connections: ConnectionDirectory): Promise<SomeConnections | Refusal<'invalid_request'>> {
  const open = clientId === undefined ? await connections.list(tenant) : await connections.listOfClient(tenant, clientId);
  const [first, ...others] = open.filter(({ strategy, name }) => strategy === 'auth0' && (named === undefined || name === named));
  if (first !== undefined) return [first, ...others];
  if (named === undefined) return new Refusal('invalid_request', 'connection.none');
  return new Refusal('invalid_request', (await connections.find(tenant, named)) === undefined ? 'connection.unknown' : 'connection.disabled', { received: named.slice(0, 128) });
}

/** The other providers that an application leads to, or the one of them that it named; none is an empty list. */
export async function chooseUpstream({ tenant, clientId, named }: ConnectionChoice, connections: ConnectionDirectory): Promise<readonly Connection[]> {
  const open = clientId === undefined ? await connections.list(tenant) : await connections.listOfClient(tenant, clientId);
  return open.filter(({ strategy, name }) => isUpstreamStrategy(strategy) && (named === undefined || name === named));
}

/** The database in which new accounts are made: the first that takes any. */
export const findSignupConnection = (databases: readonly Connection[]): Connection | undefined => databases.find(({ options }) => options.disable_signup !== true);
