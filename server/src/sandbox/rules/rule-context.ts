import type { Connection } from '../../identity/connections/connection.ts';
import type { User } from '../../identity/ports/user-store.ts';
import type { Tenant } from '../../kernel/tenant.ts';
import type { RuledLogin } from '../../protocol/ports/login-rules.ts';

/** Whom the rules judge, and where the person comes from. */
export interface Known { readonly tenant: Tenant; readonly user: User; readonly roles: readonly string[]; /** `undefined`: it was removed. */ readonly connection: Connection | undefined }

/** Auth0: `context` as rules are told. What they write to `idToken`, `accessToken` and `jwtConfiguration` is heard; the rest is for reading. */
export function contextOf(login: RuledLogin, { tenant, user, roles, connection }: Known): Readonly<Record<string, unknown>> {
  const { client, caller, sessionKey, authTime, amr, sso } = login;
  const { host, hostname } = new URL(tenant.issuer);
  return {
    tenant: tenant.id, clientID: client.id, clientName: client.name, clientMetadata: client.notes,
    connection: user.connection, connectionID: connection?.id ?? '', connectionStrategy: connection?.strategy ?? '', connectionOptions: {}, connectionMetadata: connection?.metadata ?? {},
    protocol: caller.protocol, sso: { with_auth0: sso, with_dbconn: sso, current_clients: [] }, stats: { loginsCount: user.lastSignIn?.count ?? 0 }, samlConfiguration: {}, jwtConfiguration: {}, accessToken: {}, idToken: {},
    authorization: { roles }, authentication: { methods: amr.map((name) => ({ name, ...(authTime === undefined ? {} : { timestamp: authTime * 1000 }) })) },
    ...(sessionKey === undefined ? {} : { sessionID: sessionKey }), sourceIP: caller.address, issuer: { host },
    request: { userAgent: caller.userAgent, ip: caller.address, hostname, method: caller.method, query: caller.query, body: caller.body, geoip: {} },
  };
}
