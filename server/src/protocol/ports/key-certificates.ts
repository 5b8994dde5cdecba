import type { Tenant, TenantId } from '../../kernel/tenant.ts';
import type { StoredSigningKey } from './signing-key-store.ts';

/** A signing key with its certificate, DER. */
export interface CertifiedKey extends StoredSigningKey { readonly certificate: Buffer }

/** The certificates of signing keys. */
export interface KeyCertificates {
  /** All keys that ever signed, or will. A key that was never asked for gets its certificate now, and keeps it. */
  list(tenant: Tenant): Promise<readonly CertifiedKey[]>;
}

/** Where certificates stay. */
export interface KeyCertificateStore {
  /** Stores the certificate (base64 of DER) as `x5c` of the public half (RFC 7517 §4.7), unless there is one already. */
  keepCertificate(tenant: TenantId, key: StoredSigningKey, x5c: string): Promise<void>;
}
