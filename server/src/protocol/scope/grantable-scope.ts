import type { Client } from '../client/client.ts';
import type { ResourceServer } from '../client/resource-server.ts';
import { isOidcScope } from './oidc-scopes.ts';

/**
 * RFC 6749 §3.3 lets the granted scope differ from the requested one: what nobody defined is left out.
 * Auth0: `offline_access` needs no prompt=consent (OIDC Core §11 would ignore it without); the client and the API must allow it.
 */
export function grantableScope(asked: readonly string[], client: Client, api: ResourceServer | undefined): readonly string[] {
  const permissions = new Set(api?.permissions.map((permission) => permission.value));
  const offline = client.grantTypes.includes('refresh_token') && (api === undefined || api.allowOfflineAccess);
  return asked.filter((token) => (token === 'offline_access' ? offline : isOidcScope(token) || permissions.has(token)));
}
