import type { LegacyFlow, Tenant } from '../../kernel/tenant.ts';
import { standardClaims } from '../../protocol/claims/scope-claims.ts';
import { authenticationMethods } from '../../protocol/client-authentication/authenticate-client.ts';
import { assertionSigningAlgs } from '../../protocol/client/assertion-algs.ts';
import { clientSigningAlgs, requestObjectAlgs } from '../../protocol/client/profiles.ts';
import { grantTypes } from '../../protocol/grant-types/index.ts';
import { jarmModes, responseModes } from '../../protocol/response-modes/index.ts';
import { responseTypes } from '../../protocol/response-types/index.ts';
import type { ResponseType } from '../../protocol/response-types/response-type.ts';
import { oidcScopes } from '../../protocol/scope/oidc-scopes.ts';
import { formatMembers } from './formats.ts';
import { mutualTlsMembers, type MutualTls } from './mutual-tls.ts';

/** OIDC Discovery §3 and RFC 8414 §2: what works, and nothing else. One document serves both addresses. */
export function metadataOf(tenant: Tenant, mutualTls: MutualTls): Readonly<Record<string, unknown>> {
  const document = { ...endpointsOf(tenant), ...abilitiesOf(tenant, mutualTls) };
  return { ...document, ...mutualTlsMembers(document, mutualTls) };
}

function endpointsOf({ issuer, settings }: Tenant): Readonly<Record<string, unknown>> {
  return {
    issuer,
    authorization_endpoint: `${issuer}authorize`,
    token_endpoint: `${issuer}oauth/token`,
    userinfo_endpoint: `${issuer}userinfo`,
    jwks_uri: `${issuer}.well-known/jwks.json`,
    revocation_endpoint: `${issuer}oauth/revoke`,
    introspection_endpoint: `${issuer}oauth2/introspect`,
    pushed_authorization_request_endpoint: `${issuer}oauth/par`,
    device_authorization_endpoint: `${issuer}oauth/device/code`,
    // OAuth Client ID Metadata Document §5.
    ...(settings.clientMetadataDocuments ? { client_id_metadata_document_supported: true } : {}),
    ...(settings.registration === 'closed' ? {} : { registration_endpoint: `${issuer}oidc/register` }),
    // OIDC CIBA §4.
    backchannel_authentication_endpoint: `${issuer}bc-authorize`,
    backchannel_token_delivery_modes_supported: ['poll', 'ping', 'push'],
    backchannel_user_code_parameter_supported: false,
    backchannel_authentication_request_signing_alg_values_supported: clientSigningAlgs,
    end_session_endpoint: `${issuer}oidc/logout`,
    // OIDC Session Management §3.3.
    check_session_iframe: `${issuer}check_session`,
  };
}

function abilitiesOf({ settings }: Tenant, mutualTls: MutualTls): Readonly<Record<string, unknown>> {
  const methods = authenticationMethods.filter((method) => mutualTls.certificates || !method.includes('tls_client_auth'));
  return {
    // OIDC Back-Channel Logout §2.1.
    backchannel_logout_supported: true,
    backchannel_logout_session_supported: true,
    // OIDC Front-Channel Logout §3.
    frontchannel_logout_supported: true,
    frontchannel_logout_session_supported: true,
    scopes_supported: oidcScopes,
    response_types_supported: [...responseTypes.values()].filter((type) => isOn(type, settings.legacyFlows)).map(({ name }) => name),
    response_modes_supported: [...Object.keys(responseModes), 'jwt', ...jarmModes],
    acr_values_supported: settings.acrValues,
    display_values_supported: ['page'],
    claim_types_supported: ['normal'],
    grant_types_supported: [...[...grantTypes.values()].filter(({ isOffered }) => isOffered?.(settings) ?? true).map(({ name }) => name), ...(settings.legacyFlows.some((flow) => flow === 'implicit' || flow === 'hybrid') ? ['implicit'] : [])],
    ...formatMembers(settings.legacyFlows),
    token_endpoint_auth_methods_supported: methods,
    token_endpoint_auth_signing_alg_values_supported: assertionSigningAlgs,
    revocation_endpoint_auth_methods_supported: methods,
    revocation_endpoint_auth_signing_alg_values_supported: assertionSigningAlgs,
    introspection_endpoint_auth_methods_supported: methods.filter((method) => method !== 'none'),
    introspection_endpoint_auth_signing_alg_values_supported: assertionSigningAlgs,
    claims_supported: ['iss', 'sub', 'aud', 'exp', 'iat', 'auth_time', 'nonce', 'acr', 'amr', 'sid', ...standardClaims],
    code_challenge_methods_supported: ['S256'],
    // RFC 9449 §5.1.
    dpop_signing_alg_values_supported: clientSigningAlgs,
    prompt_values_supported: ['none', 'login', 'consent', 'select_account'],
    ui_locales_supported: settings.locales,
    claims_parameter_supported: true,
    require_pushed_authorization_requests: settings.parRequired,
    request_parameter_supported: true,
    request_uri_parameter_supported: true,
    require_request_uri_registration: true,
    request_object_signing_alg_values_supported: requestObjectAlgs,
    request_object_encryption_alg_values_supported: ['RSA-OAEP-256', 'ECDH-ES', 'ECDH-ES+A128KW', 'ECDH-ES+A256KW'],
    request_object_encryption_enc_values_supported: ['A128CBC-HS256', 'A256CBC-HS512', 'A128GCM', 'A256GCM'],
    // RFC 9207 §3.
    authorization_response_iss_parameter_supported: true,
  };
}

/** Unsafe response types are spoken of where the tenant switched them on. */
const isOn = ({ code, token, name }: ResponseType, flows: readonly LegacyFlow[]) => name === 'code' || (code ? flows.includes('hybrid') : !token || flows.includes('implicit'));
