import type { KeyObject } from 'node:crypto';
import type { TenantId } from '../kernel/tenant.ts';
import type { SubjectKeys } from '../protocol/ports/subject-keys.ts';
import type { Sealing } from './sealing.ts';

/** Keys for pseudonyms, out of the master key. */
export function createSubjectKeys(sealing: Sealing): SubjectKeys {
  const keys = new Map<TenantId, KeyObject>();
  return {
    pairwiseKey(tenant) {
      const key = keys.get(tenant) ?? sealing.deriveKey(`pairwise subjects ${tenant}`);
      keys.set(tenant, key);
      return key;
    },
  };
}
