import type { TenantId } from '../kernel/tenant.ts';
import { passwordConnection } from '../identity/connections/password-connection.ts';
import { skippedOwner } from '../identity/setup/skipped-owner.ts';
import type { UserStore } from '../identity/ports/user-store.ts';
import type { Registry } from '../protocol/ports/registry.ts';
import { samplePeople } from './catalogue.ts';
import { removeSampleSecrets } from './sample-secrets.ts';

/** Where samples may stand. */
export interface SamplePlace { readonly registry: Registry; readonly users: UserStore; readonly tenant: TenantId }

/** The samples of a tenant: client ids, API identifiers and user ids. Production refuses to start while there is one. */
export interface FoundSamples { readonly clients: readonly string[]; readonly apis: readonly { readonly id: string; readonly identifier: string }[]; readonly people: readonly { readonly id: string; readonly email: string }[] }

/** Everything in the tenant that is marked as a sample. */
export async function findSamples({ registry, users, tenant }: SamplePlace): Promise<FoundSamples> {
  const clients = (await registry.listClients(tenant)).filter(({ sample }) => sample).map(({ id }) => id as string);
  const apis = (await registry.listResourceServers(tenant)).filter(({ sample }) => sample).map(({ id, identifier }) => ({ id, identifier }));
  const people = [];
  for (const { email } of [...samplePeople, skippedOwner]) {
    const user = await users.findByLogin(tenant, passwordConnection, email);
    if (user?.appMetadata['sample'] === true) people.push({ id: user.id, email });
  }
  return { clients, apis, people };
}

/** The names of what was found, one per line of a message. */
export const nameSamples = ({ clients, apis, people }: FoundSamples): readonly string[] => [
  ...clients.map((id) => `application ${id}`),
  ...apis.map(({ identifier }) => `API ${identifier}`),
  ...people.map(({ email }) => `user ${email}`),
];

/** Removes every sample of the tenant, with what hangs on it, and the file of plain secrets. Answers what was removed. */
export async function removeSamples(place: SamplePlace, data: string): Promise<FoundSamples> {
  const found = await findSamples(place);
  const { registry, users, tenant } = place;
  const grants = await registry.listClientGrants(tenant);
  const gone = (grant: { readonly clientId: string; readonly audience: string }) => found.clients.includes(grant.clientId) || found.apis.some(({ identifier }) => identifier === grant.audience);
  for (const grant of grants.filter(gone)) await registry.removeClientGrant(tenant, grant.id);
  for (const id of found.clients) await registry.removeClient(tenant, id);
  for (const { id } of found.apis) await registry.removeResourceServer(tenant, id);
  for (const { id } of found.people) await users.remove(tenant, id);
  await removeSampleSecrets(data);
  return found;
}
