import type { Seconds } from '../../kernel/time.ts';

/** Counts failures in this process' memory, so that a success costs one look-up. Bounded. */
export interface FailureWindow {
  /** Seconds to wait, when too many failures were counted under this key; else `undefined`. */
  retryAfter(key: string, now: Seconds): Seconds | undefined;
  fail(key: string, now: Seconds): void;
}
