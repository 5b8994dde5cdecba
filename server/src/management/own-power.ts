import type { Tenant } from '../kernel/tenant.ts';
import type { ClientGrant } from '../protocol/client/resource-server.ts';
import { managementAudience, type Permit } from './permit.ts';
import { ManagementRefusal } from './refusal.ts';

/** Nobody hands out more of the Management API than the own token allows, and nobody takes over an application that may do more (A209 of the attack cases). */
export function refuseBeyond({ audience, scope }: Pick<ClientGrant, 'audience' | 'scope'>, { tenant, permit }: { readonly tenant: Tenant; readonly permit: Permit }): ManagementRefusal | undefined {
  if (audience !== managementAudience(tenant)) return undefined;
  const beyond = scope.filter((value) => !permit.scopes.has(value));
  if (beyond.length === 0) return undefined;
  return new ManagementRefusal(403, `This would give, or take over, more of the Management API than your own token allows: ${beyond.slice(0, 10).join(', ')}. Use a token that has these scopes.`, { errorCode: 'insufficient_scope', reason: 'token.scope_missing' });
}
