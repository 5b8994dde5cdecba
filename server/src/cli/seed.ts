import { ensureSamples, type SampleHouse, type SampleInfo } from '../samples/ensure-samples.ts';
import { findSamples, nameSamples } from '../samples/find-samples.ts';
import type { Settings } from '../settings/settings.ts';
import { CliFailure } from './failure.ts';
import type { House } from './house.ts';
import { createManagementClient, ensureManagementApi } from './management-api.ts';

/** What the start laid down or found. */
export interface Seeded {
  readonly samples: SampleInfo | undefined;
  /** What became of the application of GATEHOUSE_BOOTSTRAP_CLIENT_ID. */
  readonly bootstrap: 'made' | 'exists' | 'not asked';
}

/** The pieces of the house that the samples need. */
export const sampleHouse = ({ storage, passwords, secrets, clock, defaultTenant }: House, { data }: Settings): SampleHouse =>
  ({ tenant: defaultTenant, registry: storage.registry, users: storage.users, passwords, secrets, clock, data });

/** Lays down what a start needs in the default tenant: the Management API, the bootstrap application, and in development the samples. Idempotent. */
export async function seed(house: House, settings: Settings): Promise<Seeded> {
  if (settings.mode === 'production') await refuseSamples(house);
  await ensureManagementApi(house);
  const bootstrap = await ensureBootstrapClient(house, settings);
  return { bootstrap, samples: settings.samples ? await ensureSamples(sampleHouse(house, settings)) : undefined };
}

async function ensureBootstrapClient(house: House, { bootstrapClientId: id, bootstrapClientSecret: secret }: Settings): Promise<Seeded['bootstrap']> {
  if (id === undefined || secret === undefined) return 'not asked';
  return await createManagementClient(house, { id, secret }) === 'taken' ? 'exists' : 'made';
}

/** Sample applications have addresses of this machine and people with known names: they have no place in production. */
async function refuseSamples({ storage, defaultTenant }: House): Promise<void> {
  const names = nameSamples(await findSamples({ registry: storage.registry, users: storage.users, tenant: defaultTenant.id }));
  if (names.length === 0) return;
  throw new CliFailure(`Production refuses to start with samples in the database:\n${names.map((name) => `  - ${name}`).join('\n')}`, { next: 'gatehouse samples remove' });
}
