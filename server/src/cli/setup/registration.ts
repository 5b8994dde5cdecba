import type { GuideApplication } from '../../guides/guide.ts';
import type { RenderedGuide } from '../../guides/render-guide.ts';
import { newClientSecret, newId } from '../../kernel/ids.ts';
import type { TenantId } from '../../kernel/tenant.ts';
import { newClient } from '../../management/clients/new-client.ts';
import { created } from '../../management/resource-servers/schema.ts';
import type { Client } from '../../protocol/client/client.ts';
import type { ClientGrant, ResourceServer } from '../../protocol/client/resource-server.ts';
import { CliFailure } from '../failure.ts';
import type { House } from '../house.ts';

/** What the application of a project shall be. */
export interface Wanted {
  readonly name: string;
  readonly application: GuideApplication;
  readonly addresses: Pick<RenderedGuide, 'redirectUris' | 'logoutUris' | 'webOrigins'>;
  /** The identifier of the API that its tokens are for. */
  readonly api: string | undefined;
}

/** The application that a project named, and the secret that it knows. */
export interface Known { readonly client: Client | undefined; readonly secret: string | undefined }

/** What is registered already, and what is to be. Nothing is written by making one. */
export interface RegistrationPlan {
  readonly client: Client;
  /** The secret that the project shall have; `undefined` for applications that keep none. */
  readonly secret: string | undefined;
  readonly state: 'new' | 'changed' | 'same';
  /** What changes of an application that is there, in words. */
  readonly changes: readonly string[];
  readonly api: ResourceServer | undefined;
  readonly apiState: 'new' | 'same';
  readonly grant: ClientGrant | undefined;
}

/** Compares what is registered with what is wanted. Addresses that somebody added stay. */
export async function planRegistration(house: House, wanted: Wanted, known: Known): Promise<RegistrationPlan> {
  const { storage: { registry }, defaultTenant } = house;
  const base = known.client ?? newOne(defaultTenant.id, wanted);
  const { client, secret, changes } = withSecret(house, brought(base, wanted), known);
  const all = [...(known.client === undefined ? [] : differences(known.client, client)), ...changes];
  const state = known.client === undefined ? 'new' : all.length > 0 ? 'changed' : 'same';
  if (wanted.api === undefined) return { client, secret, changes: all, state, api: undefined, apiState: 'same', grant: undefined };
  const identifier = wanted.api;
  const stored = (await registry.listResourceServers(defaultTenant.id)).find((api) => api.identifier === identifier);
  const api = stored ?? created(defaultTenant.id, { identifier, name: `${wanted.name} API` });
  const acts = wanted.application.type === 'non_interactive';
  const granted = !acts || (await registry.listClientGrants(defaultTenant.id)).some(({ clientId, audience }) => clientId === client.id && audience === identifier);
  const grant = granted ? undefined : { tenant: defaultTenant.id, id: newId('cgr'), clientId: client.id, audience: identifier, scope: api.permissions.map(({ value }) => value) };
  return { client, secret, changes: all, state, api, apiState: stored === undefined ? 'new' : 'same', grant };
}

/** Writes what a plan says, the API first: what names another thing comes after it. */
export async function register({ storage: { registry } }: House, { client, state, api, apiState, grant }: RegistrationPlan): Promise<void> {
  if (api !== undefined && apiState === 'new' && await registry.insertResourceServer(api) === 'taken') throw interrupted(`The API ${api.identifier}`);
  if (state === 'new' && await registry.insertClient(client) === 'taken') throw interrupted(`The application ${client.id}`);
  if (state === 'changed' && await registry.replaceClient(client) === 'unknown') throw interrupted(`The application ${client.id}`);
  if (grant !== undefined) await registry.insertClientGrant(grant);
}

function newOne(tenant: TenantId, { name, application: { type, grantTypes } }: Wanted): Client {
  const client = newClient(tenant, { app_type: type });
  return { ...client, name, grantTypes: grantTypes ?? client.grantTypes };
}

const interrupted = (what: string) => new CliFailure(`${what} was changed by somebody else in this moment.`, { next: 'gatehouse setup' });

const union = <Value extends string>(stored: readonly Value[], wanted: readonly Value[]) => [...stored, ...wanted.filter((one) => !stored.includes(one))];

const brought = (client: Client, { application, addresses }: Wanted): Client => ({
  ...client,
  authenticationMethod: application.authentication,
  grantTypes: union(client.grantTypes, application.grantTypes ?? []),
  redirectUris: union(client.redirectUris, addresses.redirectUris),
  logoutUris: union(client.logoutUris, addresses.logoutUris),
  webOrigins: union(client.webOrigins, addresses.webOrigins),
});

/** A secret is kept as a hash: where the project does not know it, it gets a new one, and the one before stays good for who else has it. */
function withSecret({ secrets }: House, client: Client, { secret }: Known): Pick<RegistrationPlan, 'client' | 'secret' | 'changes'> {
  if (client.authenticationMethod === 'none') return { client, secret: undefined, changes: [] };
  if (secret !== undefined && secrets.matches(secret, client.secrets.map(({ hash }) => hash))) return { client, secret, changes: [] };
  const fresh = newClientSecret();
  return { client: { ...client, secrets: [{ hash: secrets.hash(fresh), expiresAt: undefined }, ...client.secrets.slice(0, 1)] }, secret: fresh, changes: ['a new secret'] };
}

const compared = [['redirectUris', 'callback URLs'], ['logoutUris', 'logout URLs'], ['webOrigins', 'web origins'], ['grantTypes', 'grant types'], ['authenticationMethod', 'how it proves itself']] as const;
const differences = (stored: Client, next: Client) => compared.filter(([member]) => JSON.stringify(stored[member]) !== JSON.stringify(next[member])).map(([, inWords]) => inWords);
