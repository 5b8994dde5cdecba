import { clientGrantOperations } from './client-grants/operations.ts';
import { clientOperations } from './clients/operations.ts';
import type { Operation } from './contract.ts';
import { resourceServerOperations } from './resource-servers/operations.ts';
import type { ManagementTools } from './tools.ts';
import { userOperations } from './users/operations.ts';

/** Every operation of the Management API. */
export const operations: readonly Operation<ManagementTools>[] = [...resourceServerOperations, ...clientGrantOperations, ...clientOperations, ...userOperations];
