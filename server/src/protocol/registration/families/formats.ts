import type { EncryptionTo } from '../../client/client-policies.ts';
import type { SigningAlgorithm } from '../../vocabulary/names.ts';
import { contentEncryptions, encryptionAlgs, publicKeyEncryptionAlgs } from '../../vocabulary/encryption.ts';
import type { Family } from '../ground.ts';
import type { MetadataReader } from '../metadata-reader.ts';

const signingAlgs: readonly SigningAlgorithm[] = ['RS256', 'PS256', 'ES256', 'EdDSA'];

/** OIDC Registration §2, OAuth JARM §3, RFC 9701 §6: how answers to the client are signed and encrypted. Who names a document has no secret to encrypt with; HS256 is for applications that an administrator made. */
export const formats: Family = (read, { by, tenant }) => {
  const algs = by === 'metadata_document' ? publicKeyEncryptionAlgs : encryptionAlgs;
  const encrypted = (stem: string) => readEncryption(read, stem, algs);
  const shared = by === 'administrator' && tenant.settings.legacyFlows.includes('shared_secret_signing');
  const idTokenAlg = read.oneOf('id_token_signed_response_alg', shared ? [...signingAlgs, 'HS256' as const] : signingAlgs) ?? 'RS256';
  read.accept('id_token_signed_response_alg', idTokenAlg);
  const signed = (name: string) => read.oneOf(`${name}_signed_response_alg`, signingAlgs);
  const responseSigningAlg = read.oneOf('authorization_signed_response_alg', signingAlgs);
  return {
    idTokenAlg,
    formats: {
      idTokenEncryption: encrypted('id_token_encrypted_response'),
      userinfoSigningAlg: signed('userinfo'), userinfoEncryption: encrypted('userinfo_encrypted_response'),
      responseSigningAlg, responseEncryption: encrypted('authorization_encrypted_response'),
      introspectionSigningAlg: signed('introspection'), introspectionEncryption: encrypted('introspection_encrypted_response'),
    },
  };
};

/** OIDC Registration §2: without `enc` it is A128CBC-HS256; `enc` alone is nothing. */
function readEncryption(read: MetadataReader, stem: string, algs: readonly string[]): EncryptionTo | undefined {
  const alg = read.oneOf(`${stem}_alg`, algs);
  const enc = read.oneOf(`${stem}_enc`, contentEncryptions);
  if (alg === undefined) return enc === undefined ? undefined : read.fault('registration.not_together', `${stem}_enc`, `${stem}_alg beside it`);
  read.accept(`${stem}_enc`, enc ?? 'A128CBC-HS256');
  return { alg, enc: enc ?? 'A128CBC-HS256' };
}
