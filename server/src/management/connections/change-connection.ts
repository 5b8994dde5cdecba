import type { Connection } from '../../identity/connections/connection.ts';
import { isOnlyOne, isUpstreamStrategy, upstreamStrategies } from '../../identity/connections/upstream.ts';
import type { Enabling } from '../../identity/ports/connection-store.ts';
import { newId } from '../../kernel/ids.ts';
import type { TenantId } from '../../kernel/tenant.ts';
import { isDashboard } from '../../protocol/administration/dashboard-client.ts';
import { invalidBody, ManagementRefusal } from '../refusal.ts';
import type { ManagementTools } from '../tools.ts';
import { refuseOptions } from './options.ts';
import type { CreateBody, UpdateBody } from './schema.ts';
import { withUpstream, type UpstreamOptionTools } from './upstream-options.ts';

/** Makes the record of a new connection; nothing is stored. */
export function createdConnection(tenant: TenantId, body: CreateBody, tools: UpstreamOptionTools): Connection | ManagementRefusal {
  const { strategy, name } = body;
  if (strategy !== 'auth0' && strategy !== 'email' && !isUpstreamStrategy(strategy)) return invalidBody(`Payload validation error: strategy: ${strategy} is not there: it must be auth0 (a database), email (sign-in by mail), or ${upstreamStrategies.join(' or ')} (another provider).`);
  const onlyOne = strategy === 'email' || (isUpstreamStrategy(strategy) && isOnlyOne(strategy));
  if (onlyOne && name !== strategy) return invalidBody(`Payload validation error: name: the connection of the strategy ${strategy} is called ${strategy}.`);
  const bare: Connection = { tenant, id: newId('con'), name, strategy, displayName: undefined, options: isUpstreamStrategy(strategy) ? {} : { brute_force_protection: true }, metadata: {}, isDomainConnection: false, showAsButton: false };
  return changedConnection(bare, body, tools);
}

/** The record after a change; what the body does not name stays. */
export function changedConnection(before: Connection, body: UpdateBody, tools: UpstreamOptionTools): Connection | ManagementRefusal {
  if (body.realms !== undefined && (body.realms.length !== 1 || body.realms[0] !== before.name)) return invalidBody(`Payload validation error: realms: the one realm of a connection is its name, ${before.name}.`);
  const sent = body.options ?? before.options;
  const refused = refuseOptions(before.strategy, sent);
  if (refused !== undefined) return refused;
  // Auth0's deploy tool sends it with every database; it says nothing that is not so anyway.
  const { disable_self_service_change_password: _always, ...options } = sent;
  const next: Connection = {
    ...before, options, displayName: body.display_name ?? before.displayName, metadata: body.metadata ?? before.metadata, isDomainConnection: body.is_domain_connection ?? before.isDomainConnection, showAsButton: body.show_as_button ?? before.showAsButton,
  };
  return withUpstream(before, next, tools);
}

/**
 * What turns one list of applications into another; an application that does not exist is refused by name. The dashboard stays where it is, named or not:
 * where administrators come from is chosen by owners (`PATCH /connections/{id}/clients`), and lists of tools that know nothing of it lock nobody out.
 */
export async function enablingsOf(was: readonly string[], asked: readonly string[] | undefined, { tenant, registry }: { readonly tenant: TenantId; readonly registry: ManagementTools['registry'] }): Promise<readonly Enabling[] | ManagementRefusal> {
  if (asked === undefined) return [];
  const others = (ids: readonly string[]) => ids.filter((id) => !isDashboard(id));
  const [before, wanted] = [others(was), others(asked)];
  const known = new Set<string>((await registry.listClients(tenant)).map(({ id }) => id));
  const unknown = wanted.find((id) => !known.has(id));
  if (unknown !== undefined) return new ManagementRefusal(400, `Payload validation error: enabled_clients: there is no application ${unknown.slice(0, 100)}.`, { errorCode: 'invalid_body' });
  return [...before.filter((id) => !wanted.includes(id)).map((clientId) => ({ clientId, enabled: false })), ...wanted.filter((id) => !before.includes(id)).map((clientId) => ({ clientId, enabled: true }))];
}
