import type { TenantId } from '../../kernel/tenant.ts';
import type { Clock, Seconds } from '../../kernel/time.ts';
import type { Pending, PendingStore } from '../ports/pending-store.ts';

/** One request that waits for a person. */
export interface WaitingEntry { readonly request: string; readonly expiresAt: Seconds }
/** The list of a person, as it is kept under the person's id. */
interface WaitingList { readonly entries: readonly WaitingEntry[] }

/** Whose list it is. */
export interface ListOwner { readonly tenant: TenantId; readonly userId: string }
/** Where the lists are kept. */
export interface WaitingListTools { readonly pending: PendingStore; readonly clock: Clock }

/** So many requests may wait for one person. More would only wear the person out until one is allowed by mistake. */
export const mostWaiting = 10;
/** Applications ask and the person answers at the same moment; then it is tried again, so often. */
const tries = 20;

/** The keys of the requests that may wait for a person, oldest first. */
export async function findWaiting({ tenant, userId }: ListOwner, { pending, clock }: WaitingListTools): Promise<readonly string[]> {
  const list = await pending.load<WaitingList>(tenant, 'ciba_person', userId);
  return alive(list, clock.now()).map(({ request }) => request);
}

/** Puts a request on the list of its person. */
export const addWaiting = (owner: ListOwner, entry: WaitingEntry, tools: WaitingListTools): Promise<'stored' | 'full'> =>
  change(owner, (entries) => (entries.length >= mostWaiting ? undefined : [...entries, entry]), tools);

/** Takes an answered request off the list. */
export async function removeWaiting(owner: ListOwner, request: string, tools: WaitingListTools): Promise<void> {
  await change(owner, (entries) => entries.filter((entry) => entry.request !== request), tools);
}

const alive = (list: Pending<WaitingList> | undefined, now: Seconds) => (list?.data.entries ?? []).filter(({ expiresAt }) => expiresAt > now);

async function change({ tenant, userId }: ListOwner, next: (entries: readonly WaitingEntry[]) => readonly WaitingEntry[] | undefined, { pending, clock }: WaitingListTools): Promise<'stored' | 'full'> {
  for (let left = tries; left > 0; left--) {
    const list = await pending.load<WaitingList>(tenant, 'ciba_person', userId);
    const entries = next(alive(list, clock.now()));
    if (entries === undefined) return 'full';
    const expiresAt = Math.max(clock.now(), ...entries.map((entry) => entry.expiresAt));
    const changed: Pending<WaitingList> = { kind: 'ciba_person', key: userId, version: (list?.version ?? 0) + 1, expiresAt, data: { entries } };
    const outcome = list === undefined ? await pending.open(tenant, [changed]) : await pending.advance(tenant, changed);
    if (outcome === 'opened' || outcome === 'advanced') return 'stored';
  }
  return 'full';
}
