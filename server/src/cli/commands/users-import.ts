import { createReadStream } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import type { Job } from '../../identity/ports/job-store.ts';
import { createBulkWorker } from '../../jobs/bulk-worker.ts';
import { mostJobs, newJob } from '../../management/jobs/new-job.ts';
import { FileProblem } from '../../management/jobs/scan-rows.ts';
import { storeFile, uploadLease } from '../../management/jobs/store-file.ts';
import { passwordConnection } from '../../identity/connections/password-connection.ts';
import type { Call, Command } from '../call.ts';
import { CliFailure, wrongUse } from '../failure.ts';
import type { House } from '../house.ts';
import { withHouse } from './with-house.ts';

const usage = 'gatehouse users import people.json --connection Username-Password-Authentication';
/** So many rows that were not taken are told; the others by their number alone. */
const mostErrors = 1000;
const shownErrors = 20;
const progressEveryMs = 2000;

/** What is told of a row that was not taken. */
interface Failure { readonly row: number; readonly user: Readonly<Record<string, unknown>>; readonly errors: readonly { readonly code: string; readonly message: string; readonly path: string }[] }

/** `gatehouse users import <file>`: people of the default tenant from a file of any size. A job does it, so a run that was cut short is ended by the server, or by the next run. */
export const usersImport: Command = async (call) => {
  const file = call.args[0] ?? '';
  const upsert = call.options['upsert'] === true;
  return withHouse(call, async (house, { json }) => {
    const { storage: { jobs }, defaultTenant: tenant, clock } = house;
    const opened = newJob({ kind: 'users_import', connection: await databaseNamed(house, call), upsert, externalId: undefined, sendCompletionEmail: false }, 'uploading', clock.now());
    if (await jobs.open(tenant.id, opened, { most: mostJobs, leaseUntil: clock.now() + uploadLease }) === 'busy') throw new CliFailure(`${mostJobs} imports are under way already.`, { next: usage });
    const job = { ...opened, size: await upload(house, opened, file) };
    if (await jobs.submit(tenant.id, job) === 'gone') throw gone();
    const ended = await work(house, job, call);
    return tell(call, { ended, failures: await listFailures(house, job), json });
  });
};

/** The name of the database that was named by its name or its id. */
async function databaseNamed({ storage: { connections }, defaultTenant: tenant }: House, { options }: Call): Promise<string> {
  const asked = typeof options['connection'] === 'string' ? options['connection'] : passwordConnection;
  const found = (await connections.list(tenant.id)).find(({ id, name, strategy }) => strategy === 'auth0' && (name === asked || id === asked));
  if (found === undefined) throw wrongUse(`There is no connection ${asked.slice(0, 100)}.`, usage);
  return found.name;
}

/** The size of the file. A file that can not be imported leaves nothing behind. */
async function upload(house: House, { id }: Job, file: string): Promise<number> {
  const { storage: { jobs }, defaultTenant: { id: tenant } } = house;
  try {
    const size = await storeFile(createReadStream(file), { tenant, id }, { jobs, clock: house.clock });
    if (size instanceof FileProblem) throw new CliFailure(`${file}: ${size.message}`, { next: usage });
    return size;
  } catch (error) {
    await jobs.remove(tenant, id);
    if ((error as NodeJS.ErrnoException).syscall === undefined) throw error;
    throw wrongUse(`${file} can not be read (${(error as NodeJS.ErrnoException).code ?? ''}).`, usage);
  }
}

/** Whoever has the job, a server or this process: it is waited for until it has ended. */
async function work({ storage, clock, defaultTenant: tenant }: House, job: Job, { terminal }: Call): Promise<Job> {
  const logger = { error: () => undefined, warn: ({ id }: Readonly<Record<string, unknown>>, message: string) => { terminal.progress(`${String(id)}: ${message}`); } };
  const worker = createBulkWorker({ ...storage, clock, logger });
  const timer = setInterval(() => { tellProgress().catch(() => undefined); }, progressEveryMs).unref();
  const find = async () => {
    const found = await storage.jobs.find(tenant.id, job.id);
    if (found === undefined) throw gone();
    return found;
  };
  const tellProgress = async () => {
    const { size, progress: { position, summary } } = await find();
    terminal.progress(`${Math.floor((100 * position) / Math.max(size, 1))} %, ${summary.total} rows`);
  };
  try {
    for (;;) {
      await worker.run();
      const now = await find();
      if (now.status === 'completed' || now.status === 'failed') return now;
      await pause(100);
    }
  } finally {
    clearInterval(timer);
  }
}

const gone = () => new CliFailure('The import was given up or removed meanwhile.', { next: usage });

const listFailures = async ({ storage: { jobs }, defaultTenant: { id: tenant } }: House, { id }: Job): Promise<readonly Failure[]> =>
  (await jobs.listErrors(tenant, id, { after: 0, take: mostErrors })).map(({ number, data }) => ({ ...data as Omit<Failure, 'row'>, row: number }));

interface Told { readonly ended: Job; readonly failures: readonly Failure[]; readonly json: boolean }

/** 1 where anybody was left out: a script must not take that for success. */
function tell({ terminal }: Call, { ended: { id, status, problem, progress: { summary } }, failures, json }: Told): 0 | 1 {
  if (json) terminal.result(JSON.stringify({ job_id: id, status, ...summary, ...(problem === undefined ? {} : { problem }), errors: failures }));
  else {
    for (const { row, user, errors } of failures.slice(0, shownErrors)) terminal.progress(`row ${row}${nameOf(user)}: ${errors.map(({ message }) => message).join(' ')}`);
    if (summary.failed > shownErrors) terminal.progress(`and ${summary.failed - shownErrors} more; --json tells the first ${mostErrors}`);
    terminal.result(`${summary.inserted} added, ${summary.updated} changed, ${summary.failed} left out${problem === undefined ? '' : `. ${problem}`}`);
  }
  return status === 'completed' && summary.failed === 0 ? 0 : 1;
}

const nameOf = ({ email, username, user_id: id }: Failure['user']) => {
  const name = [email, username, id].find((one) => typeof one === 'string');
  return name === undefined ? '' : ` (${name})`;
};
