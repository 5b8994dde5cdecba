import type { Tenant } from '../kernel/tenant.ts';
import type { CertifiedKey, KeyCertificates, KeyCertificateStore } from '../protocol/ports/key-certificates.ts';
import type { KeyCertifier } from '../protocol/ports/key-certifier.ts';
import type { SigningKeyStore, StoredSigningKey } from '../protocol/ports/signing-key-store.ts';
import type { SigningAlgorithm } from '../protocol/vocabulary/names.ts';
import type { RowOf } from './key-set.ts';
import { isSigning, openRingKey } from './ring-key.ts';
import type { Sealing } from './sealing.ts';

/** What certificates are made with. */
export interface CertificateTools { readonly store: SigningKeyStore & KeyCertificateStore; readonly sealing: Sealing; readonly certify: KeyCertifier }

/** Certificates on demand: a server that nobody asks for them never loads what makes them. Of several that are made at once the first stays. */
export function createKeyCertificates({ store, sealing, certify }: CertificateTools): KeyCertificates {
  const signing = async ({ id }: Tenant) => (await store.list(id)).filter(signs);
  const make = async (tenant: Tenant, row: RowOf<SigningAlgorithm>) => {
    const { privateKey, publicKey } = openRingKey(row, { tenant: tenant.id, sealing });
    const certificate = await certify({ alg: row.alg, kid: row.kid, privateKey, publicKey, host: new URL(tenant.issuer).host, fromMs: row.createdAt * 1000 });
    await store.keepCertificate(tenant.id, row, certificate.toString('base64'));
  };
  return {
    async list(tenant) {
      for (const row of await signing(tenant)) if (certificateOf(row) === undefined) await make(tenant, row);
      return (await signing(tenant)).flatMap((row): readonly CertifiedKey[] => {
        const certificate = certificateOf(row);
        return certificate === undefined ? [] : [{ ...row, certificate }];
      });
    },
  };
}

const signs = (row: StoredSigningKey): row is RowOf<SigningAlgorithm> => isSigning(row.alg);

/** RFC 7517 §4.7. */
function certificateOf({ publicJwk: { x5c } }: StoredSigningKey): Buffer | undefined {
  const first: unknown = Array.isArray(x5c) ? x5c[0] : undefined;
  return typeof first === 'string' ? Buffer.from(first, 'base64') : undefined;
}
