import { createHash, createPublicKey, X509Certificate } from 'node:crypto';
import type { Client } from '../../protocol/client/client.ts';
import type { CertificateName } from '../../protocol/client/client-policies.ts';
import { parsePublicKey } from '../../protocol/client/public-key.ts';
import { thumbprint } from '../../protocol/client/thumbprint.ts';
import type { Jwk } from '../../protocol/ports/foreign-jwt.ts';
import { invalidBody, type ManagementRefusal } from '../refusal.ts';
import type { CertificateCredential, Credential, KnownCredential, NameCredential } from './schema.ts';

type Proof = Pick<Client, 'authenticationMethod' | 'keys' | 'certificate'>;
const placeOf = (method: string, index: number) => `client_authentication_methods.${method}.credentials.${index}`;

/** The public keys of a body: new ones as PEM, those that stay by their id (RFC 7638: the thumbprint). */
export function keyProof(credentials: readonly Credential[], { keys }: Client): Proof | ManagementRefusal {
  const found: Jwk[] = [];
  for (const [index, credential] of credentials.entries()) {
    const key = 'id' in credential ? keys.jwks?.find(({ kid }) => kid === credential.id) : jwkOf(credential.pem, credential);
    if (key === undefined) return invalidBody(`${placeOf('private_key_jwt', index)}: ${'id' in credential ? 'the application has no such key' : 'this is not a public key in PEM, or not one of this algorithm'}.`);
    found.push(key);
  }
  return { authenticationMethod: 'private_key_jwt', keys: { jwks: found, jwksUri: undefined }, certificate: undefined };
}

/** RFC 8705 §2.2: certificates by themselves. A key that names its certificate is that one alone. */
export function certificateProof(credentials: readonly CertificateCredential[], { keys }: Client): Proof | ManagementRefusal {
  const found: Jwk[] = [];
  for (const [index, credential] of credentials.entries()) {
    const key = 'id' in credential ? keys.jwks?.find(({ kid }) => kid === credential.id) : certifiedKeyOf(credential);
    if (key === undefined) return invalidBody(`${placeOf('self_signed_tls_client_auth', index)}: ${'id' in credential ? 'the application has no such certificate' : 'this is not a certificate in PEM'}.`);
    found.push(key);
  }
  return { authenticationMethod: 'self_signed_tls_client_auth', keys: { jwks: found, jwksUri: undefined }, certificate: undefined };
}

/** RFC 8705 §2.1: the one name that a certificate of the application must carry. */
export function nameProof([credential]: readonly NameCredential[], { certificate, keys }: Client): Proof | ManagementRefusal {
  const known = credential !== undefined && 'id' in credential;
  const name = known ? (certificate !== undefined && nameId(certificate) === credential.id ? certificate : undefined) : subjectOf(credential);
  if (name === undefined) return invalidBody(`${placeOf('tls_client_auth', 0)}: ${known ? 'the application has no such name' : 'one of subject_dn and pem is needed, and pem is a certificate'}.`);
  return { authenticationMethod: 'tls_client_auth', keys, certificate: name };
}

/** An id for a name, which has none of its own. */
export const nameId = ({ kind, value }: CertificateName): string => `cred_${createHash('sha256').update(`${kind} ${value}`).digest('base64url').slice(0, 22)}`;

function subjectOf(credential: Exclude<NameCredential, KnownCredential> | undefined): CertificateName | undefined {
  if ((credential?.subject_dn === undefined) === (credential?.pem === undefined)) return undefined;
  // RFC 4514 §2.1: the last one first.
  const value = credential?.subject_dn ?? readCertificate(credential?.pem ?? '')?.subject.split('\n').reverse().join(',');
  return value === undefined || value === '' ? undefined : { kind: 'subject_dn', value };
}

function jwkOf(pem: string, { alg, name }: { readonly alg?: string; readonly name?: string }): Jwk | undefined {
  // `createPublicKey` would take the public half of a private key, which should never have been sent.
  if (pem.includes('PRIVATE')) return undefined;
  const jwk = exported(pem);
  if (jwk === undefined) return undefined;
  const named = { ...jwk, kid: thumbprint(jwk), use: 'sig', ...(alg === undefined ? {} : { alg }), ...(name === undefined ? {} : { name }) };
  return typeof parsePublicKey(named) === 'string' ? undefined : named;
}

function certifiedKeyOf({ pem, name }: { readonly pem: string; readonly name?: string }): Jwk | undefined {
  const certificate = readCertificate(pem);
  const jwk = certificate === undefined ? undefined : jwkOf(pem, name === undefined ? {} : { name });
  return certificate === undefined || jwk === undefined ? undefined : { ...jwk, kid: certificate.fingerprint256.replaceAll(':', '').toLowerCase(), x5c: [certificate.raw.toString('base64')] };
}

function readCertificate(pem: string): X509Certificate | undefined {
  try { return new X509Certificate(pem); } catch { return undefined; }
}

function exported(pem: string): (Jwk & { readonly kty: string }) | undefined {
  try { return createPublicKey(pem).export({ format: 'jwk' }) as Jwk & { readonly kty: string }; } catch { return undefined; }
}
