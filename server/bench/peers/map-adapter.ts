import { now, type Adapter, type AdapterFactory, type Payload } from './adapter.ts';

/** Everything in memory without a bound: oidc-provider's own memory adapter forgets all but the last 1,000 entries. */
export function mapAdapter(): AdapterFactory {
  const byUid = new Map<string, string>();
  const byGrant = new Map<string, Set<string>>();
  const all = new Map<string, Payload>();
  return (model): Adapter => ({
    async upsert(id, payload) {
      all.set(`${model}:${id}`, payload);
      if (payload.uid !== undefined) byUid.set(`${model}:${payload.uid}`, id);
      if (payload.grantId === undefined) return;
      const members = byGrant.get(payload.grantId);
      if (members === undefined) byGrant.set(payload.grantId, new Set([`${model}:${id}`]));
      else members.add(`${model}:${id}`);
    },
    async find(id) { return all.get(`${model}:${id}`); },
    async findByUid(uid) { return all.get(`${model}:${byUid.get(`${model}:${uid}`) ?? ''}`); },
    async findByUserCode() { return undefined; },
    async consume(id) { const payload = all.get(`${model}:${id}`); if (payload !== undefined) payload.consumed = now(); },
    async destroy(id) { all.delete(`${model}:${id}`); },
    async revokeByGrantId(grantId) {
      for (const key of byGrant.get(grantId) ?? []) all.delete(key);
      byGrant.delete(grantId);
    },
  });
}
