import type { Client } from '../../protocol/client/client.ts';
import { addonsViewOf } from './addons.ts';
import { complianceOf } from './compliance.ts';
import { nameId } from './credentials.ts';
import { fixedValues } from './fixed-members.ts';
import { isConformant, shownGrants } from './legacy-grants.ts';
import { refreshViewOf } from './refresh.ts';

const secretMethods: readonly string[] = ['none', 'client_secret_post', 'client_secret_basic'];
const namedMethods: readonly string[] = ['private_key_jwt', 'self_signed_tls_client_auth'];

/** An application in Auth0's names. Its secrets are not among them: they are kept as hashes. */
export function viewOf(client: Client): Readonly<Record<string, unknown>> {
  const { tenant, id, type, name, description, logoUri, initiateLoginUri, logout } = client;
  return {
    tenant, client_id: id, global: false, name, ...(description === undefined ? {} : { description }), ...(logoUri === undefined ? {} : { logo_uri: logoUri }), ...(initiateLoginUri === undefined ? {} : { initiate_login_uri: initiateLoginUri }),
    app_type: type, is_first_party: client.firstParty, oidc_conformant: isConformant(client.legacyFlows),
    callbacks: client.redirectUris, allowed_logout_urls: client.logoutUris, web_origins: client.webOrigins, allowed_origins: client.allowedOrigins,
    grant_types: shownGrants(client), jwt_configuration: { alg: client.idTokenAlg, lifetime_in_seconds: client.idTokenTtl, secret_encoded: false },
    ...authenticationOf(client), refresh_token: refreshViewOf(client), client_metadata: client.notes,
    ...(logout.backchannelUri === undefined ? {} : { oidc_logout: { backchannel_logout_urls: [logout.backchannelUri] } }),
    exchange_policy: exchangeView(client), require_pushed_authorization_requests: client.requests.parRequired, require_proof_of_possession: client.senderConstraint !== 'none', ...complianceOf(client), ...addonsViewOf(client), ...fixedValues,
  };
}

const exchangeView = ({ exchange: { audiences, ...acting } }: Client) => ({ targets: audiences, ...acting });

/** Auth0: a method without a secret of ours stands in a member of its own, with the ids of what it rests on. */
function authenticationOf({ authenticationMethod: method, keys, certificate }: Client): object {
  if (secretMethods.includes(method)) return { token_endpoint_auth_method: method };
  const ids = method === 'tls_client_auth' ? certificate === undefined ? undefined : [nameId(certificate)] : namedMethods.includes(method) ? keys.jwks?.flatMap(({ kid }) => (typeof kid === 'string' ? [kid] : [])) : undefined;
  return { token_endpoint_auth_method: null, ...(ids === undefined ? {} : { client_authentication_methods: { [method]: { credentials: ids.map((id) => ({ id })) } } }) };
}
