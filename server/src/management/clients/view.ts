import type { Client } from '../../protocol/client/client.ts';
import { refreshViewOf } from './refresh.ts';

const secretMethods: readonly string[] = ['none', 'client_secret_post', 'client_secret_basic'];

/** An application in Auth0's names. Its secrets are not among them: they are kept as hashes. */
export function viewOf(client: Client): Readonly<Record<string, unknown>> {
  const { tenant, id, type, name, description, logoUri, initiateLoginUri, logout } = client;
  return {
    tenant, client_id: id, global: false, name, ...(description === undefined ? {} : { description }), ...(logoUri === undefined ? {} : { logo_uri: logoUri }), ...(initiateLoginUri === undefined ? {} : { initiate_login_uri: initiateLoginUri }),
    app_type: type, is_first_party: client.firstParty, oidc_conformant: true,
    callbacks: client.redirectUris, allowed_logout_urls: client.logoutUris, web_origins: client.webOrigins, allowed_origins: client.allowedOrigins,
    grant_types: client.grantTypes, jwt_configuration: { alg: client.idTokenAlg, lifetime_in_seconds: client.idTokenTtl, secret_encoded: false },
    ...authenticationOf(client), refresh_token: refreshViewOf(client), client_metadata: client.notes,
    ...(logout.backchannelUri === undefined ? {} : { oidc_logout: { backchannel_logout_urls: [logout.backchannelUri] } }),
    require_pushed_authorization_requests: client.requests.parRequired, require_proof_of_possession: client.senderConstraint !== 'none',
  };
}

/** Auth0: a method without a secret of ours stands in a member of its own. */
function authenticationOf({ authenticationMethod, keys }: Client): object {
  if (secretMethods.includes(authenticationMethod)) return { token_endpoint_auth_method: authenticationMethod };
  if (authenticationMethod !== 'private_key_jwt' || keys.jwks === undefined) return { token_endpoint_auth_method: null };
  return { token_endpoint_auth_method: null, client_authentication_methods: { private_key_jwt: { credentials: keys.jwks.flatMap(({ kid }) => (typeof kid === 'string' ? [{ id: kid }] : [])) } } };
}
