import type { Tenant } from '../../kernel/tenant.ts';
import { clientDefaults } from '../client/client-defaults.ts';
import type { Client, ClientId } from '../client/client.ts';

/** The application of administrators. Every tenant has it, and none stores it: what is not stored can not be broken. */
export const dashboardClientId = 'gatehouse-dashboard';

/** Is this the application of administrators? */
export const isDashboard = (clientId: string | undefined): boolean => clientId === dashboardClientId;

const hour = 3600;
const known = new WeakMap<Tenant, Client>();

/**
 * The dashboard of a tenant as a client like any other: public, of the house, code with PKCE (RFC 9700 §2.1.1) and refresh tokens that rotate (RFC 9700 §2.2.2).
 * Its addresses are those of the tenant's issuer, wherever that moves. The same tenant gives the same value.
 */
export function dashboardClient(tenant: Tenant): Client {
  const made = known.get(tenant) ?? make(tenant);
  known.set(tenant, made);
  return made;
}

const make = ({ id, issuer }: Tenant): Client => ({
  ...clientDefaults, tenant: id, id: dashboardClientId as ClientId, name: 'Gatehouse dashboard', description: 'Where this server is administered', logoUri: undefined, policyUri: undefined, tosUri: undefined,
  initiateLoginUri: `${issuer}dashboard/`, type: 'spa', firstParty: true, enabled: true, sample: false, authenticationMethod: 'none', secrets: [],
  redirectUris: [`${issuer}dashboard/callback`], logoutUris: [`${issuer}dashboard/`], webOrigins: [new URL(issuer).origin], grantTypes: ['authorization_code', 'refresh_token'],
  // Two tabs may refresh at once. Half a day without the dashboard, or a week with it, and the administrator signs in again.
  requiresPkce: true, refresh: { leeway: 30, idleTtl: 12 * hour, absoluteTtl: 7 * 24 * hour, rotates: true },
  idTokenTtl: 10 * hour, idTokenAlg: 'RS256', claimsStyle: 'auth0', tokenInQueryAllowed: false,
});
