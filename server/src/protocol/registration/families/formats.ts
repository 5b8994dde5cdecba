import type { EncryptionTo } from '../../client/client-policies.ts';
import type { SigningAlgorithm } from '../../vocabulary/names.ts';
import type { Family } from '../ground.ts';
import type { MetadataReader } from '../metadata-reader.ts';

const signingAlgs: readonly SigningAlgorithm[] = ['RS256', 'PS256', 'ES256', 'EdDSA'];
/** Of the Jwe port: to a public key of the client. */
const encryptionAlgs = ['RSA-OAEP', 'RSA-OAEP-256', 'ECDH-ES', 'ECDH-ES+A128KW', 'ECDH-ES+A256KW'] as const;
const contentEncryptions = ['A128CBC-HS256', 'A256CBC-HS512', 'A128GCM', 'A256GCM'] as const;

/** OIDC Registration §2, OAuth JARM §3, RFC 9701 §6: how answers to the client are signed and encrypted. */
export const formats: Family = (read) => {
  const idTokenAlg = read.oneOf('id_token_signed_response_alg', signingAlgs) ?? 'RS256';
  read.accept('id_token_signed_response_alg', idTokenAlg);
  const signed = (name: string) => read.oneOf(`${name}_signed_response_alg`, signingAlgs);
  const responseSigningAlg = read.oneOf('authorization_signed_response_alg', signingAlgs);
  return {
    idTokenAlg,
    formats: {
      idTokenEncryption: readEncryption(read, 'id_token_encrypted_response'),
      userinfoSigningAlg: signed('userinfo'), userinfoEncryption: readEncryption(read, 'userinfo_encrypted_response'),
      responseSigningAlg, responseEncryption: readEncryption(read, 'authorization_encrypted_response'),
      introspectionSigningAlg: signed('introspection'), introspectionEncryption: readEncryption(read, 'introspection_encrypted_response'),
    },
  };
};

/** OIDC Registration §2: without `enc` it is A128CBC-HS256; `enc` alone is nothing. */
function readEncryption(read: MetadataReader, stem: string): EncryptionTo | undefined {
  const alg = read.oneOf(`${stem}_alg`, encryptionAlgs);
  const enc = read.oneOf(`${stem}_enc`, contentEncryptions);
  if (alg === undefined) return enc === undefined ? undefined : read.fault('registration.not_together', `${stem}_enc`, `${stem}_alg beside it`);
  read.accept(`${stem}_enc`, enc ?? 'A128CBC-HS256');
  return { alg, enc: enc ?? 'A128CBC-HS256' };
}
