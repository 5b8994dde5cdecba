import { newClientId, newClientSecret, newId } from '../kernel/ids.ts';
import { clientDefaults } from '../protocol/client/client-defaults.ts';
import type { Client, ClientId } from '../protocol/client/client.ts';
import { isOfPeople, managementAudience } from '../protocol/client/management-audience.ts';
import { resourceServerDefaults, type Permission, type ResourceServer } from '../protocol/client/resource-server.ts';
import type { House } from './house.ts';

const verbs = { read: 'Read', create: 'Create', update: 'Update', delete: 'Delete' } as const;
type Verb = keyof typeof verbs;
const all: readonly Verb[] = ['read', 'create', 'update', 'delete'];

/** Auth0: the scopes of Management API v2 by resource, as far as this product is going to answer them. */
const resources: readonly (readonly [resource: string, inWords: string, verbs: readonly Verb[]])[] = [
  ['clients', 'applications', all],
  ['client_keys', 'the secrets of applications', ['read', 'update']],
  ['client_credentials', 'the keys and certificates of applications', ['read', 'update']],
  ['client_summary', 'the names of applications', ['read']],
  ['client_grants', 'what machines may do at APIs', all],
  ['resource_servers', 'APIs', all],
  ['connections', 'connections', all],
  ['users', 'users', all],
  ['users_app_metadata', 'the application metadata of users', all],
  ['authentication_methods', 'how users sign in', ['read', 'delete']],
  ['user_tickets', 'links for email verification and password change', ['create']],
  ['roles', 'roles', all],
  ['role_members', 'who has a role', ['read', 'create', 'delete']],
  ['actions', 'actions', ['read']],
  ['rules', 'rules', all],
  ['rules_configs', 'the values that rules are told', ['read', 'update', 'delete']],
  ['organizations', 'organizations', all],
  ['grants', 'the consents that people gave', ['read', 'delete']],
  ['device_credentials', 'the devices of people', ['read', 'create', 'delete']],
  ['refresh_tokens', 'refresh tokens', ['read', 'update', 'delete']],
  ['sessions', 'sessions', ['read', 'update', 'delete']],
  ['logs', 'the log', ['read']],
  ['logs_users', 'the log of a user', ['read']],
  ['prompts', 'the words of hosted pages', ['read', 'update']],
  ['signing_keys', 'signing keys', ['read', 'create', 'update']],
  ['administrators', 'who administers this server', all],
  ['management_tokens', 'tokens for this API', ['read', 'create', 'delete']],
  ['tenant_settings', 'the settings of the tenant', ['read', 'update']],
  ['stats', 'statistics', ['read']],
  ['email_provider', 'the provider of mail', all],
  ['email_templates', 'the templates of mail', ['read', 'create', 'update']],
  ['email_outbox', 'the mail that development keeps, with its links', ['read']],
];

/** Auth0: a scope with a verb of its own. */
const blacklisting: Permission = { value: 'blacklist:tokens', description: 'End tokens by their jti' };
/** Auth0: opens the identities of people further; reads nobody by itself. */
const upstreamTokens: Permission = { value: 'read:user_idp_tokens', description: 'Read the tokens that other providers gave for people' };

/** Auth0: what people may do to their own record; no machine is granted it. */
const ofPeople: readonly Permission[] = [
  { value: 'read:current_user', description: 'Read your profile' }, { value: 'update:current_user_metadata', description: 'Change your metadata' }, { value: 'delete:current_user', description: 'Delete your account' },
  { value: 'update:current_user_identities', description: 'Link your accounts and take them apart' },
  { value: 'create:current_user_device_credentials', description: 'Register a device of yours' }, { value: 'delete:current_user_device_credentials', description: 'Remove a device of yours' },
];

/** The permissions of the Management API, in words. */
export const managementPermissions: readonly Permission[] = [...resources.flatMap(([resource, inWords, allowed]) => allowed.map((verb) => ({ value: `${verb}:${resource}`, description: `${verbs[verb]} ${inWords}` }))), blacklisting, upstreamTokens, ...ofPeople];

/** Registers the Management API of the default tenant, and adds permissions that a newer version brought. It enforces policies, so that no way to a token gives people more of it. Idempotent. */
export async function ensureManagementApi({ storage, defaultTenant }: House): Promise<ResourceServer> {
  const identifier = managementAudience(defaultTenant);
  const stored = (await storage.registry.listResourceServers(defaultTenant.id)).find((api) => api.identifier === identifier);
  if (stored === undefined) {
    const api: ResourceServer = {
      tenant: defaultTenant.id, id: newId('api'), identifier, name: 'Gatehouse Management API', permissions: managementPermissions, tokenTtl: 86_400, signingAlg: 'RS256', dialect: 'auth0',
      allowOfflineAccess: false, skipConsentForFirstParty: true, introspectors: [], ...resourceServerDefaults, enforcePolicies: true, enabled: true, sample: false,
    };
    await storage.registry.insertResourceServer(api);
    return api;
  }
  const missing = managementPermissions.filter(({ value }) => !stored.permissions.some((permission) => permission.value === value));
  if (missing.length === 0 && stored.enforcePolicies) return stored;
  const grown = { ...stored, enforcePolicies: true, permissions: [...stored.permissions, ...missing] };
  await storage.registry.replaceResourceServer(grown);
  return grown;
}

/** A management application as scripts are told of it. */
export interface ManagementClient { readonly domain: string; readonly issuer: string; readonly client_id: string; readonly client_secret: string; readonly audience: string }

/** The credentials that a new application shall have; random ones where none are given. */
export interface Wanted { readonly id: string; readonly secret: string }
/** New random credentials (kernel/ids.ts). */
export const randomCredentials = (): Wanted => ({ id: newClientId(), secret: newClientSecret() });

/** Makes a machine-to-machine application that may do everything at the Management API. `taken`: the client id is in use. */
export async function createManagementClient(house: House, { id, secret }: Wanted): Promise<ManagementClient | 'taken'> {
  const { storage: { registry }, defaultTenant } = house;
  const api = await ensureManagementApi(house);
  const inserted = await registry.insertClient(managementClient(house, { id, secret }));
  const grants = await registry.listClientGrants(defaultTenant.id);
  if (inserted === 'taken') return 'taken';
  if (!grants.some((grant) => grant.clientId === id && grant.audience === api.identifier)) {
    await registry.insertClientGrant({ tenant: defaultTenant.id, id: newId('cgr'), clientId: id, audience: api.identifier, scope: api.permissions.map(({ value }) => value).filter((value) => !isOfPeople(value)) });
  }
  return { domain: new URL(defaultTenant.issuer).host, issuer: defaultTenant.issuer, client_id: id, client_secret: secret, audience: api.identifier };
}

const managementClient = ({ defaultTenant, secrets }: House, { id, secret }: Wanted): Client => ({
  tenant: defaultTenant.id, id: id as ClientId, name: 'Management', description: 'May call the whole Management API', type: 'non_interactive',
  logoUri: undefined, policyUri: undefined, tosUri: undefined, initiateLoginUri: undefined, firstParty: true, enabled: true, sample: false,
  authenticationMethod: 'client_secret_post', secrets: [{ hash: secrets.hash(secret), expiresAt: undefined }], redirectUris: [], logoutUris: [], webOrigins: [], grantTypes: ['client_credentials'],
  requiresPkce: true, idTokenTtl: 36_000, idTokenAlg: 'RS256', claimsStyle: 'auth0', refresh: { leeway: 0, idleTtl: 1_296_000, absoluteTtl: 2_592_000 }, tokenInQueryAllowed: false, ...clientDefaults,
});
