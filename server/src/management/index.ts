import { actionOperations } from './actions/operations.ts';
import { administratorOperations } from './administrators/operations.ts';
import { blacklistOperations } from './blacklists/operations.ts';
import { clientGrantOperations } from './client-grants/operations.ts';
import { clientOperations } from './clients/operations.ts';
import { connectionClientOperations } from './connections/clients.ts';
import { connectionOperations } from './connections/operations.ts';
import { connectionPeopleOperations } from './connections/people.ts';
import type { Operation } from './contract.ts';
import { deviceCredentialOperations } from './device-credentials/operations.ts';
import { jobOperations } from './jobs/operations.ts';
import { emailOutboxOperations } from './email-outbox/operations.ts';
import { emailProviderOperations } from './email-provider/operations.ts';
import { emailTemplateOperations } from './email-templates/operations.ts';
import { keyOperations } from './keys/operations.ts';
import { logOperations } from './logs/operations.ts';
import { managementTokenOperations } from './management-tokens/operations.ts';
import { promptOperations } from './prompts/operations.ts';
import { refreshTokenOperations } from './refresh-tokens/operations.ts';
import { resourceServerOperations } from './resource-servers/operations.ts';
import { roleOperations } from './roles/operations.ts';
import { rolePermissionOperations } from './roles/role-permissions.ts';
import { roleUserOperations } from './roles/role-users.ts';
import { userPermissionOperations } from './roles/user-permissions.ts';
import { userRoleOperations } from './roles/user-roles.ts';
import { ruleConfigOperations } from './rules-configs/operations.ts';
import { ruleOperations } from './rules/operations.ts';
import { sessionOperations } from './sessions/operations.ts';
import { statsOperations } from './stats/operations.ts';
import { tenantAddressOperations } from './tenant-address/operations.ts';
import { tenantOperations } from './tenants/operations.ts';
import { ticketOperations } from './tickets/operations.ts';
import { tokenPreviewOperations } from './token-previews/operations.ts';
import type { ManagementTools } from './tools.ts';
import { userBlockOperations } from './user-blocks/operations.ts';
import { userGrantOperations } from './user-grants/operations.ts';
import { userOperations } from './users/operations.ts';

/** Every operation of the Management API. */
export const operations: readonly Operation<ManagementTools>[] = [
  ...resourceServerOperations,
  ...clientGrantOperations,
  ...clientOperations,
  ...connectionOperations,
  ...connectionClientOperations,
  ...connectionPeopleOperations,
  ...keyOperations,
  ...tenantOperations,
  ...tenantAddressOperations,
  ...userOperations,
  ...userBlockOperations,
  ...roleOperations,
  ...rolePermissionOperations,
  ...roleUserOperations,
  ...userRoleOperations,
  ...userPermissionOperations,
  ...actionOperations,
  ...ruleOperations,
  ...ruleConfigOperations,
  ...sessionOperations,
  ...refreshTokenOperations,
  ...deviceCredentialOperations,
  ...userGrantOperations,
  ...logOperations,
  ...ticketOperations,
  ...statsOperations,
  ...promptOperations,
  ...blacklistOperations,
  ...jobOperations,
  ...emailProviderOperations,
  ...emailTemplateOperations,
  ...emailOutboxOperations,
  ...tokenPreviewOperations,
  ...managementTokenOperations,
  ...administratorOperations,
];
