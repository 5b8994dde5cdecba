import { X509Certificate, createPrivateKey } from 'node:crypto';
import https from 'node:https';
import { loadX509 } from '../../src/http/load-x509.ts';

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;

/** A key pair with its certificate, as PEM. */
export interface Identity { readonly key: string; readonly cert: string; readonly keys: CryptoKeyPair }

const pem = async (key: CryptoKey) => createPrivateKey({ key: Buffer.from(await crypto.subtle.exportKey('pkcs8', key)), format: 'der', type: 'pkcs8' }).export({ type: 'pkcs8', format: 'pem' }).toString();
const life = { notBefore: new Date(Date.now() - 3_600_000), notAfter: new Date(Date.now() + 86_400_000) };

/** A certificate of a client: self-signed, or of an authority. `over.notAfter` in the past makes an expired one. */
export async function makeIdentity(subject: string, { issuer, dns = [], authority = false, notAfter = life.notAfter }: { readonly issuer?: Identity; readonly dns?: readonly string[]; readonly authority?: boolean; readonly notAfter?: Date } = {}): Promise<Identity> {
  const x509 = await loadX509();
  const keys = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const extensions = [
    new x509.BasicConstraintsExtension(authority, undefined, true),
    ...(dns.length > 0 ? [new x509.SubjectAlternativeNameExtension(dns.map((value) => ({ type: 'dns', value }) as const))] : []),
  ];
  const certificate = issuer === undefined
    ? await x509.X509CertificateGenerator.createSelfSigned({ serialNumber: '01', name: subject, ...life, notAfter, signingAlgorithm: algorithm, keys, extensions })
    : await x509.X509CertificateGenerator.create({ serialNumber: '02', subject, issuer: new x509.X509Certificate(issuer.cert).subject, ...life, notAfter, signingAlgorithm: algorithm, publicKey: keys.publicKey, signingKey: issuer.keys.privateKey, extensions });
  return { key: await pem(keys.privateKey), cert: certificate.toString('pem'), keys };
}

/** RFC 8705 §3.1. */
export const thumbprintOf = ({ cert }: Identity) => Buffer.from(new X509Certificate(cert).fingerprint256.replaceAll(':', ''), 'hex').toString('base64url');
/** The public key of a certificate with the certificate beside it, as a client registers it (RFC 8705 §2.2.2). */
export const jwkOf = ({ cert }: Identity) => ({ ...new X509Certificate(cert).publicKey.export({ format: 'jwk' }), kid: thumbprintOf({ cert } as Identity), x5c: [new X509Certificate(cert).raw.toString('base64')] });

/** A request over TLS with a certificate of the client, or without one. */
export function sendWith(identity: Identity | undefined, url: string, { method = 'POST', headers = {}, body = '' }: { readonly method?: string; readonly headers?: Readonly<Record<string, string>>; readonly body?: string }): Promise<{ readonly status: number; readonly body: Record<string, unknown> }> {
  return new Promise((resolve, reject) => {
    const request = https.request(url, { method, headers: { ...headers, 'content-length': Buffer.byteLength(body) }, rejectUnauthorized: false, agent: false, ...(identity === undefined ? {} : { key: identity.key, cert: identity.cert }) }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part: string) => { text += part; }).on('end', () => resolve({ status: response.statusCode ?? 0, body: text.startsWith('{') ? JSON.parse(text) as Record<string, unknown> : {} }));
    });
    request.on('error', reject).end(body);
  });
}
