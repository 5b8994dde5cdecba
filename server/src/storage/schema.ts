/** The tables as Kysely sees them; the truth is in `migrations/`. Times are seconds, booleans 0 or 1, JSON is text. */
export interface Database {
  config_version: { id: number; version: number };
  tenants: { tenant_id: string; host: string; data: string };
  clients: { tenant_id: string; id: string; data: string };
  client_origins: { tenant_id: string; origin: string; client_id: string };
  resource_servers: { tenant_id: string; id: string; identifier: string; data: string };
  client_grants: { tenant_id: string; id: string; client_id: string; audience: string; data: string };
  key_rings: { tenant_id: string; ring: string };
  signing_keys: { tenant_id: string; kid: string; alg: string; state: string; sealed: string; public_jwk: string; created_at: number; state_since: number };
  users: {
    tenant_id: string; id: string; connection: string; email: string | null; canonical_email: string | null; email_verified: number; username: string | null; blocked: number;
    password_hash: string | null; profile: string; user_metadata: string; app_metadata: string; created_at: number; updated_at: number; last_login: number | null; last_ip: string | null; logins_count: number;
  };
  user_logins: { tenant_id: string; connection: string; login: string; user_id: string; linked_id: string | null };
  linked_users: {
    tenant_id: string; id: string; user_id: string; linked_at: number; connection: string; email: string | null; canonical_email: string | null; email_verified: number; username: string | null;
    password_hash: string | null; profile: string; user_metadata: string; app_metadata: string; created_at: number;
  };
  connections: { tenant_id: string; id: string; name: string; data: string; removed_at: number | null };
  connection_clients: { tenant_id: string; client_id: string; connection_id: string; position: number };
  former_passwords: { tenant_id: string; user_id: string; position: number; password_hash: string };
  upstream_tokens: { tenant_id: string; id: string; sealed: string };
  tickets: { tenant_id: string; user_id: string; purpose: string; key: string; expires_at: number; spent_at: number | null; data: string };
  roles: { tenant_id: string; id: string; name: string; description: string };
  role_permissions: { tenant_id: string; role_id: string; api: string; permission: string };
  user_roles: { tenant_id: string; user_id: string; role_id: string };
  user_permissions: { tenant_id: string; user_id: string; api: string; permission: string };
  administrators: { tenant_id: string; user_id: string; role: string; since: number };
  administrator_versions: { tenant_id: string; version: number };
  setup_codes: { tenant_id: string; hash: string; expires_at: number };
  rules: { tenant_id: string; id: string; name: string; data: string };
  rule_settings: { tenant_id: string; key: string; sealed: string };
  device_keys: { tenant_id: string; id: string; user_id: string; client_id: string; device_id: string; name: string; value: string; created_at: number };
  consents: { tenant_id: string; user_id: string; client_id: string; audience: string; scope: string; given_at: number };
  throttles: { tenant_id: string; key: string; count: number; reset_at: number };
  transactions: { tenant_id: string; key: string; version: number; expires_at: number; data: string };
  sessions: {
    tenant_id: string; key: string; sid: string; user_id: string; auth_time: number; last_seen: number; idle_expires_at: number;
    absolute_expires_at: number; user_agent: string; address: string; metadata: string | null;
  };
  grants: {
    tenant_id: string; key: string; client_id: string; user_id: string | null; session_key: string | null; offline: number; scope: string;
    audience: string | null; auth_time: number | null; device: string | null; created_at: number; absolute_expires_at: number; revoked_at: number | null; detail: string | null;
  };
  codes: {
    tenant_id: string; key: string; grant_key: string; client_id: string; redirect_uri: string; challenge: string | null; nonce: string | null; expires_at: number; detail: string | null;
  };
  tokens: {
    tenant_id: string; key: string; kind: string; grant_key: string | null; client_id: string; user_id: string | null; scope: string;
    audience: string | null; issued_at: number; expires_at: number; detail: string | null;
  };
  single_use: { tenant_id: string; kind: string; key: string; spent_by: string; spent_at: number; keep_until: number; outcome: string | null };
  pending: { tenant_id: string; kind: string; key: string; version: number; expires_at: number; data: string };
  mail_providers: { tenant_id: string; data: string };
  mail_templates: { tenant_id: string; name: string; data: string };
  jobs: {
    tenant_id: string; id: string; kind: string; status: string; slot: number | null; version: number; attempts: number; lease_until: number; created_at: number; expires_at: number; size: number;
    assignment: string; progress: string; problem: string | null;
  };
  job_chunks: { tenant_id: string; job_id: string; side: string; number: number; bytes: string };
  job_errors: { tenant_id: string; job_id: string; number: number; data: string };
  outbox: { tenant_id: string; key: string; kind: string; due_at: number; attempts: number; data: string };
  logs: {
    tenant_id: string; key: string; event: string; type: string; result: string; reason: string | null; client_id: string | null; user_id: string | null;
    connection: string | null; address: string; detail: string;
  };
}
