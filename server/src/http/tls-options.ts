import type { ServerOptions } from 'node:https';

/** RFC 9325 §4.2: forward secrecy and authenticated encryption only. TLS 1.3 has nothing else; of TLS 1.2 these four remain. */
const ciphers = [
  'TLS_AES_128_GCM_SHA256', 'TLS_AES_256_GCM_SHA384', 'TLS_CHACHA20_POLY1305_SHA256',
  'ECDHE-ECDSA-AES128-GCM-SHA256', 'ECDHE-RSA-AES128-GCM-SHA256', 'ECDHE-ECDSA-AES256-GCM-SHA384', 'ECDHE-RSA-AES256-GCM-SHA384',
].join(':');

/** @param handshakeTimeout milliseconds */
export const tlsOptions = ({ key, cert }: { readonly key: string; readonly cert: string }, handshakeTimeout: number): ServerOptions =>
  ({ key, cert, minVersion: 'TLSv1.2', ciphers, honorCipherOrder: true, handshakeTimeout, ALPNProtocols: ['http/1.1'] });

/** RFC 8705 §5: any certificate may be shown, or none; what it is good for is judged by who asks. `ca`: PEM of the authorities that clients are told of. */
export const askForCertificate = (ca: string | undefined): ServerOptions => ({ requestCert: true, rejectUnauthorized: false, ...(ca === undefined ? {} : { ca }) });
