import type { LegacyFlow, TenantSettings } from '../../src/kernel/tenant.ts';
import type { Client, ClientId } from '../../src/protocol/client/client.ts';
import type { ResourceServer } from '../../src/protocol/client/resource-server.ts';
import { resourceServerDefaults } from '../../src/protocol/client/resource-server.ts';
import { clientOf } from '../protocol/client-of-test.ts';
import type { App } from './app.ts';
import type { RunningHouse } from './house.ts';

/** An open house, serving or not. */
export type Housed = Pick<RunningHouse, 'house'>;

/** Registers one more application; the secret of a confidential one is its id with a tail. */
export async function addApp({ house }: Housed, id: string, over: Partial<Client> = {}): Promise<App> {
  const secret = `${id}-and-a-tail-that-makes-a-secret-of-it-0123456789`;
  const { authenticationMethod: method = 'client_secret_post', redirectUris = ['https://rp.example/cb'] } = over;
  if (method !== 'none' && method !== 'client_secret_basic' && method !== 'client_secret_post') throw new Error(`The tests do not speak ${method} here.`);
  const secrets = method === 'none' ? [] : [{ hash: house.secrets.hash(secret), expiresAt: undefined, sealed: house.sealing.seal(Buffer.from(secret), `client secret default ${id}`) }];
  const outcome = await house.storage.registry.insertClient(clientOf({ name: id, secrets, claimsStyle: 'auth0', ...over, redirectUris, authenticationMethod: method, id: id as ClientId, tenant: house.defaultTenant.id }));
  if (outcome === 'taken') throw new Error(`${id} is taken.`);
  return { id, method, secret: method === 'none' ? undefined : secret, redirectUri: redirectUris[0] ?? '' };
}

/** Registers one more API. */
export async function addApi({ house }: Housed, identifier: string, over: Partial<ResourceServer> = {}): Promise<ResourceServer> {
  const api: ResourceServer = {
    tenant: house.defaultTenant.id, id: `api_${identifier.replace(/\W/g, '')}`, identifier, name: identifier, tokenTtl: 3600, signingAlg: 'RS256', dialect: 'auth0', allowOfflineAccess: true, skipConsentForFirstParty: true,
    introspectors: [], ...resourceServerDefaults, enabled: true, sample: false, permissions: [{ value: 'read:things', description: 'See your things' }], ...over,
  };
  if (await house.storage.registry.insertResourceServer(api) === 'taken') throw new Error(`${identifier} is taken.`);
  return api;
}

/** Changes the settings of the default tenant. */
export async function setTenant({ house }: Housed, over: Partial<TenantSettings>): Promise<void> {
  const tenant = await house.storage.tenants.find(house.defaultTenant.id) ?? house.defaultTenant;
  await house.storage.tenants.replace({ ...tenant, settings: { ...tenant.settings, ...over } });
}

/** Switches unsafe flows on in the default tenant. */
export const switchOn = (house: Housed, ...legacyFlows: readonly LegacyFlow[]) => setTenant(house, { legacyFlows });
