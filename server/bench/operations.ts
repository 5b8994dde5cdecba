/** What is measured. A code cycle is two requests: authorize with a session, and the exchange with PKCE. */
export const operationNames = ['discovery', 'jwks', 'cc-es256', 'cc-rs256', 'cc', 'code', 'code-rs256', 'refresh', 'introspect', 'userinfo', 'dpop', 'par', 'device-poll', 'exchange', 'login'] as const;
export type OperationName = (typeof operationNames)[number];

/** Who is measured. `raw` is bare cryptography without a server. */
export const targetNames = ['floor', 'raw', 'oidc-memory', 'oidc-sqlite', 'oidc-pg', 'gatehouse', 'gatehouse-pg'] as const;
export type TargetName = (typeof targetNames)[number];

/** Who takes part in which operation: an opponent is there where a goal or a reader compares with it. */
export const participants: Readonly<Record<OperationName, readonly TargetName[]>> = {
  discovery: ['floor', 'oidc-memory', 'gatehouse'],
  jwks: ['floor', 'oidc-memory', 'gatehouse'],
  'cc-es256': ['floor', 'oidc-memory', 'gatehouse'],
  'cc-rs256': ['floor', 'raw', 'oidc-memory', 'gatehouse'],
  cc: ['floor', 'oidc-memory', 'oidc-sqlite', 'gatehouse', 'oidc-pg', 'gatehouse-pg'],
  code: ['floor', 'oidc-memory', 'oidc-sqlite', 'gatehouse', 'oidc-pg', 'gatehouse-pg'],
  'code-rs256': ['oidc-memory', 'gatehouse'],
  refresh: ['floor', 'oidc-memory', 'oidc-sqlite', 'gatehouse', 'oidc-pg', 'gatehouse-pg'],
  introspect: ['floor', 'oidc-memory', 'oidc-sqlite', 'gatehouse', 'oidc-pg', 'gatehouse-pg'],
  userinfo: ['floor', 'oidc-memory', 'oidc-sqlite', 'gatehouse'],
  dpop: ['floor', 'oidc-memory', 'oidc-sqlite', 'gatehouse', 'oidc-pg', 'gatehouse-pg'],
  par: ['floor', 'oidc-memory', 'oidc-sqlite', 'gatehouse', 'oidc-pg', 'gatehouse-pg'],
  'device-poll': ['floor', 'oidc-memory', 'oidc-sqlite', 'gatehouse', 'oidc-pg', 'gatehouse-pg'],
  // oidc-provider has no token exchange of its own.
  exchange: ['floor', 'gatehouse', 'gatehouse-pg'],
  login: ['raw', 'gatehouse'],
};
