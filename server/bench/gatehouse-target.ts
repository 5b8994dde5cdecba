import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { House } from '../src/cli/house.ts';
import { loadHouse } from '../src/cli/load-house.ts';
import { passwordConnection } from '../src/identity/connections/password-connection.ts';
import { newId, newUserId } from '../src/kernel/ids.ts';
import { clientDefaults } from '../src/protocol/client/client-defaults.ts';
import type { Client, ClientId } from '../src/protocol/client/client.ts';
import { resourceServerDefaults, type ResourceServer } from '../src/protocol/client/resource-server.ts';
import { readSettings } from '../src/settings/read-settings.ts';
import { fixtures, signingAlgorithms, type BenchClient } from './fixtures.ts';
import { freePort } from './machine/free-port.ts';
import type { Argon2Parameters } from './peers/raw-costs-worker.ts';
import { concurrency, passwordLogin, productLoads } from './product-loads.ts';
import { collectCredentials, type Product } from './product.ts';
import { scriptPath, type Ground, type Target } from './target.ts';

/** Where the endpoints of Gatehouse are. */
export const paths = { authorize: '/authorize', token: '/oauth/token', introspect: '/oauth2/introspect', userinfo: '/userinfo', jwks: '/.well-known/jwks.json', discovery: '/.well-known/openid-configuration', par: '/oauth/par', device: '/oauth/device/code' };

/** Gatehouse, and the parameters with which it hashed the person's password. */
export interface GatehouseTarget extends Target { readonly argon2: Argon2Parameters }

/** Gatehouse as an operator runs it: `start` in production mode, with its defaults, rate limits and log; seeded before it starts. */
export async function gatehouseTarget(storage: 'sqlite' | 'postgres', { folder, postgres }: Ground): Promise<GatehouseTarget> {
  const name = storage === 'postgres' ? 'gatehouse-pg' : 'gatehouse';
  const port = await freePort();
  const environment = {
    GATEHOUSE_ISSUER: `http://127.0.0.1:${port}/`, GATEHOUSE_PORT: String(port), GATEHOUSE_DATA: join(folder, name), GATEHOUSE_MASTER_KEY: randomBytes(32).toString('base64url'),
    ...(storage === 'postgres' && postgres !== undefined ? { GATEHOUSE_DATABASE_URL: await postgres.createDatabase('gatehouse') } : {}),
  };
  const argon2 = await seed(environment, folder);
  const product: Product = { port, paths, forOfflineAccess: {} };
  return {
    name, argon2,
    launch: { name, script: scriptPath('../bundle/server/main.js'), args: ['start'], environment, port, readyPath: paths.discovery },
    databaseCpu: storage === 'postgres' ? postgres?.cpuMicros : undefined,
    async loads() {
      const loads = await productLoads(product, await collectCredentials(product, concurrency));
      return new Map([...loads, ['login', passwordLogin(product)]]);
    },
  };
}

async function seed(environment: Readonly<Record<string, string>>, cwd: string): Promise<Argon2Parameters> {
  const root = await loadHouse();
  const house = await root.openHouse(readSettings({ mode: 'production', flags: {}, environment, cwd }), 'serve');
  try {
    await house.keys.ensure(house.defaultTenant);
    await seedApplications(house);
    return await seedPerson(house);
  } finally {
    await house.close();
  }
}

async function seedApplications({ storage: { registry }, secrets, defaultTenant }: House): Promise<void> {
  const { m2m, web, webRs } = fixtures.clients;
  const tenant = defaultTenant.id;
  const client = (given: BenchClient, own: Partial<Client>): Client => ({
    ...commonClient, tenant, id: given.id as string as ClientId, name: given.id, secrets: [{ hash: secrets.hash(given.secret), expiresAt: undefined }], ...own,
  });
  await registry.insertClient(client(m2m, { type: 'non_interactive', grantTypes: ['client_credentials'] }));
  await registry.insertClient(client(web, {
    idTokenAlg: 'ES256', grantTypes: [...commonClient.grantTypes, 'urn:ietf:params:oauth:grant-type:device_code', 'urn:ietf:params:oauth:grant-type:token-exchange'],
    exchange: { audiences: Object.values(fixtures.apis), delegation: false, impersonation: true },
  }));
  await registry.insertClient(client(webRs, { idTokenAlg: 'RS256' }));
  for (const signingAlg of signingAlgorithms) {
    const api: ResourceServer = {
      tenant, id: newId('api'), identifier: fixtures.apis[signingAlg], name: `Bench ${signingAlg}`, permissions: [{ value: fixtures.permission, description: 'Read everything' }], tokenTtl: 86_400, signingAlg,
      dialect: 'auth0', allowOfflineAccess: false, skipConsentForFirstParty: true, introspectors: [], ...resourceServerDefaults, enabled: true, sample: false,
    };
    await registry.insertResourceServer(api);
    await registry.insertClientGrant({ tenant, id: newId('cgr'), clientId: m2m.id, audience: api.identifier, scope: [fixtures.permission] });
  }
}

const commonClient = {
  description: undefined, logoUri: undefined, policyUri: undefined, tosUri: undefined, initiateLoginUri: undefined, type: 'regular_web', firstParty: true, enabled: true, sample: false,
  authenticationMethod: 'client_secret_post', redirectUris: [fixtures.redirectUri], logoutUris: [], webOrigins: [], grantTypes: ['authorization_code', 'refresh_token'], requiresPkce: true,
  idTokenTtl: 36_000, idTokenAlg: 'ES256', claimsStyle: 'auth0', refresh: { leeway: 0, idleTtl: 1_296_000, absoluteTtl: 2_592_000 }, tokenInQueryAllowed: false, ...clientDefaults,
} as const satisfies Partial<Client>;

async function seedPerson({ storage: { users }, passwords, clock, defaultTenant }: House): Promise<Argon2Parameters> {
  const { email, password } = fixtures.person;
  const hash = await passwords.hash(password);
  const now = clock.now();
  await users.insert(defaultTenant.id, {
    id: newUserId(), connection: passwordConnection, email, canonicalEmail: email, emailVerified: true, username: undefined, blocked: false, passwordHash: hash,
    profile: { name: 'Richard Hendricks', nickname: 'richard', picture: 'https://cdn.bench.example/richard.png', email, email_verified: true }, userMetadata: {}, appMetadata: {}, createdAt: now, updatedAt: now,
  });
  const parameters = /\$m=(\d+),t=(\d+),p=(\d+)\$/.exec(hash);
  if (parameters === null) throw new Error(`not an argon2 hash: ${hash}`);
  return { memoryCost: Number(parameters[1]), timeCost: Number(parameters[2]), parallelism: Number(parameters[3]) };
}
