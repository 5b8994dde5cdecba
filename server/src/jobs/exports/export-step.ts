import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { ExportAssignment, Job } from '../../identity/ports/job-store.ts';
import type { TenantId } from '../../kernel/tenant.ts';
import { bulkLease, type BulkTools, type Step } from '../bulk-step.ts';
import { ended } from '../ended-job.ts';
import { writePeople, type ExportPage } from './write-people.ts';

const compress = promisify(gzip);

/** Exports people in the order of their ids. A step is one commit: a piece of the file, and the person that was reached. */
export function exportStep(tenant: TenantId, assignment: ExportAssignment, tools: BulkTools): Step {
  const { jobs, clock } = tools;
  return async (job) => {
    const { after, chunks, summary: { total } } = job.progress;
    const page = await writePeople(tenant, { assignment, after, total }, tools);
    const reached = jobAfter(job, page);
    const { next, log } = page.last ? ended(reached, clock) : { next: reached, log: undefined };
    // An empty file is one too, and is unpacked without complaint.
    const chunk = page.text === '' && chunks > 0 ? undefined : await compress(page.text);
    const stored = { ...next, progress: { ...next.progress, chunks: chunks + (chunk === undefined ? 0 : 1) } };
    const outcome = await jobs.advance(tenant, stored, { leaseUntil: clock.now() + bulkLease, ...(chunk === undefined ? {} : { chunk }), ...(log === undefined ? {} : { log }) });
    return outcome === 'advanced' ? stored : 'lost';
  };
}

function jobAfter(before: Job, { count, after }: ExportPage): Job {
  const { progress } = before;
  return { ...before, version: before.version + 1, attempts: 0, progress: { ...progress, after, summary: { ...progress.summary, total: progress.summary.total + count } } };
}
