import { newClientId } from '../../kernel/ids.ts';
import type { TenantId } from '../../kernel/tenant.ts';
import { clientDefaults } from '../../protocol/client/client-defaults.ts';
import type { Client, ClientId } from '../../protocol/client/client.ts';
import { usualRefresh } from './refresh.ts';
import type { ClientBody } from './schema.ts';

/**
 * What an application is before its body is looked at. What it is for decides how it proves itself and which grants it has.
 * PKCE is demanded of public clients. Deviates: RFC 9700 §2.1.1 recommends it for confidential ones too; Auth0's older SDKs for servers send none.
 */
export function newClient(tenant: TenantId, { app_type: type = 'regular_web' }: ClientBody): Client {
  const isPublic = type === 'spa' || type === 'native';
  const machine = type === 'non_interactive';
  return {
    ...clientDefaults, tenant, id: newClientId() as ClientId, name: '', description: undefined, logoUri: undefined, policyUri: undefined, tosUri: undefined, initiateLoginUri: undefined, type, firstParty: true, enabled: true, sample: false,
    authenticationMethod: isPublic ? 'none' : 'client_secret_post', secrets: [], redirectUris: [], logoutUris: [], webOrigins: [], grantTypes: machine ? ['client_credentials'] : ['authorization_code', 'refresh_token'],
    responseTypes: machine ? [] : ['code'], requiresPkce: isPublic, idTokenTtl: 36_000, idTokenAlg: 'RS256', claimsStyle: 'auth0', refresh: usualRefresh, tokenInQueryAllowed: false,
  };
}
