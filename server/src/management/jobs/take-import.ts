import type { Connection } from '../../identity/connections/connection.ts';
import type { Job } from '../../identity/ports/job-store.ts';
import type { FormPiece } from '../../kernel/form-piece.ts';
import type { ManagementCall } from '../contract.ts';
import { invalidBody, ManagementRefusal, notFound } from '../refusal.ts';
import type { ManagementTools } from '../tools.ts';
import { findProblems } from '../validate.ts';
import { findDatabase } from './find-connection.ts';
import { mostJobs, newJob } from './new-job.ts';
import { FileProblem } from './scan-rows.ts';
import { importFields, type ImportFields } from './schema.ts';
import { storeFile, uploadLease } from './store-file.ts';

type Call = ManagementCall<unknown, unknown>;
type Tools = Pick<ManagementTools, 'jobs' | 'connections' | 'clock' | 'importLimit'>;

/** Auth0: no more than two of a kind. */
export const tooManyJobs = (what: string) => new ManagementRefusal(429, `There are ${mostJobs} active ${what} jobs, please wait until some of them are finished and try again.`, { errorCode: 'too_many_requests' });

/** Takes the form of an import: the file goes into the storage while it comes in. What is refused, or not sent to its end, leaves nothing behind. */
export async function takeImport(call: Call, tools: Tools): Promise<Job | ManagementRefusal> {
  const { tenant } = call;
  const now = tools.clock.now();
  const opened = newJob({ kind: 'users_import', connection: '', upsert: false, externalId: undefined, sendCompletionEmail: false }, 'uploading', now);
  if (await tools.jobs.open(tenant.id, opened, { most: mostJobs, leaseUntil: now + uploadLease }) === 'busy') return tooManyJobs('import users');
  let taken: Job | ManagementRefusal | undefined;
  try {
    taken = await fillJob(call, opened, tools);
    return taken;
  } finally {
    if (taken === undefined || taken instanceof ManagementRefusal) await tools.jobs.remove(tenant.id, opened.id);
  }
}

async function fillJob(call: Call, opened: Job, tools: Tools): Promise<Job | ManagementRefusal> {
  const form = new UsersForm();
  const pieces = call.form?.(tools.importLimit);
  if (pieces === undefined) return invalidBody('The body is no form with a file: send multipart/form-data.');
  const size = await storeFile(form.read(pieces), { tenant: call.tenant.id, id: opened.id }, tools);
  const refused = form.refusal(tools.importLimit) ?? (size instanceof FileProblem ? invalidBody(`users: ${size.message}`) : undefined);
  if (refused !== undefined) return refused;
  const fields = form.fields();
  if (fields instanceof ManagementRefusal) return fields;
  const connection = await findDatabase(call.tenant.id, fields.connection_id, tools);
  if (connection === undefined) return notFound('The connection', 'inexistent_connection');
  const job = filled(opened, { size: Number(size), fields, connection });
  if (await tools.jobs.submit(call.tenant.id, job, call.audit()) === 'gone') return invalidBody('The upload took too long and was given up.');
  call.audited();
  return job;
}

const filled = (opened: Job, { size, fields, connection }: { readonly size: number; readonly fields: ImportFields; readonly connection: Connection }): Job => ({
  ...opened, size, status: 'pending',
  assignment: { kind: 'users_import', connection: connection.name, upsert: fields.upsert === 'true', externalId: fields.external_id, sendCompletionEmail: fields.send_completion_email !== 'false' },
});

/** The form while it is read: the file goes on, the fields are kept. */
class UsersForm {
  readonly #fields = new Map<string, string>();
  #flaw: 'too_large' | 'malformed' | 'repeated' | 'other_file' | undefined;
  #hasFile = false;

  /** The bytes of the file; ends where the form turns out to be none. */
  async * read(pieces: AsyncIterable<FormPiece>): AsyncGenerator<Buffer, void, undefined> {
    for await (const piece of pieces) {
      if (piece.kind === 'file' && piece.name === 'users') {
        this.#hasFile = true;
        yield piece.bytes;
      } else this.#note(piece);
      if (this.#flaw !== undefined) return;
    }
  }

  #note(piece: FormPiece): void {
    if (piece.kind === 'flaw') this.#flaw = piece.flaw;
    else if (piece.kind === 'file') this.#flaw = 'other_file';
    else if (this.#fields.has(piece.name)) this.#flaw = 'repeated';
    else this.#fields.set(piece.name, piece.value);
  }

  /** What is wrong with the form as such. */
  refusal(mostBytes: number): ManagementRefusal | undefined {
    switch (this.#flaw) {
      case 'too_large': return new ManagementRefusal(413, `The file must not have more than ${mostBytes} bytes, nor a field more than 4096.`, { errorCode: 'payload_too_large' });
      case 'malformed': return invalidBody('The form is not written as multipart/form-data, is cut off, or has more than one file.');
      case 'repeated': return invalidBody('A field of the form came more than once.');
      case 'other_file': return invalidBody('The file must be the part with the name users.');
      default: return this.#hasFile ? undefined : invalidBody('users: the file is missing, or is empty.');
    }
  }

  fields(): ImportFields | ManagementRefusal {
    const sent = Object.fromEntries(this.#fields);
    const problems = findProblems(importFields, sent);
    return problems.length === 0 ? sent as ImportFields : invalidBody(`Payload validation error: ${problems.join('; ')}.`);
  }
}
