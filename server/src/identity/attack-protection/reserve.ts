import { hash } from 'node:crypto';
import { Refusal } from '../../kernel/refusal.ts';
import type { ReasonCode } from '../../kernel/reasons/index.ts';
import type { TenantId } from '../../kernel/tenant.ts';
import type { Clock, Seconds } from '../../kernel/time.ts';
import type { ThrottleStore } from '../ports/throttle-store.ts';

/** How often a thing may go wrong in one window. `kind` names the counter, `reason` the refusal. */
export interface Limit { readonly kind: string; readonly most: number; readonly window: Seconds; readonly reason: ReasonCode }
/** Who or what is counted: an account, an address. Only a hash of it is stored. */
export interface Counted { readonly limit: Limit; readonly of: readonly string[] }
/** Counters that all nodes share, and the time. */
export interface ThrottleTools { readonly throttles: ThrottleStore; readonly clock: Clock }

/** A place under a limit, held until the window ends. */
export interface Reservation {
  /** The work was not done, or went well: it counts for nothing. */
  giveBack(): Promise<void>;
  /** Everything counted so far is forgotten. */
  clear(): Promise<void>;
}

/**
 * Takes a place before the guarded work begins, so that any number of parallel tries on any number of nodes never get more than `limit.most` places.
 * Places that were given back are counted beside, in a window of the same borders. They are read first: a place given back in between is not yet seen,
 * so the count can only be too strict for a moment, never too lax.
 */
export async function reserve(tenant: TenantId, { limit, of }: Counted, { throttles, clock }: ThrottleTools): Promise<Reservation | Refusal<'too_many_requests'>> {
  const now = clock.now();
  const slot = Math.floor(now / limit.window);
  const key = counterKey(limit.kind, [...of, String(slot)]);
  const backKey = `${key}:back`;
  const back = await throttles.peek(tenant, backKey, now);
  const taken = await throttles.hit(tenant, key, now, limit.window);
  if (taken.count - back.count > limit.most) {
    return new Refusal('too_many_requests', limit.reason, { expected: `at most ${limit.most} in ${limit.window / 60} minutes`, received: limit.kind, retryAt: (slot + 1) * limit.window });
  }
  return {
    giveBack: async () => { await throttles.hit(tenant, backKey, now, limit.window); },
    clear: async () => { await Promise.all([throttles.clear(tenant, key), throttles.clear(tenant, backKey)]); },
  };
}

/** Names and addresses of people do not stand in the table of counters. */
export const counterKey = (kind: string, parts: readonly string[]) => `${kind}:${hash('sha256', JSON.stringify(parts), 'base64url')}`;
