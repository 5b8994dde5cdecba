import type { KeyObject } from 'node:crypto';
import type { TenantId } from '../../kernel/tenant.ts';

/** OIDC Core §8.1: the secret that pseudonyms are made with. */
export interface SubjectKeys {
  /** One key for each tenant, the same on every node and after every restart: people would be strangers with another. */
  pairwiseKey(tenant: TenantId): KeyObject;
}
