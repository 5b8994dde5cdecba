import type { KeyCertificateStore } from '../../protocol/ports/key-certificates.ts';
import type { SigningKeyStore, StoredSigningKey } from '../../protocol/ports/signing-key-store.ts';
import type { Database } from '../schema.ts';
import { logRow } from './log-rows.ts';
import type { StoreTools } from './store-tools.ts';

type StateChange = Parameters<SigningKeyStore['change']>[3][number];

/** Key rings, changed by compare-and-set of the whole ring. */
export function signingKeyStore({ driver, queries: { signingKeys: queries } }: StoreTools): SigningKeyStore & KeyCertificateStore {
  return {
    async list(tenant) { return (await driver.read(queries.list({ tenant }))).map(keyOf); },
    async change(tenant, expected, ...[inserts, states, log]) {
      const seen = [...expected].sort();
      const ring = { tenant, expected: JSON.stringify(seen), ring: JSON.stringify(ringAfter(seen, inserts, states)) };
      const { won } = await driver.write({
        guard: seen.length === 0 ? queries.beginRing(ring) : queries.changeRing(ring),
        queries: [...states.map((state) => queries.setState({ tenant, ...state })), ...inserts.map((key) => queries.insert(rowOf(tenant, key)))],
        rows: log === undefined ? [] : [logRow(tenant, log)],
      });
      return won ? 'changed' : 'stale';
    },
    async keepCertificate(tenant, { kid, publicJwk }, x5c) {
      await driver.write({ guard: queries.describe({ tenant, kid, seen: JSON.stringify(publicJwk), described: JSON.stringify({ ...publicJwk, x5c: [x5c] }) }) });
    },
  };
}

/** How the ring looks when the change is made. A state change of a key that the caller did not see is a mistake of the caller. */
function ringAfter(seen: readonly string[], inserts: readonly StoredSigningKey[], states: readonly StateChange[]): readonly string[] {
  const ring = new Map(seen.map((entry) => { const at = entry.lastIndexOf(':'); return [entry.slice(0, at), entry.slice(at + 1)]; }));
  for (const { kid, state } of states) {
    if (!ring.has(kid)) throw new Error(`The key ${kid} is not in the ring that was seen.`);
    ring.set(kid, state);
  }
  for (const { kid, state } of inserts) ring.set(kid, state);
  return [...ring].map(([kid, state]) => `${kid}:${state}`).sort();
}

const rowOf = (tenant: string, key: StoredSigningKey): Database['signing_keys'] => ({
  tenant_id: tenant, kid: key.kid, alg: key.alg, state: key.state, sealed: key.sealed, public_jwk: JSON.stringify(key.publicJwk), created_at: key.createdAt, state_since: key.stateSince,
});

const keyOf = (row: Omit<Database['signing_keys'], 'tenant_id'>): StoredSigningKey => ({
  kid: row.kid, alg: row.alg as StoredSigningKey['alg'], state: row.state as StoredSigningKey['state'], sealed: row.sealed,
  publicJwk: JSON.parse(row.public_jwk) as StoredSigningKey['publicJwk'], createdAt: row.created_at, stateSince: row.state_since,
});
