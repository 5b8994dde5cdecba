import type { ConnectionDirectory } from '../identity/ports/connection-store.ts';
import type { Job, JobStore } from '../identity/ports/job-store.ts';
import type { LinkedUsers } from '../identity/ports/linked-users.ts';
import type { UserStore } from '../identity/ports/user-store.ts';
import type { Clock, Seconds } from '../kernel/time.ts';
import type { AdministratorRoles } from '../protocol/ports/administrator-store.ts';
import type { Logger } from './jobs.ts';

/** What the worker works with. */
export interface BulkTools { readonly jobs: JobStore; readonly connections: Pick<ConnectionDirectory, 'find'>; readonly users: UserStore; readonly linkedUsers: Pick<LinkedUsers, 'listOf'>; readonly administrators: AdministratorRoles; readonly clock: Clock; readonly logger: Logger }

/** One step of a job: what it is afterwards, stored; `lost`: another node has it by now. */
export type Step = (job: Job) => Promise<Job | 'lost'>;

/** A job in one hand is hidden from all others so long, counted from its last step. What a dead process held comes back then; who is only slow loses it, and stores nothing more. */
export const bulkLease: Seconds = 5;
