import type { LogRecord } from '../../kernel/log-record.ts';
import type { TenantId } from '../../kernel/tenant.ts';
import type { Seconds } from '../../kernel/time.ts';
import type { User } from './user-store.ts';

/** People from a file. `upsert`: who is there already is changed. `connection` is a name. */
export interface ImportAssignment { readonly kind: 'users_import'; readonly connection: string; readonly upsert: boolean; readonly externalId: string | undefined; readonly sendCompletionEmail: boolean }
/** A member of a person, and the title under which it stands in the file. */
export interface ExportField { readonly name: string; readonly title: string }
/** People into a file; `undefined`: of every connection, all of them, the usual members. */
export interface ExportAssignment { readonly kind: 'users_export'; readonly connection: string | undefined; readonly format: 'json' | 'csv'; readonly limit: number | undefined; readonly fields: readonly ExportField[] | undefined }
/** What is to be done. */
export type JobAssignment = ImportAssignment | ExportAssignment;

/** `uploading`: its file is not there whole. */
export type JobStatus = 'uploading' | 'pending' | 'processing' | 'completed' | 'failed';

/** How many rows came to what. */
export interface JobSummary { readonly failed: number; readonly updated: number; readonly inserted: number; readonly total: number }

/** How far a job has come: everything that is needed to go on. */
export interface JobProgress {
  /** Import: the byte of the file after the last row that is done. */
  readonly position: number;
  /** Import: how the rows follow each other; `undefined` until that is known. */
  readonly shape: 'array' | 'lines' | undefined;
  /** Export: the id of the last person that was written. */
  readonly after: string;
  /** Export: how many chunks were written. */
  readonly chunks: number;
  readonly summary: JobSummary;
}

/** Bulk work on people that outlives a request. */
export interface Job {
  readonly id: string;
  readonly assignment: JobAssignment;
  readonly status: JobStatus;
  /** Counts up with every step: compare-and-set. */
  readonly version: number;
  /** How often it was taken up since its last step. */
  readonly attempts: number;
  readonly createdAt: Seconds;
  /** When everything of it is removed. */
  readonly expiresAt: Seconds;
  /** Of the file that comes in, in bytes. */
  readonly size: number;
  readonly progress: JobProgress;
  /** Why it failed, in words. */
  readonly problem: string | undefined;
}

/** A job whose turn it is. */
export interface ClaimedJob { readonly tenant: TenantId; readonly job: Job }

/** What is stored together with a step of a job, all of it or nothing. */
export interface JobStep {
  /** From now on nobody else may take the job up until then. */
  readonly leaseUntil: Seconds;
  readonly people?: readonly User[];
  /** Rows that were not taken, with their number. */
  readonly errors?: readonly JobError[];
  /** A piece of the file that goes out; its number is `progress.chunks` of the step before. */
  readonly chunk?: Buffer;
  readonly log?: LogRecord;
}

/** A row that was not taken. `data` is what is told of it; plain JSON. */
export interface JobError { readonly number: number; readonly data: object }

/** The file that comes in, and the one that goes out. */
export type JobSide = 'input' | 'output';

/** The jobs of every tenant. */
export interface JobStore {
  /** Takes one of `most` places that a tenant has for a kind of job; `busy`: they are taken. */
  open(tenant: TenantId, job: Job, place: { readonly most: number; readonly leaseUntil: Seconds; readonly log?: LogRecord }): Promise<'opened' | 'busy'>;
  /** Adds a piece to the file of a job that is `uploading`; `gone`: it was given up meanwhile. */
  upload(tenant: TenantId, id: string, chunk: { readonly number: number; readonly bytes: Buffer; readonly leaseUntil: Seconds }): Promise<'stored' | 'gone'>;
  /** The file is whole: the job waits for its turn, and is what `job` says. */
  submit(tenant: TenantId, job: Job, log?: LogRecord): Promise<'submitted' | 'gone'>;
  find(tenant: TenantId, id: string): Promise<Job | undefined>;
  readChunk(tenant: TenantId, id: string, place: { readonly side: JobSide; readonly number: number }): Promise<Buffer | undefined>;
  /** In the order of the rows; those after `after`, at most `take`. */
  listErrors(tenant: TenantId, id: string, page: { readonly after: number; readonly take: number }): Promise<readonly JobError[]>;
  /** Is there a job for `claim`, or one for `clear`? */
  anyDue(now: Seconds): Promise<boolean>;
  /** Takes up the oldest job that waits and that nobody holds. Of two that claim at once each gets another one. */
  claim(now: Seconds, leaseUntil: Seconds): Promise<ClaimedJob | undefined>;
  /** Stores `next` if the stored version is `next.version - 1`. `lost`: somebody else holds the job. `taken`: the names of one of the people are somebody's by now; nothing was stored. */
  advance(tenant: TenantId, next: Job, step: JobStep): Promise<'advanced' | 'lost' | 'taken'>;
  /** Removes the pieces of one side, some at a time. */
  dropChunks(tenant: TenantId, id: string, side: JobSide): Promise<void>;
  /** Removes a job with everything of it. */
  remove(tenant: TenantId, id: string): Promise<void>;
  /** Gives up uploads that stopped, and removes jobs whose time is over, a few at a time. */
  clear(now: Seconds): Promise<void>;
}
