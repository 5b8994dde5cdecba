import { hash } from 'node:crypto';
import { Refusal } from '../../kernel/refusal.ts';
import type { ReasonCode } from '../../kernel/reasons/index.ts';
import type { TenantId } from '../../kernel/tenant.ts';
import type { Clock, Seconds } from '../../kernel/time.ts';
import type { CounterChange, ThrottleStore } from '../ports/throttle-store.ts';

/** How often a thing may go wrong in one window. `kind` names the counter, `reason` the refusal. */
export interface Limit { readonly kind: string; readonly most: number; readonly window: Seconds; readonly reason: ReasonCode }
/** Who or what is counted: an account, an address. Only a hash of it is stored. */
export interface Counted { readonly limit: Limit; readonly of: readonly string[] }
/** Counters that all nodes share, and the time. */
export interface ThrottleTools { readonly throttles: ThrottleStore; readonly clock: Clock }

/** A place under a limit, held until the window ends, and the changes of counters that end it before. */
export interface Reservation {
  /** The work was not done, or went well: it counts for nothing. */
  readonly giveBack: CounterChange;
  /** Everything counted so far is forgotten. */
  readonly clear: readonly CounterChange[];
}

/** A place under one limit, taken as `reserveAll` does it. */
export async function reserve(tenant: TenantId, counted: Counted, tools: ThrottleTools): Promise<Reservation | Refusal<'too_many_requests'>> {
  const places = await reserveAll(tenant, [counted], tools);
  return places instanceof Refusal ? places : places[0];
}

/**
 * Takes places in one commit, before the guarded work begins, so that any number of parallel tries on any number of nodes never get more than `limit.most` places.
 * The first limit is the narrowest: what it refuses is counted nowhere.
 * Places that were given back are counted beside, in a window of the same borders. They are read first: a place given back in between is not yet seen,
 * so the count can only be too strict for a moment, never too lax.
 */
export async function reserveAll<const C extends readonly [Counted, ...Counted[]]>(tenant: TenantId, counted: C, { throttles, clock }: ThrottleTools): Promise<{ readonly [I in keyof C]: Reservation } | Refusal<'too_many_requests'>> {
  const now = clock.now();
  const places = await Promise.all(counted.map(async ({ limit, of }) => {
    const slot = Math.floor(now / limit.window);
    const key = counterKey(limit.kind, [...of, String(slot)]);
    const back = `${key}:back`;
    return { limit, key, back, until: (slot + 1) * limit.window, most: limit.most + (await throttles.peek(tenant, back, now)).count };
  }));
  const [first, ...also] = places.map(({ limit, key, most }) => ({ key, window: limit.window, most }));
  const taken = await throttles.take(tenant, { first: first as NonNullable<typeof first>, also }, now);
  const full = taken === 'full' ? places[0] : places.slice(1).find(({ most }, i) => (taken[i]?.count ?? 0) > most);
  if (full !== undefined) return new Refusal('too_many_requests', full.limit.reason, { expected: `at most ${full.limit.most} in ${full.limit.window / 60} minutes`, received: full.limit.kind, retryAt: full.until });
  return places.map(({ limit, key, back }): Reservation => ({
    giveBack: { kind: 'hit', key: back, window: limit.window },
    clear: [{ kind: 'clear', key }, { kind: 'clear', key: back }],
  })) as { readonly [I in keyof C]: Reservation };
}

/** Names and addresses of people do not stand in the table of counters. */
export const counterKey = (kind: string, parts: readonly string[]) => `${kind}:${hash('sha256', JSON.stringify(parts), 'base64url')}`;
