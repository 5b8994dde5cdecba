import type { Tenant } from '../kernel/tenant.ts';
import type { Clock } from '../kernel/time.ts';
import { newId, newUserId } from '../kernel/ids.ts';
import { passwordConnection } from '../identity/connections/password-connection.ts';
import type { PasswordHasher } from '../identity/ports/password-hasher.ts';
import type { User, UserStore } from '../identity/ports/user-store.ts';
import type { Client } from '../protocol/client/client.ts';
import type { Permission } from '../protocol/client/resource-server.ts';
import type { Registry } from '../protocol/ports/registry.ts';
import type { SecretHasher } from '../protocol/ports/secret-hasher.ts';
import { appointmentPermissions, appointmentsApi, sampleApi, sampleApiByAddress, sampleClients, samplePeople, type SampleClientId } from './catalogue.ts';
import { openSampleSecrets, type SampleSecrets } from './sample-secrets.ts';

/** The pieces of the house that the samples are kept with. */
export interface SampleHouse {
  readonly tenant: Tenant;
  readonly registry: Registry;
  readonly users: UserStore;
  readonly passwords: PasswordHasher;
  readonly secrets: SecretHasher;
  readonly clock: Clock;
  /** The data folder, for the plain secrets. */
  readonly data: string;
}

/** What the start-up text and the samples page tell. */
export interface SampleInfo {
  readonly clients: readonly { readonly id: SampleClientId; readonly name: string; readonly description: string; readonly type: Client['type']; readonly firstParty: boolean; readonly secret: string | undefined }[];
  readonly api: { readonly name: string; readonly identifier: string; readonly permissions: readonly Permission[] };
  readonly people: readonly { readonly name: string; readonly email: string; readonly password: string }[];
}

/** Keeps the samples in the tenant: makes what is missing, follows a changed issuer, and leaves alone what a developer added. Idempotent. */
export async function ensureSamples(house: SampleHouse): Promise<SampleInfo> {
  const plain = await openSampleSecrets(house.data);
  await ensureApi(house);
  await ensureClients(house, plain);
  await Promise.all(samplePeople.map((person) => ensurePerson(house, person, plain.people[person.email] as string)));
  const api = sampleApi(house.tenant);
  return {
    clients: sampleClients(house.tenant).map(({ id, name, description, type, firstParty }) => ({ id: id as string as SampleClientId, name, description: description ?? '', type, firstParty, secret: plain.clients[id] })),
    api: { name: api.name, identifier: api.identifier, permissions: api.permissions },
    people: samplePeople.map(({ name, email }) => ({ name, email, password: plain.people[email] as string })),
  };
}

async function ensureApi({ registry, tenant }: SampleHouse): Promise<void> {
  const known = await registry.listResourceServers(tenant.id);
  const wanted = [sampleApi(tenant), sampleApiByAddress(tenant)];
  // The address moves with the issuer, and an identifier never changes.
  for (const { id } of known.filter((api) => wanted.some((one) => one.id === api.id && one.identifier !== api.identifier))) await registry.removeResourceServer(tenant.id, id);
  for (const api of wanted) if (!known.some(({ identifier }) => identifier === api.identifier)) await registry.insertResourceServer(api);
}

async function ensureClients(house: SampleHouse, plain: SampleSecrets): Promise<void> {
  const { registry, tenant } = house;
  const known = new Map((await registry.listClients(tenant.id)).map((client) => [client.id as string, client]));
  for (const wanted of sampleClients(tenant)) {
    const stored = known.get(wanted.id);
    const secret = plain.clients[wanted.id];
    if (stored === undefined) await registry.insertClient({ ...wanted, secrets: hashed(secret, house) });
    else await bringUpToDate(stored, { wanted, secret }, house);
  }
  const grants = await registry.listClientGrants(tenant.id);
  if (grants.some((grant) => grant.clientId === 'sample-m2m' && grant.audience === appointmentsApi)) return;
  await registry.insertClientGrant({ tenant: tenant.id, id: newId('cgr'), clientId: 'sample-m2m', audience: appointmentsApi, scope: appointmentPermissions.map(({ value }) => value) });
}

const hashed = (secret: string | undefined, { secrets }: SampleHouse): Client['secrets'] => secret === undefined ? [] : [{ hash: secrets.hash(secret), expiresAt: undefined }];

/** The addresses of the samples follow the issuer and the secret follows the file; everything else stays as it is stored. */
async function bringUpToDate(stored: Client, { wanted, secret }: { readonly wanted: Client; readonly secret: string | undefined }, house: SampleHouse): Promise<void> {
  const secretHolds = secret === undefined || house.secrets.matches(secret, stored.secrets.map(({ hash }) => hash));
  const next: Client = {
    ...stored,
    secrets: secretHolds ? stored.secrets : hashed(secret, house),
    redirectUris: withOwn(wanted.redirectUris, stored.redirectUris),
    logoutUris: withOwn(wanted.logoutUris, stored.logoutUris),
    webOrigins: stored.initiateLoginUri === wanted.initiateLoginUri ? stored.webOrigins : wanted.webOrigins,
    initiateLoginUri: wanted.initiateLoginUri,
  };
  if (JSON.stringify(next) !== JSON.stringify(stored)) await house.registry.replaceClient(next);
}

/** Ours first, then what a developer added; addresses of the samples under an earlier issuer go. */
const withOwn = (wanted: readonly string[], stored: readonly string[]) => [...wanted, ...stored.filter((uri) => !wanted.includes(uri) && !/^https?:\/\/[^/]+\/samples\//.test(uri))];

async function ensurePerson(house: SampleHouse, person: (typeof samplePeople)[number], password: string): Promise<void> {
  const { users, passwords, tenant, clock } = house;
  const stored = await users.findByLogin(tenant.id, passwordConnection, person.email);
  if (stored !== undefined && await passwords.verify(password, stored.passwordHash) !== 'wrong') return;
  const hash = await passwords.hash(password);
  if (hash === 'busy') throw new Error('The password queue is full while the samples are made.');
  if (stored === undefined) await users.insert(tenant.id, newPerson(person, { hash, now: clock.now() }));
  else await users.replacePasswordHash(tenant.id, stored.id, hash, clock.now());
}

function newPerson({ email, name, given, family }: (typeof samplePeople)[number], { hash, now }: { readonly hash: string; readonly now: number }): User {
  return {
    id: newUserId(), connection: passwordConnection, email, canonicalEmail: email, emailVerified: true, username: undefined, blocked: false, passwordHash: hash,
    profile: { name, given_name: given, family_name: family, nickname: given.toLowerCase(), email, email_verified: true },
    userMetadata: {}, appMetadata: { sample: true }, createdAt: now, updatedAt: now,
  };
}
