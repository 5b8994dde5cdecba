import type { Brand } from '../../kernel/brand.ts';
import type { Tenant } from '../../kernel/tenant.ts';
import type { Client } from '../../protocol/client/client.ts';
import { invalidRequest, type OAuthRefusal } from '../../protocol/vocabulary/errors.ts';

/** Evidence that a browser may be sent to this address after logout. */
export type LogoutAddress = Brand<string, 'LogoutAddress'>;

/**
 * OIDC RP-Initiated Logout §3: identical to a registered address, character for character; nothing is decoded, completed or repaired before.
 * @param client the application that asks, whose addresses count besides the tenant's; `undefined`: the tenant's alone
 */
export function proveLogoutAddress(uri: string, client: Client | undefined, { settings }: Tenant): LogoutAddress | OAuthRefusal {
  const registered = [...(client?.logoutUris ?? []), ...settings.logoutUris];
  if (registered.includes(uri)) return uri as LogoutAddress;
  return invalidRequest('logout.return_to_not_registered', { received: uri.slice(0, 300), expected: registered.length === 0 ? 'no logout URL is registered' : registered.slice(0, 5).join(' ').slice(0, 600) });
}

/** OIDC RP-Initiated Logout §2: `state` goes back as it came; the address itself stays as it is registered. */
export function withState(address: LogoutAddress, state: string | undefined): string {
  if (state === undefined) return address;
  const [bare = '', fragment] = address.split('#');
  const joined = `${bare}${bare.includes('?') ? '&' : '?'}state=${encodeURIComponent(state)}`;
  return fragment === undefined ? joined : `${joined}#${fragment}`;
}
