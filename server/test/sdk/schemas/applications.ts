import type { Management } from 'auth0-5';
import Type from 'typebox';
import { closed, fitting, like, nextPage, offsetPage, oneOf, time } from './fitting.ts';

const maybe = Type.Optional;
const texts = Type.Array(Type.String());
const seconds = Type.Integer({ minimum: 0 });

/** ES256 and EdDSA are ours: the package has no type for them. */
const algorithm = Type.Unsafe<'RS256' | 'PS256' | 'HS256'>(oneOf(['RS256', 'PS256', 'HS256', 'ES256', 'EdDSA']));
const jwt = closed({ alg: algorithm, lifetime_in_seconds: seconds, secret_encoded: Type.Boolean() });
const refresh = fitting<Management.ClientRefreshTokenConfiguration>()(closed({
  rotation_type: oneOf(['rotating', 'non-rotating']), expiration_type: oneOf(['expiring', 'non-expiring']), leeway: seconds, token_lifetime: seconds, idle_token_lifetime: seconds, infinite_token_lifetime: Type.Boolean(), infinite_idle_token_lifetime: Type.Boolean(),
}));
const credentials = Type.Array(closed({ id: Type.String() }));
const methods = fitting<Management.ClientAuthenticationMethod>()(closed({
  private_key_jwt: maybe(closed({ credentials })), tls_client_auth: maybe(closed({ credentials })), self_signed_tls_client_auth: maybe(closed({ credentials })),
}));
const common = {
  client_id: like('^[A-Za-z0-9_-]+$'), tenant: Type.String(), name: Type.String(), global: Type.Boolean(), is_first_party: Type.Boolean(), oidc_conformant: Type.Boolean(), callbacks: texts, allowed_logout_urls: texts, web_origins: texts, allowed_origins: texts, grant_types: texts, client_metadata: Type.Record(Type.String(), Type.String()),
};
const application = {
  ...common, description: maybe(Type.String()), logo_uri: maybe(Type.String()), initiate_login_uri: maybe(Type.String()), app_type: oneOf(['native', 'spa', 'regular_web', 'non_interactive']),
  jwt_configuration: jwt, token_endpoint_auth_method: maybe(Type.Unsafe<'none' | 'client_secret_post' | 'client_secret_basic'>(Type.Union([oneOf(['none', 'client_secret_post', 'client_secret_basic']), Type.Null()]))), client_authentication_methods: maybe(methods),
  refresh_token: refresh, oidc_logout: maybe(closed({ backchannel_logout_urls: texts })), require_pushed_authorization_requests: Type.Boolean(), require_proof_of_possession: Type.Boolean(),
  // Ours, beside Auth0's.
  exchange_policy: closed({ targets: texts, delegation: Type.Boolean(), impersonation: Type.Boolean() }),
  sso_disabled: Type.Boolean(), cross_origin_authentication: Type.Boolean(), addons: maybe(Type.Record(Type.String(), Type.Unknown())), organization_usage: oneOf(['deny']), custom_login_page_on: Type.Boolean(), is_token_endpoint_ip_header_trusted: Type.Boolean(),
  compliance_level: maybe(oneOf(['fapi2_sp_pkj_mtls', 'fapi2_sp_mtls_mtls'])),
};

/** An application. */
export const client = fitting<Management.GetClientResponseContent>()(closed(application));
/** An application with the secret that was made for this answer. */
export const clientWithSecret = fitting<Management.CreateClientResponseContent>()(closed({ ...application, client_secret: like('^[A-Za-z0-9_-]{48,}$') }));
/** Applications, and the line that stands for all. */
export const clients = fitting<Management.ListClientsOffsetPaginatedResponseContent>()(offsetPage('clients', Type.Union([closed(application), closed({ ...common, global: Type.Literal(true) })])));

const grant = closed({ id: like('^cgr_'), client_id: Type.String(), audience: Type.String(), scope: texts, subject_type: oneOf(['client', 'user']) });
/** What an application may do in its own name. */
export const clientGrant = fitting<Management.GetClientGrantResponseContent>()(grant);
/** A page of those. */
export const clientGrants = fitting<Management.ListClientGrantPaginatedResponseContent>()(nextPage('client_grants', grant));

const api = closed({
  id: Type.String({ minLength: 1 }), identifier: Type.String({ minLength: 1 }), name: Type.String(), is_system: Type.Boolean(), scopes: Type.Array(closed({ value: Type.String({ minLength: 1 }), description: maybe(Type.String()) })),
  signing_alg: algorithm, token_lifetime: seconds, token_lifetime_for_web: seconds, token_dialect: oneOf(['access_token', 'access_token_authz', 'rfc9068_profile', 'rfc9068_profile_authz']),
  allow_offline_access: Type.Boolean(), skip_consent_for_verifiable_first_party_clients: Type.Boolean(), enforce_policies: Type.Boolean(),
});
/** An API. */
export const resourceServer = fitting<Management.GetResourceServerResponseContent>()(api);
/** A page of APIs. */
export const resourceServers = fitting<Management.ListResourceServerOffsetPaginatedResponseContent>()(offsetPage('resource_servers', api));

const key = {
  kid: Type.String({ minLength: 20 }), cert: like('^-----BEGIN CERTIFICATE-----\\n[A-Za-z0-9+/=\\n]+-----END CERTIFICATE-----\\n$'), pkcs7: like('^-----BEGIN PKCS7-----\\n[A-Za-z0-9+/=\\n]+-----END PKCS7-----\\n$'), fingerprint: like('^[0-9A-F]{2}(:[0-9A-F]{2}){19}$'), thumbprint: like('^[0-9A-F]{40}$'),
  current: Type.Boolean(), next: Type.Boolean(), previous: Type.Boolean(), revoked: Type.Boolean(), current_since: maybe(time), current_until: maybe(time), revoked_at: maybe(time), alg: Type.String(), jwk: Type.Object({ kty: Type.String(), kid: Type.String(), use: Type.Literal('sig') }),
};
/** A key that signs; its algorithm and its public half as a JWK are ours. */
export const signingKey = fitting<Management.GetSigningKeysResponseContent, 'alg' | 'jwk'>()(closed(key));
/** All keys. */
export const signingKeys = Type.Array(signingKey);
/** The key that is next after a rotation, or was revoked. */
export const movedKey = fitting<Management.RotateSigningKeysResponseContent & Management.RevokedSigningKeysResponseContent>()(Type.Object({ kid: key.kid, cert: key.cert }));
