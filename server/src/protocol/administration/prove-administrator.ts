import type { DecisionRecord } from '../../kernel/decision-record.ts';
import type { Tenant } from '../../kernel/tenant.ts';
import { managementAudience } from '../client/management-audience.ts';
import type { ResourceServer } from '../client/resource-server.ts';
import type { AdministratorRoles } from '../ports/administrator-store.ts';
import { accessDenied, invalidTarget, type OAuthRefusal } from '../vocabulary/errors.ts';
import { isDashboard } from './dashboard-client.ts';

/** Who comes to which application, for which API. */
export interface Coming { readonly clientId: string; readonly userId: string; readonly api: ResourceServer | undefined }

/** The dashboard is for administrators and the Management API: RFC 6749 §4.1.2.1 tells anybody else why not. Other applications are not asked. */
export async function refuseStranger({ clientId, userId, api }: Coming, { tenant, record, roles }: { readonly tenant: Tenant; readonly record: DecisionRecord; readonly roles: AdministratorRoles }): Promise<OAuthRefusal | undefined> {
  if (!isDashboard(clientId)) return undefined;
  if (api?.identifier !== managementAudience(tenant)) return invalidTarget('administrator.other_api', { expected: managementAudience(tenant), received: api?.identifier ?? 'no audience' });
  const role = await roles.findAdministratorRole(tenant.id, userId);
  if (role === undefined) return accessDenied('administrator.none');
  record.pass('administrator.role', { received: role });
  return undefined;
}
