import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { joseJws } from '../../src/jose/jose-jws.ts';
import { jweOpener } from '../../src/jose/open-jwe.ts';
import { tenantDefaults, type Issuer, type Tenant, type TenantId } from '../../src/kernel/tenant.ts';
import { ringAsSeen } from '../../src/keys/change-ring.ts';
import { createKeyRing, type KeyRing, type KeyRingTools } from '../../src/keys/key-ring.ts';
import { createSealing } from '../../src/keys/sealing.ts';
import type { KeyState, RingAlgorithm, SigningKeyStore, StoredSigningKey } from '../../src/protocol/ports/signing-key-store.ts';

export const tenantOf = (name: string): Tenant => ({
  id: name as TenantId, name, issuer: `https://${name}.example.com/` as Issuer,
  settings: { environment: 'production', supportEmail: undefined, logoutUris: [], defaultAudience: undefined, sessionIdleTtl: 1, sessionAbsoluteTtl: 1, ...tenantDefaults },
});
export const acme = tenantOf('acme');

/** A clock that stands until a test moves it. */
export function standingClock(seconds = 1_700_000_000) {
  let now = seconds;
  return { now: () => now, nowMs: () => now * 1000, pass: (by: number) => { now += by; } };
}

const turn = () => new Promise<void>((resolve) => { setImmediate(resolve); });

/** The store of the ring with its compare-and-set, in memory; every operation takes a turn of the event loop. */
export class SigningKeysInMemory implements SigningKeyStore {
  readonly #rings: Map<TenantId, readonly StoredSigningKey[]>;
  /** The rings that a change was based on, of every change that went through. */
  readonly changedFrom: string[] = [];
  lists = 0;

  constructor(rings: ReadonlyMap<TenantId, readonly StoredSigningKey[]> = new Map()) { this.#rings = new Map(rings); }

  copy() { return new SigningKeysInMemory(this.#rings); }
  /** What lies in the store, for a look or for tampering. */
  rows(tenant: TenantId) { return this.#rings.get(tenant) ?? []; }
  overwrite(tenant: TenantId, rows: readonly StoredSigningKey[]) { this.#rings.set(tenant, rows); }

  async list(tenant: TenantId) {
    this.lists++;
    await turn();
    return this.rows(tenant);
  }

  async change(...[tenant, expected, inserts, states]: Parameters<SigningKeyStore['change']>) {
    await turn();
    const rows = this.rows(tenant);
    if (ringAsSeen(rows).join() !== [...expected].join()) return 'stale';
    for (const { kid } of inserts) assert.ok(!rows.some((row) => row.kid === kid), 'a kid is stored once');
    for (const { kid } of states) assert.ok(rows.some((row) => row.kid === kid), 'only keys that exist change');
    const moved = rows.map((row) => { const change = states.find(({ kid }) => kid === row.kid); return change === undefined ? row : { ...row, state: change.state, stateSince: change.at }; });
    this.#rings.set(tenant, [...moved, ...inserts]);
    this.changedFrom.push(expected.join());
    return 'changed';
  }
}

export const masterKey = randomBytes(32);
export const ringOver = (store: SigningKeyStore, tools: Partial<KeyRingTools> = {}): KeyRing => createKeyRing({ store, sealing: createSealing(masterKey), clock: standingClock(), jws: joseJws, jwe: jweOpener, longestTokenTtl: 3600, ...tools });

let prepared: Promise<SigningKeysInMemory> | undefined;
/** What a ring has after the first start, and when it is whole. */
export const atFirst = ['ES256 current', 'EdDSA current', 'RS256 current'];
export const whole = ['ECDH-ES current', 'ES256 current', 'ES256 next', 'EdDSA current', 'EdDSA next', 'PS256 current', 'PS256 next', 'RS256 current', 'RS256 next', 'RSA-OAEP-256 current'];
export const statesOf = (store: SigningKeysInMemory) => store.rows(acme.id).map(({ alg, state }) => `${alg} ${state}`).sort();

/** A store in which `acme` has current and next keys; RSA keys are dear, so they are made once for each test file. */
export async function preparedStore(): Promise<SigningKeysInMemory> {
  prepared ??= (async () => {
    const store = new SigningKeysInMemory();
    const ring = ringOver(store);
    await ring.ensure(acme);
    await ring.warmUp();
    return store;
  })();
  return (await prepared).copy();
}

export const kidsIn = (rows: readonly StoredSigningKey[], alg: RingAlgorithm, state: KeyState) => rows.filter((row) => row.alg === alg && row.state === state).map(({ kid }) => kid);
export const jwksOf = async (ring: KeyRing, tenant = acme) => (JSON.parse((await ring.published(tenant)).body.toString('utf8')) as { keys: Record<string, string>[] }).keys;
export const kidOf = (jwt: string) => (JSON.parse(Buffer.from(jwt.split('.')[0] as string, 'base64url').toString('utf8')) as { kid: string }).kid;
