import type { Database } from '../schema.ts';
import type { Statements } from '../statements/draft.ts';

interface OfJob { readonly tenant: string; readonly id: string }
type Row = Database['jobs'];

const columns = ['tenant_id', 'id', 'kind', 'status', 'slot', 'version', 'attempts', 'lease_until', 'created_at', 'expires_at', 'size', 'assignment', 'progress', 'problem'] as const;
/** So many pieces of a file, and so many rows with errors, are removed at once. */
const chunksAtOnce = 40;
const errorsAtOnce = 1000;

/** Jobs, their files and their errors. */
export const jobQueries = (statement: Statements) => ({
  insert: statement<Row>()('insert_job', ({ db, slot }) => db.insertInto('jobs').values({
    tenant_id: slot('tenant_id'), id: slot('id'), kind: slot('kind'), status: slot('status'), slot: slot('slot'), version: slot('version'), attempts: slot('attempts'), lease_until: slot('lease_until'),
    created_at: slot('created_at'), expires_at: slot('expires_at'), size: slot('size'), assignment: slot('assignment'), progress: slot('progress'), problem: slot('problem'),
  })),

  holdUpload: statement<OfJob & { leaseUntil: number }>()('hold_job_upload', ({ db, slot }) => db.updateTable('jobs').set({ lease_until: slot('leaseUntil') })
    .where('tenant_id', '=', slot('tenant')).where('id', '=', slot('id')).where('status', '=', 'uploading')),

  submit: statement<OfJob & { size: number; assignment: string }>()('submit_job', ({ db, slot, sql }) => db.updateTable('jobs')
    .set({ status: 'pending', lease_until: 0, version: sql<number>`version + 1`, size: slot('size'), assignment: slot('assignment') })
    .where('tenant_id', '=', slot('tenant')).where('id', '=', slot('id')).where('status', '=', 'uploading')),

  find: statement<OfJob>()('find_job', ({ db, slot }) => db.selectFrom('jobs').select(columns).where('tenant_id', '=', slot('tenant')).where('id', '=', slot('id'))),

  readChunk: statement<OfJob & { side: string; number: number }>()('read_job_chunk', ({ db, slot }) => db.selectFrom('job_chunks').select('bytes')
    .where('tenant_id', '=', slot('tenant')).where('job_id', '=', slot('id')).where('side', '=', slot('side')).where('number', '=', slot('number'))),

  listErrors: statement<OfJob & { after: number; take: number }>()('list_job_errors', ({ db, slot }) => db.selectFrom('job_errors').select(['number', 'data'])
    .where('tenant_id', '=', slot('tenant')).where('job_id', '=', slot('id')).where('number', '>', slot('after')).orderBy('number').limit(slot('take'))),

  anyDue: statement<{ now: number }>()('any_job_due', ({ sql, slot }) => sql<{ due: number }>`
    select 1 as due where exists (select 1 from jobs where slot is not null and lease_until <= ${slot('now')}) or exists (select 1 from jobs where expires_at <= ${slot('now')})`),

  /** Holds the job in the same statement that reads it: of two nodes each gets another one. */
  claim: statement<{ now: number; leaseUntil: number }>()('claim_job', ({ db, slot, sql }) => db.updateTable('jobs')
    .set({ status: 'processing', lease_until: slot('leaseUntil'), version: sql<number>`version + 1`, attempts: sql<number>`attempts + 1` })
    .where((where) => where(sql`(tenant_id, id)`, 'in', db.selectFrom('jobs').select(['tenant_id', 'id']).where('slot', 'is not', null).where('status', 'in', ['pending', 'processing'])
      .where('lease_until', '<=', slot('now')).orderBy('created_at').limit(1)))
    .where('lease_until', '<=', slot('now')).where('slot', 'is not', null)
    .returning(columns)),

  anyClaimable: statement<{ now: number }>()('any_job_claimable', ({ db, slot }) => db.selectFrom('jobs').select('id').where('slot', 'is not', null).where('status', 'in', ['pending', 'processing'])
    .where('lease_until', '<=', slot('now')).limit(1)),

  advance: statement<Pick<Row, 'status' | 'version' | 'lease_until' | 'expires_at' | 'progress' | 'problem'> & OfJob & { seen: number }>()('advance_job', ({ db, slot, sql }) => db.updateTable('jobs').set({
    status: slot('status'), slot: sql<number>`case when ${slot('status')} = 'processing' then slot end`, version: slot('version'), attempts: 0, lease_until: slot('lease_until'), expires_at: slot('expires_at'), progress: slot('progress'), problem: slot('problem'),
  }).where('tenant_id', '=', slot('tenant')).where('id', '=', slot('id')).where('version', '=', slot('seen'))),

  dropChunks: statement<OfJob & { side: string }>()('drop_job_chunks', ({ db, slot }) => db.deleteFrom('job_chunks').where('tenant_id', '=', slot('tenant')).where('job_id', '=', slot('id')).where('side', '=', slot('side'))
    .where('number', 'in', db.selectFrom('job_chunks').select('number').where('tenant_id', '=', slot('tenant')).where('job_id', '=', slot('id')).where('side', '=', slot('side')).orderBy('number').limit(chunksAtOnce))),

  dropErrors: statement<OfJob>()('drop_job_errors', ({ db, slot }) => db.deleteFrom('job_errors').where('tenant_id', '=', slot('tenant')).where('job_id', '=', slot('id'))
    .where('number', 'in', db.selectFrom('job_errors').select('number').where('tenant_id', '=', slot('tenant')).where('job_id', '=', slot('id')).orderBy('number').limit(errorsAtOnce))),

  remove: statement<OfJob>()('remove_job', ({ db, slot }) => db.deleteFrom('jobs').where('tenant_id', '=', slot('tenant')).where('id', '=', slot('id'))),

  giveUpUploads: statement<{ now: number }>()('give_up_job_uploads', ({ db, slot }) => db.updateTable('jobs').set({ status: 'failed', slot: null, expires_at: slot('now'), problem: 'The upload stopped.' })
    .where('slot', 'is not', null).where('status', '=', 'uploading').where('lease_until', '<=', slot('now'))),

  expired: statement<{ now: number }>()('expired_jobs', ({ db, slot }) => db.selectFrom('jobs').select(['tenant_id', 'id']).where('expires_at', '<=', slot('now')).limit(10)),
});
