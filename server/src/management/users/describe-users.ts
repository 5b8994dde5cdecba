import type { User } from '../../identity/ports/user-store.ts';
import type { TenantId } from '../../kernel/tenant.ts';
import type { ManagementTools } from '../tools.ts';
import { viewOf } from './schema.ts';

/** A person as the Management API answers it, with every identity. */
export const describeUser = async (tenant: TenantId, user: User, { linkedUsers }: Pick<ManagementTools, 'linkedUsers'>): Promise<ReturnType<typeof viewOf>> => viewOf(user, await linkedUsers.listOf(tenant, user.id));

/** The same for many, in their order. */
export const describeUsers = (tenant: TenantId, users: readonly User[], tools: Pick<ManagementTools, 'linkedUsers'>): Promise<readonly ReturnType<typeof viewOf>[]> => Promise.all(users.map((user) => describeUser(tenant, user, tools)));
