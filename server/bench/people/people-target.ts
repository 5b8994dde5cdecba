import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { House } from '../../src/cli/house.ts';
import { loadHouse } from '../../src/cli/load-house.ts';
import { createManagementClient, randomCredentials, type ManagementClient } from '../../src/cli/management-api.ts';
import type { Job } from '../../src/identity/ports/job-store.ts';
import { readSettings } from '../../src/settings/read-settings.ts';
import { fixtures } from '../fixtures.ts';
import { gatehouseTarget } from '../gatehouse-target.ts';
import type { Launch } from '../machine/server-process.ts';
import { personOf } from './crowd.ts';

/** A house with so many people, ready to be started. */
export interface PeopleTarget {
  readonly people: number;
  readonly launch: Launch;
  readonly manager: ManagementClient;
  readonly importedPerSecond: number;
  /** Of the database file after the import, in megabytes (10^6 bytes). */
  readonly databaseMb: number;
}

/** As many as an import writes in one commit. */
const atOnce = 200;

/** Makes a house like the one of the bench, with people in it that came the way of an import: in commits of two hundred, each durable. */
export async function peopleTarget(people: number, folder: string): Promise<PeopleTarget> {
  const { launch: { environment, ...launch } } = await gatehouseTarget('sqlite', { folder, postgres: undefined });
  const house = await (await loadHouse()).openHouse(readSettings({ mode: 'production', flags: {}, environment, cwd: folder }), 'serve');
  let made: Omit<PeopleTarget, 'databaseMb'>;
  try {
    const manager = await createManagementClient(house, randomCredentials());
    if (manager === 'taken') throw new Error('the random client id is taken');
    const importedPerSecond = await importPeople(house, people);
    // The share of calls that an application has would be measured, not the calls.
    made = { people, manager, importedPerSecond, launch: { ...launch, environment: { ...environment, GATEHOUSE_MANAGEMENT_RATE: '0' } } };
  } finally {
    await house.close();
  }
  // Its log is in the file when it is closed.
  return { ...made, databaseMb: statSync(join(environment['GATEHOUSE_DATA'] ?? '', 'data.db')).size / 1_000_000 };
}

const leaseUntil = Number.MAX_SAFE_INTEGER;
const assignment = { kind: 'users_import', connection: 'bench', upsert: false, externalId: undefined, sendCompletionEmail: false } as const;

async function importPeople({ storage: { jobs }, passwords, clock, defaultTenant: { id: tenant } }: House, people: number): Promise<number> {
  const made = { passwordHash: await passwords.hash(fixtures.person.password), now: clock.now() };
  let job: Job = {
    id: 'job_bench', assignment, status: 'uploading', version: 1, attempts: 0, createdAt: made.now, expiresAt: made.now + 86_400, size: 0, problem: undefined,
    progress: { position: 0, shape: 'array', after: '', chunks: 0, summary: { failed: 0, updated: 0, inserted: 0, total: people } },
  };
  await jobs.open(tenant, job, { most: 1, leaseUntil });
  await jobs.submit(tenant, job);
  const claimed = await jobs.claim(made.now, leaseUntil);
  if (claimed === undefined) throw new Error('the import was not there to be taken up');
  const started = performance.now();
  job = claimed.job;
  for (let done = 0; done < people; done += atOnce) {
    job = { ...job, version: job.version + 1, progress: { ...job.progress, position: done } };
    const some = Array.from({ length: Math.min(atOnce, people - done) }, (_, i) => personOf(done + i, made));
    const outcome = await jobs.advance(tenant, job, { leaseUntil, people: some });
    if (outcome !== 'advanced') throw new Error(`the import was ${outcome} after ${done} people`);
  }
  const seconds = (performance.now() - started) / 1000;
  await jobs.remove(tenant, job.id);
  return people / seconds;
}
