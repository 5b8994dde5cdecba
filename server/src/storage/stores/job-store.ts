import type { ClaimedJob, Job, JobAssignment, JobProgress, JobSide, JobStatus, JobStep, JobStore } from '../../identity/ports/job-store.ts';
import type { User } from '../../identity/ports/user-store.ts';
import type { LogRecord } from '../../kernel/log-record.ts';
import type { TenantId } from '../../kernel/tenant.ts';
import { jobChunks, jobErrors, userLogins, users, type HotRow } from '../hot-tables.ts';
import type { Database } from '../schema.ts';
import { UniqueViolation } from '../unique-violation.ts';
import { logRow } from './log-rows.ts';
import type { StoreTools } from './store-tools.ts';
import { loginsOf, rowOf as userRow } from './user-store.ts';

/** Bulk work. Who holds a job goes on with it by compare-and-set, in one commit with what the step stores. */
export function jobStore(tools: StoreTools): JobStore {
  const { driver, queries: { jobs: queries } } = tools;
  return {
    open: (tenant, job, place) => openJob(tenant, { job, ...place }, tools),
    async upload(tenant, id, { number, bytes, leaseUntil }) {
      const { won } = await driver.write({ guard: queries.holdUpload({ tenant, id, leaseUntil }), rows: [chunkRow(tenant, { id, side: 'input', number, bytes })] });
      return won ? 'stored' : 'gone';
    },
    async submit(tenant, { id, size, assignment }, log) {
      const { won } = await driver.write({ guard: queries.submit({ tenant, id, size, assignment: JSON.stringify(assignment) }), rows: lines(tenant, log) });
      return won ? 'submitted' : 'gone';
    },
    async find(tenant, id) {
      const [row] = await driver.read(queries.find({ tenant, id }));
      return row === undefined ? undefined : jobOf(row);
    },
    async readChunk(tenant, id, { side, number }) {
      const [row] = await driver.read(queries.readChunk({ tenant, id, side, number }));
      return row === undefined ? undefined : Buffer.from(row.bytes, 'base64');
    },
    async listErrors(tenant, id, page) { return (await driver.read(queries.listErrors({ tenant, id, ...page }))).map(({ number, data }) => ({ number, data: JSON.parse(data) as object })); },
    async anyDue(now) { return (await driver.read(queries.anyDue({ now }))).length > 0; },
    claim: (now, leaseUntil) => claimJob({ now, leaseUntil }, tools),
    advance: (tenant, next, step) => advance(tenant, { next, step }, tools),
    ...removals(tools),
  };
}

/** All who claim at once want the oldest job, and PostgreSQL gives those who lose it nothing although another may be due. They claim again: each round has a winner, so it ends. */
async function claimJob({ now, leaseUntil }: { readonly now: number; readonly leaseUntil: number }, { driver, queries: { jobs } }: StoreTools): Promise<ClaimedJob | undefined> {
  do {
    const { rows: [rows = []] } = await driver.write({ queries: [jobs.claim({ now, leaseUntil })] });
    const row = (rows as unknown as readonly Database['jobs'][])[0];
    if (row !== undefined) return { tenant: row.tenant_id as TenantId, job: jobOf(row) };
  } while ((await driver.read(jobs.anyClaimable({ now }))).length > 0);
  return undefined;
}

interface Opening { readonly job: Job; readonly most: number; readonly leaseUntil: number; readonly log?: LogRecord }

/** Each place is a number that no other job of the tenant may have: of many that come at once no more get in than there are places. */
async function openJob(tenant: TenantId, { job, most, leaseUntil, log }: Opening, { driver, queries: { jobs } }: StoreTools): Promise<'opened' | 'busy'> {
  for (let slot = 1; slot <= most; slot++) {
    try {
      await driver.write({ queries: [jobs.insert({ ...rowOf(tenant, job), slot, lease_until: leaseUntil })], rows: lines(tenant, log) });
      return 'opened';
    } catch (error) {
      if (!(error instanceof UniqueViolation)) throw error;
    }
  }
  return 'busy';
}

