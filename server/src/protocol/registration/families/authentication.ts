import { secretAlgs } from '../../client/assertion-algs.ts';
import { clientSigningAlgs } from '../../client/profiles.ts';
import type { CertificateName } from '../../client/client-policies.ts';
import type { AuthenticationMethodName } from '../../vocabulary/names.ts';
import type { Family } from '../ground.ts';
import type { MetadataReader } from '../metadata-reader.ts';


/** RFC 7591 §2 `token_endpoint_auth_method`, OIDC Registration §2 `token_endpoint_auth_signing_alg`, RFC 8705 §2.1.2. */
export const authentication: Family = (read, ground) => {
  const method = readMethod(read, ground);
  read.accept('token_endpoint_auth_method', method);
  const signingAlg = read.oneOf('token_endpoint_auth_signing_alg', method === 'client_secret_jwt' ? secretAlgs : clientSigningAlgs);
  const certificate = readCertificate(read);
  if (method === 'tls_client_auth' && certificate === undefined) read.fault('registration.not_together', 'token_endpoint_auth_method tls_client_auth', 'one of tls_client_auth_subject_dn, tls_client_auth_san_dns, _uri, _ip, _email');
  return {
    authenticationMethod: method, certificate: method === 'tls_client_auth' ? certificate : undefined,
    // OpenID's certification sends the URL of the endpoint (OIDC Core §9); the issuer is right in every case (RFC 7523 §3).
    assertions: { signingAlg, audience: 'endpoints' },
  };
};

/** A metadata document is public: nothing that rests on a shared secret (OAuth Client ID Metadata Document §4.1). */
function readMethod(read: MetadataReader, { by, methods }: Parameters<Family>[1]): AuthenticationMethodName {
  const allowed = by === 'metadata_document' ? methods.filter((name) => name === 'none' || name === 'private_key_jwt') : methods;
  const sent = read.raw('token_endpoint_auth_method');
  if (sent !== undefined && !allowed.includes(sent as AuthenticationMethodName)) read.fault('registration.not_offered', `token_endpoint_auth_method = ${typeof sent === 'string' ? sent.slice(0, 60) : typeof sent}`, allowed.join(', '));
  if (sent !== undefined) return read.oneOf('token_endpoint_auth_method', allowed) ?? 'none';
  // RFC 7591 §2: the default. A document has no secret to have.
  return by === 'metadata_document' ? 'none' : 'client_secret_basic';
}

const certificateNames = [
  ['tls_client_auth_subject_dn', 'subject_dn'], ['tls_client_auth_san_dns', 'san_dns'], ['tls_client_auth_san_uri', 'san_uri'], ['tls_client_auth_san_ip', 'san_ip'], ['tls_client_auth_san_email', 'san_email'],
] as const;

/** RFC 8705 §2.1.2: exactly one of the five. */
function readCertificate(read: MetadataReader): CertificateName | undefined {
  const found = certificateNames.flatMap(([name, kind]): readonly CertificateName[] => {
    const value = read.text(name, 500);
    return value === undefined ? [] : [{ kind, value }];
  });
  if (found.length > 1) read.fault('registration.not_together', 'several of tls_client_auth_…', 'exactly one');
  return found[0];
}
