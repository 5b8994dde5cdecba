import type { KeyCertifier } from '../protocol/ports/key-certifier.ts';
import { loadX509 } from './load-x509.ts';

const { subtle } = globalThis.crypto;
/** As long as those of Auth0: a key is rotated long before. */
const yearsMs = 13 * 365 * 86_400_000;
const algorithms = {
  RS256: { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }, PS256: { name: 'RSA-PSS', hash: 'SHA-256', saltLength: 32 }, ES256: { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }, EdDSA: { name: 'Ed25519' },
} as const;

/** The certificate library, loaded on first use, signs each key's certificate with that key. */
export const certifyKey: KeyCertifier = async ({ alg, kid, privateKey, publicKey, host, fromMs }) => {
  const x509 = await loadX509();
  const algorithm = algorithms[alg];
  const keys = {
    privateKey: await subtle.importKey('pkcs8', privateKey.export({ format: 'der', type: 'pkcs8' }), algorithm, false, ['sign']),
    publicKey: await subtle.importKey('spki', publicKey.export({ format: 'der', type: 'spki' }), algorithm, true, ['verify']),
  };
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    // RFC 5280 §4.1.2.2: positive, and at most twenty bytes.
    serialNumber: `01${Buffer.from(kid, 'base64url').toString('hex').slice(0, 30)}`, name: `CN=${host.replaceAll(/[^A-Za-z0-9.:-]/g, '')}`, notBefore: new Date(fromMs), notAfter: new Date(fromMs + yearsMs), signingAlgorithm: algorithm, keys,
    extensions: [new x509.BasicConstraintsExtension(false, undefined, true), new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true), await x509.SubjectKeyIdentifierExtension.create(keys.publicKey)],
  });
  return Buffer.from(certificate.rawData);
};
