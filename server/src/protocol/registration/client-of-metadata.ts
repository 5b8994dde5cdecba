import type { TenantId } from '../../kernel/tenant.ts';
import { clientDefaults } from '../client/client-defaults.ts';
import type { Client, ClientId } from '../client/client.ts';
import type { Registration } from '../client/client-policies.ts';
import type { ParsedMetadata } from './parse-metadata.ts';

const day = 86_400;

/** Who the new client is. */
export interface Identity { readonly tenant: TenantId; readonly id: string; readonly secrets: Client['secrets']; readonly registration: Registration; /** What it is called where it does not say. */ readonly fallbackName: string }

/**
 * The client that metadata make: always a third party's, by the rules of OpenID Connect, enabled.
 * PKCE is demanded of public clients and of those with a metadata document. Deviates: RFC 9700 §2.1.1 recommends it for confidential ones too;
 * OpenID's certification registers such without (docs/decisions/007).
 */
export function clientOfMetadata({ settings }: ParsedMetadata, { tenant, id, secrets, registration, fallbackName }: Identity): Client {
  const authenticationMethod = settings.authenticationMethod ?? 'client_secret_basic';
  return {
    ...clientDefaults, description: undefined, logoUri: undefined, policyUri: undefined, tosUri: undefined, initiateLoginUri: undefined, type: 'regular_web',
    redirectUris: [], logoutUris: [], webOrigins: [], grantTypes: [], idTokenAlg: 'RS256',
    name: fallbackName, ...settings, authenticationMethod,
    tenant, id: id as ClientId, secrets, registration, profile: 'oidc', firstParty: false, enabled: true, sample: false, claimsStyle: 'strict', tokenInQueryAllowed: false,
    requiresPkce: authenticationMethod === 'none' || registration.by === 'metadata_document',
    idTokenTtl: 3600, refresh: { leeway: 30, idleTtl: 30 * day, absoluteTtl: 90 * day },
  };
}
