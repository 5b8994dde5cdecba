import type { LogRecord } from '../kernel/log-record.ts';
import type { TenantId } from '../kernel/tenant.ts';
import type { Clock } from '../kernel/time.ts';
import type { KeyState, RingAlgorithm, SigningKeyStore, StoredSigningKey } from '../protocol/ports/signing-key-store.ts';
import type { SigningAlgorithm } from '../protocol/vocabulary/names.ts';
import type { Sealing } from './sealing.ts';
import { makeRingKey, sealRingKey } from './ring-key.ts';

/** What a change of the stored ring needs. */
export interface ChangeTools { readonly store: SigningKeyStore; readonly sealing: Sealing; readonly clock: Clock; /** Stored with the change that it tells of. */ readonly log?: LogRecord | undefined }
/** `overtaken`: somebody else rotated at the same time, so nothing was left to do. */
export type Rotation =
  | { readonly outcome: 'rotated'; readonly keys: readonly { readonly alg: RingAlgorithm; readonly current: string; readonly next: string }[] }
  | { readonly outcome: 'overtaken' };

type Rows = readonly StoredSigningKey[];
interface Change { readonly inserts: Rows; readonly states: readonly { readonly kid: string; readonly state: KeyState }[] }

/** More nodes than this never change one ring in the same moment. */
const mostTries = 20;

/** How the store is told what a change was based on: `kid:state` of every key, sorted. */
export const ringAsSeen = (rows: Rows): readonly string[] => rows.map(({ kid, state }) => `${kid}:${state}`).sort();
/** Keys that a ring is to have: one of each algorithm in this state. */
export interface Wanted { readonly state: 'current' | 'next'; readonly algs: readonly RingAlgorithm[] }
/** The algorithms of them that have no key in this state. */
export const lackingOf = (rows: Rows, { state, algs }: Wanted) => algs.filter((alg) => find(rows, alg, state) === undefined);

const find = (rows: Rows, alg: RingAlgorithm, state: KeyState) => rows.find((row) => row.alg === alg && row.state === state);

/** Makes those of the wanted keys that a tenant lacks. */
export async function fillRing(tenant: TenantId, wanted: Wanted, tools: ChangeTools): Promise<void> {
  const make = makerFor(tenant, wanted.state, tools);
  await changeUntilDone(tenant, tools, async (rows) => {
    const lacking = lackingOf(rows, wanted);
    return lacking.length === 0 ? undefined : { inserts: await Promise.all(lacking.map(make)), states: [] };
  });
}

/**
 * In one step: next becomes current, current becomes previous, and a new next is there. So at every moment exactly one published key signs.
 * Of several rotations at once one wins; who comes second finds another current key than before and leaves it at that.
 */
export async function rotateRing(tenant: TenantId, algs: readonly SigningAlgorithm[], tools: ChangeTools): Promise<Rotation> {
  const make = makerFor(tenant, 'next', tools);
  let before: Rows | undefined;
  let rotated: Extract<Rotation, { outcome: 'rotated' }>['keys'] = [];
  await changeUntilDone(tenant, tools, async (rows) => {
    const seen = before ??= rows;
    const due = algs.filter((alg) => find(rows, alg, 'current')?.kid === find(seen, alg, 'current')?.kid);
    const heirs = due.flatMap((alg) => find(rows, alg, 'next') ?? []);
    // Not warmed up yet, or revoked just now: published first, promoted then.
    if (heirs.length < due.length) return fillRing(tenant, { state: 'next', algs: due }, { ...tools, log: undefined }).then(() => 'again');
    const made = await Promise.all(due.map(make));
    rotated = heirs.map(({ alg, kid }, i) => ({ alg, current: kid, next: (made[i] as StoredSigningKey).kid }));
    return due.length === 0 ? undefined : { inserts: made, states: heirs.flatMap((heir) => [...become(find(rows, heir.alg, 'current'), 'previous'), ...become(heir, 'current')]) };
  });
  return rotated.length === 0 ? { outcome: 'overtaken' } : { outcome: 'rotated', keys: rotated };
}

/** Takes a key out of use for good. Where it was the current one, the next one signs from the same step on. */
export async function revokeKey(tenant: TenantId, kid: string, tools: ChangeTools): Promise<'revoked' | 'unknown'> {
  const make = makerFor(tenant, 'current', tools);
  let known = false;
  await changeUntilDone(tenant, tools, async (rows) => {
    const row = rows.find((one) => one.kid === kid);
    known = row !== undefined;
    if (row === undefined || row.state === 'revoked') return undefined;
    const heir = row.state === 'current' ? find(rows, row.alg, 'next') : undefined;
    return { inserts: row.state === 'current' && heir === undefined ? [await make(row.alg)] : [], states: [...become(row, 'revoked'), ...become(heir, 'current')] };
  });
  return known ? 'revoked' : 'unknown';
}

const become = (row: StoredSigningKey | undefined, state: KeyState) => (row === undefined ? [] : [{ kid: row.kid, state }]);

/** Makes one key of each algorithm at most, however often a change has to be planned anew. */
function makerFor(tenant: TenantId, state: KeyState, { sealing, clock }: ChangeTools): (alg: RingAlgorithm) => Promise<StoredSigningKey> {
  const made = new Map<RingAlgorithm, StoredSigningKey>();
  return async (alg) => {
    const row = made.get(alg) ?? { ...sealRingKey(await makeRingKey(alg), { tenant, sealing }), state, createdAt: clock.now(), stateSince: clock.now() };
    made.set(alg, row);
    return row;
  };
}

/** Reads, plans, and changes on condition that nothing changed in between; else again. A plan that is `undefined` has nothing left to do; `again` wants to look once more. */
async function changeUntilDone(tenant: TenantId, { store, clock, log }: ChangeTools, plan: (rows: Rows) => Promise<Change | 'again' | undefined>): Promise<void> {
  for (let tries = 0; tries < mostTries; tries++) {
    const rows = await store.list(tenant);
    const change = await plan(rows);
    if (change === undefined) return;
    if (change === 'again') continue;
    const at = clock.now();
    const outcome = await store.change(tenant, ringAsSeen(rows), change.inserts, change.states.map((state) => ({ ...state, at })), log);
    if (outcome === 'changed') return;
  }
  throw new Error(`The key ring of tenant ${tenant} was changed by others ${mostTries} times in a row.`);
}
