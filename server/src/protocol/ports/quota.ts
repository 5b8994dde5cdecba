import type { TenantId } from '../../kernel/tenant.ts';

/** Counts what strangers make us do, on all nodes together. */
export interface Quota {
  /** False when there were too many of this kind for this name, or in this tenant, within an hour. */
  take(tenant: TenantId, kind: 'metadata_document', name: string): Promise<boolean>;
}
