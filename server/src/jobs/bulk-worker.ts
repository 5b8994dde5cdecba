import { setTimeout as pause } from 'node:timers/promises';
import type { ClaimedJob, Job } from '../identity/ports/job-store.ts';
import type { TenantId } from '../kernel/tenant.ts';
import { bulkLease, type BulkTools, type Step } from './bulk-step.ts';
import { ended } from './ended-job.ts';

/** Imports and exports people. Any number of nodes may have one; each job is in one hand at a time. */
export interface BulkWorker {
  /** Works on whatever waits, until nothing does. */
  run(): Promise<void>;
  /** The process is about to end: the job in hand is put down after its step, for another node or the next start. */
  leave(): void;
}

/** A job that was taken up so often without coming one step further never will. */
const mostAttempts = 5;
/** After each step the worker rests as long as the step took, at most so long, in milliseconds: whoever signs in meanwhile goes first. */
const longestRest = 25;

/** The worker of this process. */
export function createBulkWorker(tools: BulkTools): BulkWorker {
  const { jobs, clock } = tools;
  let leaving = false;
  const next = async (): Promise<ClaimedJob | undefined> => {
    const now = clock.now();
    return leaving || !await jobs.anyDue(now) ? undefined : jobs.claim(now, now + bulkLease);
  };
  return {
    async run() {
      if (await jobs.anyDue(clock.now())) await jobs.clear(clock.now());
      for (let claimed = await next(); claimed !== undefined; claimed = await next()) await work(claimed, { tools, isLeaving: () => leaving });
    },
    leave() { leaving = true; },
  };
}

async function work({ tenant, job }: ClaimedJob, { tools, isLeaving }: { readonly tools: BulkTools; readonly isLeaving: () => boolean }): Promise<void> {
  if (job.attempts > mostAttempts) return giveUp(tenant, job, tools);
  const step = await stepOf(tenant, job, tools);
  let held = job;
  while (held.status === 'processing') {
    if (isLeaving()) return putDown(tenant, held, tools);
    const began = performance.now();
    const after = await step(held);
    if (after === 'lost') return;
    held = after;
    await pause(Math.min(performance.now() - began, longestRest));
  }
  await tools.jobs.dropChunks(tenant, held.id, 'input');
}

/** What reads and writes rows is loaded with the first job. */
async function stepOf(tenant: TenantId, { assignment }: Job, tools: BulkTools): Promise<Step> {
  return assignment.kind === 'users_import' ? (await import('./imports/import-step.ts')).importStep(tenant, assignment, tools) : (await import('./exports/export-step.ts')).exportStep(tenant, assignment, tools);
}

const putDown = async (tenant: TenantId, job: Job, { jobs }: BulkTools): Promise<void> => { await jobs.advance(tenant, { ...job, version: job.version + 1 }, { leaseUntil: 0 }); };

async function giveUp(tenant: TenantId, job: Job, { jobs, clock, logger }: BulkTools): Promise<void> {
  const { next, log } = ended({ ...job, version: job.version + 1, problem: `The work was taken up ${mostAttempts} times without coming any further.` }, clock);
  if (await jobs.advance(tenant, next, { leaseUntil: 0, log }) !== 'advanced') return;
  logger.warn?.({ job: 'bulk', tenant, id: job.id, kind: job.assignment.kind }, 'A job was given up.');
  await jobs.dropChunks(tenant, job.id, 'input');
}
