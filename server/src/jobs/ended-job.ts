import type { Job } from '../identity/ports/job-store.ts';
import type { LogRecord } from '../kernel/log-record.ts';
import { logType } from '../kernel/log-type.ts';
import { newKey } from '../kernel/opaque-token.ts';
import type { Clock } from '../kernel/time.ts';
import { jobTtl } from '../management/jobs/new-job.ts';

/** A job that has ended, failed where it has a problem, with the line of the log that tells of it. */
export function ended(job: Job, clock: Clock): { readonly next: Job; readonly log: LogRecord } {
  const failed = job.problem !== undefined;
  const event = job.assignment.kind === 'users_import' ? 'users.imported' : 'users.exported';
  const result = failed ? 'refused' : 'allowed';
  const reason = failed ? 'management.invalid' : undefined;
  const log: LogRecord = {
    key: newKey(clock.nowMs()), event, type: logType(event, result, { reason }), result, reason, clientId: undefined, userId: undefined, connection: job.assignment.connection, address: '',
    detail: JSON.stringify({ job: job.id, summary: job.progress.summary, ...(failed ? { problem: job.problem } : {}) }),
  };
  return { next: { ...job, status: failed ? 'failed' : 'completed', expiresAt: clock.now() + jobTtl }, log };
}