async function advance(tenant: TenantId, { next, step }: { readonly next: Job; readonly step: JobStep }, { driver, queries: { jobs } }: StoreTools): Promise<'advanced' | 'lost' | 'taken'> {
  const { id, version, status, expires_at, progress, problem } = rowOf(tenant, next);
  try {
    const { won } = await driver.write({ guard: jobs.advance({ tenant, id, seen: version - 1, version, status, lease_until: step.leaseUntil, expires_at, progress, problem }), rows: rowsOf(tenant, next, step) });
    return won ? 'advanced' : 'lost';
  } catch (error) {
    if (error instanceof UniqueViolation) return 'taken';
    throw error;
  }
}

function rowsOf(tenant: TenantId, { id, progress }: Job, { people = [], errors = [], chunk, log }: JobStep): readonly HotRow[] {
  return [
    ...people.map((user) => users.row({ ...userRow(tenant, user), last_login: null, last_ip: null, logins_count: 0 })),
    ...loginRows(tenant, people),
    ...errors.map(({ number, data }) => jobErrors.row({ tenant_id: tenant, job_id: id, number, data: JSON.stringify(data) })),
    ...(chunk === undefined ? [] : [chunkRow(tenant, { id, side: 'output', number: progress.chunks - 1, bytes: chunk })]),
    ...lines(tenant, log),
  ];
}

/** Sorted, so that two imports that meet in several names wait for one another in one direction only. */
const loginRows = (tenant: TenantId, people: readonly User[]) =>
  people.flatMap((user) => [...loginsOf(user)].map((login) => ({ tenant_id: tenant, connection: user.connection, login, user_id: user.id, linked_id: null })))
    .sort((a, b) => (a.login < b.login ? -1 : 1)).map((row) => userLogins.row(row));

function removals({ driver, queries: { jobs: queries } }: StoreTools): Pick<JobStore, 'dropChunks' | 'remove' | 'clear'> {
  const dropChunks = async (tenant: string, id: string, side: JobSide) => {
    while ((await driver.write({ guard: queries.dropChunks({ tenant, id, side }) })).won) { /* The next ones. */ }
  };
  const remove = async (tenant: string, id: string) => {
    await dropChunks(tenant, id, 'input');
    await dropChunks(tenant, id, 'output');
    while ((await driver.write({ guard: queries.dropErrors({ tenant, id }) })).won) { /* The next ones. */ }
    await driver.write({ queries: [queries.remove({ tenant, id })] });
  };
  return {
    dropChunks, remove,
    async clear(now) {
      await driver.write({ queries: [queries.giveUpUploads({ now })] });
      for (const { tenant_id: tenant, id } of await driver.read(queries.expired({ now }))) await remove(tenant, id);
    },
  };
}

/** The line of the log that is stored with a change. */
const lines = (tenant: string, log: LogRecord | undefined) => (log === undefined ? [] : [logRow(tenant, log)]);

const chunkRow = (tenant: string, { id, side, number, bytes }: { readonly id: string; readonly side: JobSide; readonly number: number; readonly bytes: Buffer }) =>
  jobChunks.row({ tenant_id: tenant, job_id: id, side, number, bytes: bytes.toString('base64') });

const rowOf = (tenant: string, job: Job): Database['jobs'] => ({
  tenant_id: tenant, id: job.id, kind: job.assignment.kind, status: job.status, slot: null, version: job.version, attempts: job.attempts, lease_until: 0, created_at: job.createdAt, expires_at: job.expiresAt,
  size: job.size, assignment: JSON.stringify(job.assignment), progress: JSON.stringify(job.progress), problem: job.problem ?? null,
});

const jobOf = (row: Database['jobs']): Job => ({
  id: row.id, assignment: JSON.parse(row.assignment) as JobAssignment, status: row.status as JobStatus, version: row.version, attempts: row.attempts, createdAt: row.created_at, expiresAt: row.expires_at,
  size: row.size, progress: JSON.parse(row.progress) as JobProgress, problem: row.problem ?? undefined,
});
