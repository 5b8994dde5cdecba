import type { Tenant } from '../../kernel/tenant.ts';
import type { ManagementTools } from '../tools.ts';

/** Ends every session of a person; applications are told. */
export async function closeSessions(tenant: Tenant, id: string, { sessions, closer }: Pick<ManagementTools, 'sessions' | 'closer'>): Promise<void> {
  for (const session of await sessions.listByUser(tenant.id, id)) await closer.closeSession(tenant, session);
}
