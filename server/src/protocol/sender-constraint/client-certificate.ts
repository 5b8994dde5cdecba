import type { Brand } from '../../kernel/brand.ts';

/**
 * RFC 8705 §2, RFC 8705 §3: the certificate of a TLS client, as the listener (or a trusted proxy) saw it. Whoever shows it holds its key.
 * Only the HTTP adapter can make one.
 */
export type ClientCertificate = Brand<{
  /** RFC 8705 §3.1 `x5t#S256`: SHA-256 of the DER form, base64url. */
  readonly thumbprint: string;
  /** RFC 4514 form, most specific name first. */
  readonly subjectDn: string;
  readonly san: { readonly dns: readonly string[]; readonly uri: readonly string[]; readonly ip: readonly string[]; readonly email: readonly string[] };
  /** It chains to an authority that the operator trusts, and is in its time. A self-signed one never does. */
  readonly trusted: boolean;
  /** The public key as a JWK, for RFC 8705 §2.2. */
  readonly publicJwk: Readonly<Record<string, unknown>>;
}, 'ClientCertificate'>;
