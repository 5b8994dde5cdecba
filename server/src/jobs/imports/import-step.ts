import type { ImportAssignment, Job } from '../../identity/ports/job-store.ts';
import type { TenantId } from '../../kernel/tenant.ts';
import { bulkLease, type BulkTools, type Step } from '../bulk-step.ts';
import { ended } from '../ended-job.ts';
import { chunkReader, readBatch, type Batch } from './read-batch.ts';
import { settleRows, type Settled } from './settle-rows.ts';

/** Somebody signs up between the look and the commit: the rows are looked at again, so often. */
const mostTries = 10;

/**
 * Imports people row by row. A step is one commit: the people, the errors and the place in the file that was reached. So whatever happens to this process, nobody is lost and nobody
 * comes twice. Who is there already is changed in commits before, which say the same when they are made again.
 */
export function importStep(tenant: TenantId, assignment: ImportAssignment, tools: BulkTools): Step {
  let readChunk: ReturnType<typeof chunkReader> | undefined;
  return async (job) => {
    readChunk ??= chunkReader(tenant, job.id, tools.jobs);
    const connection = await tools.connections.find(tenant, assignment.connection);
    if (connection === undefined) return fail(tenant, job, tools);
    const batch = await readBatch(job, readChunk);
    for (let tries = 0; tries < mostTries; tries++) {
      const settled = await settleRows(batch.rows, { tenant, connection, upsert: assignment.upsert, first: job.progress.summary.total + 1 }, tools);
      const outcome = await store(tenant, { before: job, batch, settled }, tools);
      if (outcome !== 'taken') return outcome;
    }
    throw new Error(`The names of ${job.id} were taken by others ${mostTries} times in a row.`);
  };
}

/** Who is in the connection goes with it: nobody comes after it. */
async function fail(tenant: TenantId, before: Job, { jobs, clock }: BulkTools): Promise<Job | 'lost'> {
  const { next, log } = ended({ ...before, version: before.version + 1, problem: 'The connection was removed.' }, clock);
  return await jobs.advance(tenant, next, { leaseUntil: 0, log }) === 'advanced' ? next : 'lost';
}

interface Done { readonly before: Job; readonly batch: Batch; readonly settled: Settled }

async function store(tenant: TenantId, done: Done, { jobs, clock }: BulkTools): Promise<Job | 'lost' | 'taken'> {
  const after = jobAfter(done);
  const { next, log } = done.batch.last ? ended(after, clock) : { next: after, log: undefined };
  const { people, errors } = done.settled;
  const outcome = await jobs.advance(tenant, next, { leaseUntil: clock.now() + bulkLease, people, errors, ...(log === undefined ? {} : { log }) });
  return outcome === 'advanced' ? next : outcome;
}

function jobAfter({ before, batch: { rows, position, shape, problem }, settled: { people, errors, updated } }: Done): Job {
  const { progress: { summary, ...progress } } = before;
  return {
    ...before, version: before.version + 1, attempts: 0, problem,
    progress: { ...progress, position, shape, summary: { failed: summary.failed + errors.length, updated: summary.updated + updated, inserted: summary.inserted + people.length, total: summary.total + rows.length } },
  };
}
