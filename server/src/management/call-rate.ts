import type { Milliseconds } from '../kernel/time.ts';

/** How much of its share somebody has used. */
export interface Share {
  /** Calls that may come at once. */
  readonly limit: number;
  /** How many of them are left. */
  readonly remaining: number;
  /** Epoch seconds at which the whole share is there again. */
  readonly reset: number;
  /** Seconds until the next call is taken; `undefined`: this one is. */
  readonly retryAfter: number | undefined;
}

/** Counts calls by name. */
export interface CallRate { take(name: string): Share }

/** A share is ten seconds' worth of calls, so that a script may begin quickly. */
const burst = 10;
/** Names that are remembered at once. Who was quiet for ten seconds has the whole share again, and need not be. */
const mostNames = 10_000;

interface Bucket { left: number; at: Milliseconds }

/**
 * A share of calls for each name, refilled evenly. It is kept by the node that is called: it protects this node, and costs no write.
 * @param perSecond calls that each name may make in the long run
 * @param nowMs the time
 */
export function createCallRate(perSecond: number, nowMs: () => Milliseconds): CallRate {
  const limit = perSecond * burst;
  const buckets = new Map<string, Bucket>();
  const forgetFull = (now: Milliseconds) => {
    for (const [name, { left, at }] of buckets) if (left + (now - at) / 1000 * perSecond >= limit) buckets.delete(name);
    // All of them busy: the oldest goes, and has its share anew.
    for (const name of buckets.keys()) { if (buckets.size < mostNames) break; buckets.delete(name); }
  };
  return {
    take(name) {
      const now = nowMs();
      const bucket = buckets.get(name) ?? { left: limit, at: now };
      const left = Math.min(limit, bucket.left + Math.max(0, now - bucket.at) / 1000 * perSecond);
      const taken = left >= 1;
      if (!buckets.has(name) && buckets.size >= mostNames) forgetFull(now);
      buckets.set(name, { left: taken ? left - 1 : left, at: now });
      const rest = taken ? left - 1 : left;
      return { limit, remaining: Math.floor(rest), reset: Math.ceil(now / 1000 + (limit - rest) / perSecond), retryAfter: taken ? undefined : Math.max(1, Math.ceil((1 - left) / perSecond)) };
    },
  };
}
