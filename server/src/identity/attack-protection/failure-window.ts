import type { Seconds } from '../../kernel/time.ts';

interface Window { count: number; endsAt: Seconds }

/**
 * Counts failures in this process' memory: a success costs one look-up and no write.
 * Bounded: when `capacity` keys are known, the oldest are forgotten first.
 */
export class MemoryFailureWindow {
  readonly #windows = new Map<string, Window>();
  readonly #limit: number;
  readonly #length: Seconds;
  readonly #capacity: number;

  /** @param options.limit failures that are free in one window of `length` seconds */
  constructor(options: { readonly limit: number; readonly length: Seconds; readonly capacity: number }) {
    this.#limit = options.limit;
    this.#length = options.length;
    this.#capacity = options.capacity;
  }

  /** Seconds to wait, or `undefined` when nothing stands in the way. */
  retryAfter(key: string, now: Seconds): Seconds | undefined {
    const window = this.#windows.get(key);
    return window === undefined || window.count < this.#limit || window.endsAt <= now ? undefined : window.endsAt - now;
  }

  fail(key: string, now: Seconds): void {
    const window = this.#windows.get(key);
    if (window !== undefined && window.endsAt > now) { window.count++; return; }
    this.#windows.delete(key);
    this.#windows.set(key, { count: 1, endsAt: now + this.#length });
    if (this.#windows.size > this.#capacity) this.#windows.delete(this.#windows.keys().next().value as string);
  }
}
