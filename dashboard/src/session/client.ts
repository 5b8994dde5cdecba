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

/** What no screen asks for by itself: the API explorer makes tokens of it, and nobody makes a token that may do more than the own one. */
const handedOn: readonly string[] = [
  ...of('management_tokens', 'read', 'create', 'delete'), ...of('client_credentials', 'read', 'update'), ...of('client_summary', 'read'), ...of('connections', 'create', 'delete'), ...of('authentication_methods', 'read', 'delete'),
  ...of('user_tickets', 'create'), ...of('actions', 'read'), ...of('rules', 'read', 'create', 'update', 'delete'), ...of('rules_configs', 'read', 'update', 'delete'), ...of('organizations', 'read'),
  ...of('refresh_tokens', 'update'), ...of('sessions', 'update'), ...of('prompts', 'read', 'update'), 'blacklist:tokens',
];

/** Everything that a screen of the dashboard may ask for. The server gives what the person's roles allow, and the screens show what was given. */
export const wantedScopes: readonly string[] = [...new Set([
  ...handedOn,
  ...of('clients', 'read', 'create', 'update', 'delete'), ...of('client_keys', 'read', 'update'), ...of('client_grants', 'read', 'create', 'update', 'delete'),
  ...of('resource_servers', 'read', 'create', 'update', 'delete'),
  ...of('users', 'read', 'create', 'update', 'delete'), ...of('users_app_metadata', 'update'), ...of('device_credentials', 'read', 'delete'), ...of('refresh_tokens', 'read', 'delete'), ...of('sessions', 'read', 'delete'), ...of('connections', 'read', 'update'), ...of('grants', 'read', 'delete'),
  ...of('roles', 'read', 'create', 'update', 'delete'), ...of('administrators', 'read', 'create', 'update', 'delete'), ...of('signing_keys', 'read', 'create', 'update'), ...of('role_members', 'read', 'create', 'delete'),
  ...of('logs', 'read'), ...of('logs_users', 'read'), ...of('tenant_settings', 'read', 'update'), ...of('stats', 'read'),
  ...of('email_provider', 'read', 'create', 'update', 'delete'), ...of('email_templates', 'read', 'create', 'update'), ...of('email_outbox', 'read'),
])];
