import { X509Certificate } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { TLSSocket } from 'node:tls';
import type { ClientCertificate } from '../protocol/sender-constraint/client-certificate.ts';
import { isTrustedPeer, type TrustedProxies } from './client-address.ts';

/** Where certificates of clients may come from. */
export interface CertificateSource {
  readonly trusted: TrustedProxies;
  /** The header in which a trusted proxy hands the certificate over, in lower case; `undefined`: none does. */
  readonly header: string | undefined;
  /** Authorities whose certificates count as trusted. */
  readonly authorities: readonly X509Certificate[];
}

/**
 * RFC 8705 §2, RFC 8705 §3: the certificate that the TLS client showed, on the port that asks for one, or at a proxy that is trusted to say so.
 * A header of anybody else is never looked at. Whoever finished the handshake holds the key; whom the certificate names is judged by `trusted`.
 */
export function findClientCertificate(incoming: IncomingMessage, mutual: boolean, source: CertificateSource): ClientCertificate | undefined {
  if (mutual) {
    const shown = (incoming.socket as TLSSocket).getPeerX509Certificate();
    return shown === undefined ? undefined : certificateOf(shown, source);
  }
  if (source.header === undefined || !isTrustedPeer(incoming, source.trusted)) return undefined;
  const text = incoming.headers[source.header];
  const parsed = typeof text === 'string' ? parseCertificate(text) : undefined;
  return parsed === undefined ? undefined : certificateOf(parsed, source);
}

function certificateOf(certificate: X509Certificate, { authorities }: CertificateSource): ClientCertificate {
  return {
    thumbprint: Buffer.from(certificate.fingerprint256.replaceAll(':', ''), 'hex').toString('base64url'),
    subjectDn: certificate.subject.split('\n').reverse().join(','),
    san: namesOf(certificate.subjectAltName ?? ''),
    trusted: isInTime(certificate) && authorities.some((authority) => isInTime(authority) && certificate.checkIssued(authority) && certificate.verify(authority.publicKey)),
    publicJwk: certificate.publicKey.export({ format: 'jwk' }),
  } as unknown as ClientCertificate;
}

function isInTime({ validFromDate, validToDate }: X509Certificate): boolean {
  const now = Date.now();
  return validFromDate.getTime() <= now && now < validToDate.getTime();
}

/** `DNS:a, URI:b, IP Address:c, email:d`; a name with a quote in it is a trick (CVE-2021-44532) and counts for nothing. */
function namesOf(text: string): ClientCertificate['san'] {
  const names = text.includes('"') ? [] : text.split(', ');
  const of = (prefix: string) => names.filter((name) => name.startsWith(prefix)).map((name) => name.slice(prefix.length));
  return { dns: of('DNS:'), uri: of('URI:'), ip: of('IP Address:'), email: of('email:') };
}

const longest = 16_384;

/** RFC 9440 §2.1 (`:base64:`), or as older proxies send it: PEM or bare base64, perhaps percent-encoded. */
function parseCertificate(text: string): X509Certificate | undefined {
  if (text.length > longest) return undefined;
  try {
    const decoded = text.includes('%') ? decodeURIComponent(text) : text;
    const body = decoded.replace(/-----(BEGIN|END) CERTIFICATE-----/g, '').replace(/^:|:$/g, '').replace(/\s/g, '');
    return new X509Certificate(Buffer.from(body, 'base64'));
  } catch { return undefined; }
}

/** The certificates of a PEM text. @throws when one of them is none */
export const parseAuthorities = (pem: string | undefined): readonly X509Certificate[] =>
  (pem?.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? []).map((one) => new X509Certificate(one));
