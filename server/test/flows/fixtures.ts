import type { House } from '../../src/compose.ts';
import { newUserId } from '../../src/kernel/ids.ts';
import { clientDefaults } from '../../src/protocol/client/client-defaults.ts';
import type { Client, ClientId } from '../../src/protocol/client/client.ts';
import { resourceServerDefaults, type ResourceServer } from '../../src/protocol/client/resource-server.ts';
import type { App } from './app.ts';
import { giveKeys } from './ring-of-house.ts';

/** The people of the attack catalogue who exist by now. */
export const people = {
  alice: { email: 'alice@example.com', password: 'correct horse battery staple' },
  bob: { email: 'bob@example.com', password: 'another fine long password' },
  carol: { email: 'carol@example.com', password: 'blocked but still long enough' },
} as const;

const secret = 'a-secret-of-the-tests-that-is-long-enough-0123456789';
const app = (id: string, method: App['method'], redirectUri = 'https://rp.example/cb'): App => ({ id, method, secret: method === 'none' ? undefined : secret, redirectUri });

/** The applications of the attack catalogue who exist by now. */
export const apps = {
  web: app('web', 'client_secret_basic'),
  post: app('post', 'client_secret_post'),
  strict: app('strict', 'client_secret_basic'),
  noPkce: app('no-pkce', 'client_secret_basic'),
  web3p: app('web3p', 'client_secret_basic', 'https://third.example/cb'),
  spa: app('spa', 'none', 'https://spa.example/'),
  native: app('native', 'none', 'http://127.0.0.1:51004/cb'),
  m2m: app('m2m', 'client_secret_post'),
  disabled: app('disabled', 'client_secret_basic'),
  es: app('es', 'client_secret_basic'),
  dev: app('dev', 'none'),
  dev3p: app('dev3p', 'client_secret_basic'),
  ciba: app('ciba', 'client_secret_basic'),
  ciba3p: app('ciba3p', 'client_secret_post'),
} as const;

export const api = 'https://api.example';
export const apiEs = 'https://api-es.example';

const hashes = new Map<string, string>();
/** The hash of a password of the fixtures, made once in a process. */
async function hashOf(password: string, passwords: House['passwords']): Promise<string> {
  const hash = hashes.get(password) ?? await passwords.hash(password);
  if (hash === 'busy') throw new Error('The hashing queue is full.');
  hashes.set(password, hash);
  return hash;
}

/** Puts the fixtures into the default tenant of an open house. */
export async function seed(house: House): Promise<void> {
  const { storage, secrets, passwords, clock, defaultTenant: tenant } = house;
  await giveKeys(house);
  const base: Client = {
    tenant: tenant.id, id: '' as ClientId, name: '', description: undefined, logoUri: undefined, policyUri: undefined, tosUri: undefined, initiateLoginUri: undefined, type: 'regular_web', firstParty: true, enabled: true, sample: false,
    authenticationMethod: 'client_secret_basic', secrets: [{ hash: secrets.hash(secret), expiresAt: undefined }], redirectUris: ['https://rp.example/cb'], logoutUris: ['https://rp.example/out'], webOrigins: [],
    grantTypes: ['authorization_code', 'refresh_token'], requiresPkce: true, idTokenTtl: 36_000, idTokenAlg: 'RS256', claimsStyle: 'auth0', refresh: { leeway: 0, idleTtl: 2_592_000, absoluteTtl: 31_557_600 }, tokenInQueryAllowed: false, ...clientDefaults,
  };
  const client = (id: string, name: string, over: Partial<Client> = {}): Client => ({ ...base, id: id as ClientId, name, ...over });
  const clients = [
    client('web', 'Web'),
    client('post', 'Web Post', { authenticationMethod: 'client_secret_post', tokenInQueryAllowed: true, grantTypes: ['authorization_code', 'refresh_token', 'client_credentials'], refresh: { ...base.refresh, leeway: 30 } }),
    client('strict', 'Strict', { claimsStyle: 'strict' }),
    client('no-pkce', 'Without PKCE', { requiresPkce: false }),
    client('es', 'ES256', { idTokenAlg: 'ES256' }),
    client('web3p', 'Hooli', { firstParty: false, redirectUris: ['https://third.example/cb', 'https://third.example/two'], logoutUris: ['https://third.example/out'] }),
    client('spa', 'SPA', { type: 'spa', authenticationMethod: 'none', secrets: [], redirectUris: ['https://spa.example/'], webOrigins: ['https://spa.example'], refresh: { ...base.refresh, leeway: 30 } }),
    client('native', 'Native', { type: 'native', authenticationMethod: 'none', secrets: [], redirectUris: ['http://127.0.0.1/cb'] }),
    client('m2m', 'Machine', { type: 'non_interactive', authenticationMethod: 'client_secret_post', redirectUris: [], grantTypes: ['client_credentials'] }),
    client('disabled', 'Switched off', { enabled: false }),
    client('dev', 'Television', { type: 'native', authenticationMethod: 'none', secrets: [], redirectUris: [], grantTypes: ['urn:ietf:params:oauth:grant-type:device_code', 'refresh_token'] }),
    client('ciba', 'Bank', { redirectUris: [], grantTypes: ['urn:openid:params:grant-type:ciba', 'refresh_token'] }),
    client('ciba3p', 'Hooli Pay', { firstParty: false, authenticationMethod: 'client_secret_post', grantTypes: ['urn:openid:params:grant-type:ciba'] }),
    client('dev3p', 'Hooli Box', { firstParty: false, redirectUris: ['https://third.example/cb'], grantTypes: ['urn:ietf:params:oauth:grant-type:device_code', 'authorization_code'] }),
  ];
  for (const one of clients) await storage.registry.insertClient(one);
  const server = (identifier: string, over: Partial<ResourceServer> = {}): ResourceServer => ({
    tenant: tenant.id, id: `api_${identifier.replace(/\W/g, '')}`, identifier, name: 'API of the tests', tokenTtl: 86_400, signingAlg: 'RS256', dialect: 'auth0', allowOfflineAccess: true, skipConsentForFirstParty: true, introspectors: ['m2m'], ...resourceServerDefaults, enabled: true, sample: false,
    permissions: [{ value: 'read:things', description: 'See your things' }, { value: 'write:things', description: 'Change your things' }], ...over,
  });
  await storage.registry.insertResourceServer(server(api));
  await storage.registry.insertResourceServer(server(apiEs, { signingAlg: 'ES256', dialect: 'rfc9068', introspectors: [] }));
  for (const audience of [api, apiEs]) await storage.registry.insertClientGrant({ tenant: tenant.id, id: `cgr_${audience.replace(/\W/g, '')}`, clientId: 'm2m', audience, scope: ['read:things'] });
  await storage.registry.insertClientGrant({ tenant: tenant.id, id: 'cgr_post', clientId: 'post', audience: api, scope: ['read:things', 'write:things'] });
  for (const [name, person] of Object.entries(people)) {
    const passwordHash = await hashOf(person.password, passwords);
    await storage.users.insert(tenant.id, {
      id: newUserId(), connection: 'Username-Password-Authentication', email: person.email, canonicalEmail: person.email, emailVerified: true, username: undefined, blocked: name === 'carol', passwordHash,
      profile: { name: `${name} Example`, given_name: name, family_name: 'Example', nickname: name, picture: 'https://rp.example/p.png', gender: 'female', birthdate: '0000-10-31', address: { country: 'Poland' }, phone_number: '+48 1', phone_number_verified: false },
      userMetadata: {}, appMetadata: {}, createdAt: clock.now(), updatedAt: clock.now(),
    });
  }
}
