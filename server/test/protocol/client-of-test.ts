import { clientDefaults } from '../../src/protocol/client/client-defaults.ts';
import type { Client, ClientId } from '../../src/protocol/client/client.ts';
import type { TenantId } from '../../src/kernel/tenant.ts';

/** A client with sensible settings, for rules that look at one or two of them. */
export const clientOf = (over: Partial<Client> = {}): Client => ({
  tenant: 'default' as TenantId, id: 'app' as ClientId, name: 'App', description: undefined, logoUri: undefined, policyUri: undefined, tosUri: undefined, initiateLoginUri: undefined,
  type: 'regular_web', firstParty: true, enabled: true, sample: false, authenticationMethod: 'client_secret_basic', secrets: [], redirectUris: ['https://rp.example/cb'], logoutUris: [], webOrigins: [],
  grantTypes: ['authorization_code', 'refresh_token'], requiresPkce: true, idTokenTtl: 36_000, idTokenAlg: 'RS256', claimsStyle: 'strict', refresh: { leeway: 0, idleTtl: 2_592_000, absoluteTtl: 31_557_600 }, tokenInQueryAllowed: false, ...clientDefaults, ...over,
});
