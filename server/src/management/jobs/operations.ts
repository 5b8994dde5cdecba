import Type, { type Static } from 'typebox';
import { renderExportLink } from '../../identity/bulk/export-link.ts';
import type { Connection } from '../../identity/connections/connection.ts';
import type { ExportAssignment, Job } from '../../identity/ports/job-store.ts';
import type { Tenant } from '../../kernel/tenant.ts';
import { noContent, operation } from '../contract.ts';
import { allowsScope, type Permit } from '../permit.ts';
import { ManagementRefusal, notFound } from '../refusal.ts';
import type { ManagementTools } from '../tools.ts';
import { findConnection } from './find-connection.ts';
import { mostJobs, newJob } from './new-job.ts';
import { errorsView, exportBody, importForm, view } from './schema.ts';
import { takeImport, tooManyJobs } from './take-import.ts';
import { findMailJob, verificationMailOperation } from './verification-email.ts';
import { viewOf } from './view.ts';

const none = Type.Object({});
const make = operation<ManagementTools>();
const missing = () => notFound('The job', 'inexistent_job');
const readers = ['create:users', 'read:users'];

/** Of a list of errors that is long the next part is asked for. */
const errorsQuery = Type.Object({ after: Type.Optional(Type.String({ pattern: '^[0-9]{1,12}$', description: 'The row after which the list begins.' })) });
const mostErrors = 1000;

/** The link stands only in the answer to who may read people: an import is also seen by who may do no more than make them. */
async function described(job: Job, { tenant, permit }: { readonly tenant: Tenant; readonly permit: Permit }, { connections, clock, exportKey }: ManagementTools): Promise<Readonly<Record<string, unknown>>> {
  const now = clock.now();
  const shown = viewOf(job, await connections.list(tenant.id), now);
  if (job.assignment.kind !== 'users_export' || job.status !== 'completed' || !allowsScope(permit, 'read:users', undefined)) return shown;
  return { ...shown, location: `${tenant.issuer}exports/${renderExportLink(tenant.id, job.id, { key: exportKey, now })}` };
}

const assignmentOf = ({ format = 'json', limit, fields }: Static<typeof exportBody>, connection: Connection | undefined): ExportAssignment => ({
  kind: 'users_export', connection: connection?.name, format, limit, fields: fields?.map(({ name, export_as: title = name }) => ({ name, title })),
});

/** Seed row 214: bulk work on people, which goes on after the answer. */
export const jobOperations = [
  verificationMailOperation,
  make({ id: 'jobs.usersImports.create', method: 'POST', path: '/jobs/users-imports', scopes: ['create:users'], status: 202, summary: 'Takes a file of people, whom a job then imports.', query: none, body: importForm, takesFile: true, output: view }, async (call, tools) => {
    const job = await takeImport(call, tools);
    return job instanceof ManagementRefusal ? job : viewOf(job, await tools.connections.list(call.tenant.id), tools.clock.now());
  }),
  make({ id: 'jobs.usersExports.create', method: 'POST', path: '/jobs/users-exports', scopes: ['read:users'], status: 200, summary: 'Begins an export of people into a file.', query: none, body: exportBody, output: view }, async ({ tenant, body, audit, audited }, { jobs, connections, clock }) => {
    const connection = body.connection_id === undefined ? undefined : await findConnection(tenant.id, body.connection_id, { connections });
    if (body.connection_id !== undefined && connection === undefined) return notFound('The connection', 'inexistent_connection');
    const job = newJob(assignmentOf(body, connection), 'pending', clock.now());
    if (await jobs.open(tenant.id, job, { most: mostJobs, leaseUntil: 0, log: audit() }) === 'busy') return tooManyJobs('export users');
    audited();
    return viewOf(job, await connections.list(tenant.id), clock.now());
  }),
  make({ id: 'jobs.get', method: 'GET', path: '/jobs/{id}', scopes: readers, status: 200, summary: 'How far a job has come; of an export that is completed, a link to its file that is good for a minute.', query: none, body: undefined, output: view }, async ({ tenant, permit, path }, tools) => {
    const job = await tools.jobs.find(tenant.id, path['id'] ?? '');
    if (job === undefined) return await findMailJob(tenant.id, path['id'] ?? '', tools) ?? missing();
    return described(job, { tenant, permit }, tools);
  }),
  make({ id: 'jobs.errors.get', method: 'GET', path: '/jobs/{id}/errors', scopes: readers, status: 200, mayBeEmpty: true, summary: `The rows of an import that were not taken, each with the reasons, at most ${mostErrors} at a time; 204 where there are none.`, query: errorsQuery, body: undefined, output: errorsView }, async ({ tenant, path, query }, { jobs, connections, pending, clock }) => {
    const job = await jobs.find(tenant.id, path['id'] ?? '');
    if (job === undefined) return await findMailJob(tenant.id, path['id'] ?? '', { pending, clock }) === undefined ? missing() : noContent;
    const errors = await jobs.listErrors(tenant.id, job.id, { after: Number(query.after ?? 0), take: mostErrors });
    if (errors.length > 0) return errors.map(({ number, data }) => ({ ...data, row: number }));
    return job.status === 'failed' ? viewOf(job, await connections.list(tenant.id), clock.now()) : noContent;
  }),
];
