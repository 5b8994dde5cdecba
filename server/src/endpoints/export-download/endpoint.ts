import type { KeyObject } from 'node:crypto';
import { proveExportLink } from '../../identity/bulk/export-link.ts';
import type { Job, JobStore } from '../../identity/ports/job-store.ts';
import type { TenantId } from '../../kernel/tenant.ts';
import type { Clock } from '../../kernel/time.ts';
import { noStore } from '../oauth-error.ts';
import type { Endpoint, Reply } from '../reply.ts';

/** What a download works with; `exportKey` is that of the links. */
export interface DownloadTools { readonly jobs: JobStore; readonly exportKey: KeyObject; readonly clock: Clock }

const path = '/exports';
const nothing: Reply = { kind: 'json', status: 404, body: { statusCode: 404, error: 'Not Found', message: 'There is no such file, or the link is too old: ask for the job again.' }, headers: noStore };

/** Auth0: the file of an export, for whoever has its link: whether it never was, is too old or was changed is told in the same words. */
export function exportDownloadEndpoint(tools: DownloadTools): Endpoint {
  return {
    name: 'export_download', path, below: true, methods: ['GET'], cors: 'none',
    async handle({ tenant, path: called }) {
      const link = proveExportLink(tenant.id, called.slice(path.length + 1), { key: tools.exportKey, now: tools.clock.now() });
      const job = link === undefined ? undefined : await tools.jobs.find(tenant.id, link.jobId);
      if (job?.assignment.kind !== 'users_export' || job.status !== 'completed') return nothing;
      return { kind: 'file', mediaType: 'application/gzip', name: `${job.id}.${job.assignment.format}.gz`, pieces: piecesOf(tenant.id, job, tools.jobs), headers: noStore };
    },
  };
}

/** RFC 1952 §2.2: each piece is compressed by itself; one after the other they are one file. */
async function* piecesOf(tenant: TenantId, { id, progress: { chunks } }: Job, jobs: JobStore): AsyncGenerator<Buffer, void, undefined> {
  for (let number = 0; number < chunks; number++) {
    const piece = await jobs.readChunk(tenant, id, { side: 'output', number });
    if (piece === undefined) throw new Error(`The piece ${number} of the file of ${id} is gone.`);
    yield piece;
  }
}
