import type { Client } from '../../protocol/client/client.ts';
import type { EncryptionTo } from '../../protocol/client/client-policies.ts';
import type { Members } from '../../protocol/registration/metadata-reader.ts';

/**
 * A client as RFC 7591 §2 metadata, so that it is judged by the same rules as one that registers itself.
 * Addresses that a change does not touch are not judged again: some were set by the operator, to places that nobody may name from outside.
 */
export function membersOf(draft: Client, before: Client): Members {
  const { keys, formats, logout, certificate, senderConstraint } = draft;
  const ifNew = (now: string | undefined, old: string | undefined) => (now === old ? undefined : now);
  const ifMoved = (now: readonly string[], old: readonly string[]) => (now.join(' ') === old.join(' ') && draft.type === before.type ? undefined : now);
  return {
    client_name: draft.name, application_type: draft.type === 'native' ? 'native' : 'web', redirect_uris: ifMoved(draft.redirectUris, before.redirectUris), post_logout_redirect_uris: ifMoved(draft.logoutUris, before.logoutUris),
    logo_uri: ifNew(draft.logoUri, before.logoUri), initiate_login_uri: ifNew(draft.initiateLoginUri, before.initiateLoginUri), backchannel_logout_uri: ifNew(logout.backchannelUri, before.logout.backchannelUri),
    grant_types: draft.grantTypes, response_types: draft.responseTypes, token_endpoint_auth_method: draft.authenticationMethod, id_token_signed_response_alg: draft.idTokenAlg,
    ...(keys.jwks === undefined ? { jwks_uri: keys.jwksUri } : { jwks: { keys: keys.jwks } }), ...(certificate === undefined ? {} : { [`tls_client_auth_${certificate.kind}`]: certificate.value }),
    require_pushed_authorization_requests: draft.requests.parRequired, dpop_bound_access_tokens: senderConstraint === 'dpop' || senderConstraint === 'either', tls_client_certificate_bound_access_tokens: senderConstraint === 'mtls' || senderConstraint === 'either',
    ...encrypted('id_token', formats.idTokenEncryption), ...encrypted('userinfo', formats.userinfoEncryption), ...encrypted('authorization', formats.responseEncryption), ...encrypted('introspection', formats.introspectionEncryption),
  };
}

const encrypted = (stem: string, to: EncryptionTo | undefined) => (to === undefined ? {} : { [`${stem}_encrypted_response_alg`]: to.alg, [`${stem}_encrypted_response_enc`]: to.enc });
