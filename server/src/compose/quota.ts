import { reserveAll, type Limit, type ThrottleTools } from '../identity/attack-protection/reserve.ts';
import { Refusal } from '../kernel/refusal.ts';
import type { Quota } from '../protocol/ports/quota.ts';

const window = 3600;
const reason = 'document.throttled';
/** New addresses at one host. */
const byName: Limit = { kind: 'metadata_document.host', most: 60, window, reason };
/** New addresses in a tenant, whoever asks. */
const byTenant: Limit = { kind: 'metadata_document.tenant', most: 1000, window, reason };

/** Counters of what strangers make us do. */
export const quotaOf = (tools: ThrottleTools): Quota => ({
  async take(tenant, _kind, name) {
    return !((await reserveAll(tenant, [{ limit: byName, of: [name] }, { limit: byTenant, of: [] }], tools)) instanceof Refusal);
  },
});
