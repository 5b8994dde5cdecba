import type { Connection } from '../../identity/connections/connection.ts';
import type { ExportAssignment, ImportAssignment, Job } from '../../identity/ports/job-store.ts';
import type { Seconds } from '../../kernel/time.ts';
import { isoTime } from '../times.ts';

type View = Readonly<Record<string, unknown>>;

const ended: ReadonlySet<Job['status']> = new Set(['completed', 'failed']);

/** Auth0: a job as it is answered, now. `connections`: those of the tenant. */
export function viewOf(job: Job, connections: readonly Connection[], now: Seconds): View {
  const { id, assignment, status, createdAt, problem } = job;
  return {
    // Auth0 has no word for a file that is still coming in.
    id, type: assignment.kind, status: status === 'uploading' ? 'pending' : status, created_at: isoTime(createdAt), ...connectionOf(connections, assignment.connection),
    ...(assignment.kind === 'users_import' ? importOf(assignment) : exportOf(assignment)), ...progressOf(job, now), ...(problem === undefined ? {} : { status_details: problem }),
  };
}

/** A connection that is gone has no id. */
function connectionOf(connections: readonly Connection[], name: string | undefined): View {
  if (name === undefined) return {};
  const id = connections.find((one) => one.name === name)?.id;
  return { ...(id === undefined ? {} : { connection_id: id }), connection: name };
}

const importOf = ({ upsert, externalId, sendCompletionEmail }: ImportAssignment): View => ({ upsert, ...(externalId === undefined ? {} : { external_id: externalId }), send_completion_email: sendCompletionEmail });

const exportOf = ({ format, limit, fields }: ExportAssignment): View => ({
  format, ...(limit === undefined ? {} : { limit }), ...(fields === undefined ? {} : { fields: fields.map(({ name, title }) => ({ name, ...(title === name ? {} : { export_as: title }) })) }),
});

/** What is left is told from what is done, for as long as the file is gone through at one pace. */
function progressOf({ assignment, status, size, createdAt, progress: { position, summary } }: Job, now: Seconds): View {
  const done = ended.has(status);
  const part = done ? 1 : assignment.kind === 'users_import' && size > 0 ? position / size : 0;
  const left = done || part === 0 ? undefined : Math.ceil(((now - createdAt) * (1 - part)) / part);
  return {
    percentage_done: Math.floor(part * 100), ...(left === undefined ? {} : { time_left_seconds: left }),
    ...(done ? { summary: assignment.kind === 'users_import' ? summary : { total: summary.total, failed: 0, updated: 0, inserted: 0 } } : {}),
  };
}
