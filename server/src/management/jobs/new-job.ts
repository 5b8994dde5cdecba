import type { Job, JobAssignment } from '../../identity/ports/job-store.ts';
import { newId } from '../../kernel/ids.ts';
import type { Seconds } from '../../kernel/time.ts';

/** Auth0: so many jobs of one kind a tenant may have under way. */
export const mostJobs = 2;
/** Auth0: a job, its errors and its file are kept for a day; one that never ends, for a week. */
export const jobTtl: Seconds = 86_400;
const unfinishedTtl: Seconds = 604_800;

/** A job of which nothing is done yet. */
export const newJob = (assignment: JobAssignment, status: Job['status'], now: Seconds): Job => ({
  id: newId('job'), assignment, status, version: 1, attempts: 0, createdAt: now, expiresAt: now + unfinishedTtl, size: 0, problem: undefined,
  progress: { position: 0, shape: undefined, after: '', chunks: 0, summary: { failed: 0, updated: 0, inserted: 0, total: 0 } },
});
