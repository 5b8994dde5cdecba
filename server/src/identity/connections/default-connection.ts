import type { TenantId } from '../../kernel/tenant.ts';
import type { Connection } from './connection.ts';
import { passwordConnection } from './password-connection.ts';

/** The database with which every tenant begins. The migration that brought connections made the same one. */
export const defaultConnection = (tenant: TenantId): Connection => ({
  tenant, id: 'con_usernamepassword', name: passwordConnection, strategy: 'auth0', displayName: undefined,
  options: { disable_signup: false, brute_force_protection: true, password_complexity_options: { min_length: 8 } }, metadata: {},
  // Applications that register themselves sign people in at once, as they did before there were several connections.
  isDomainConnection: true, showAsButton: false,
});
