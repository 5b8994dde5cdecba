import { pageFacts } from './page-facts.ts';

const { issuer } = pageFacts;

/** The dashboard as an application of the tenant: a public one, with code, PKCE and rotating refresh tokens. */
export const dashboardClient = {
  id: 'gatehouse-dashboard',
  issuer,
  audience: `${issuer}api/v2/`,
  redirectUri: `${issuer}dashboard/callback`,
  logoutUri: `${issuer}dashboard/`,
} as const;

const of = (entity: string, ...verbs: readonly string[]) => verbs.map((verb) => `${verb}:${entity}`);

/** Everything that a screen of the dashboard may ask for. The server gives what the person's roles allow, and the screens show what was given. */
export const wantedScopes: readonly string[] = [
  ...of('clients', 'read', 'create', 'update', 'delete'), ...of('client_keys', 'read', 'update'), ...of('client_grants', 'read', 'create', 'update', 'delete'),
  ...of('resource_servers', 'read', 'create', 'update', 'delete'),
  ...of('users', 'read', 'create', 'update', 'delete'), ...of('users_app_metadata', 'update'), ...of('device_credentials', 'read', 'delete'), ...of('refresh_tokens', 'read', 'delete'), ...of('sessions', 'read', 'delete'), ...of('connections', 'read'),
  ...of('roles', 'read', 'create', 'update', 'delete'), ...of('administrators', 'read', 'create', 'update', 'delete'), ...of('signing_keys', 'read', 'create', 'update'), ...of('role_members', 'read', 'create', 'delete'),
  ...of('logs', 'read'), ...of('logs_users', 'read'), ...of('tenant_settings', 'read', 'update'),
];
