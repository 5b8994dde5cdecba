import type { Clock } from '../../src/kernel/time.ts';

/** The time of the machine, moved on by a test. */
export class MovableClock implements Clock {
  #ahead = 0;
  #held: number | undefined;
  now(): number { return Math.floor(this.nowMs() / 1000); }
  nowMs(): number { return (this.#held ?? Date.now()) + this.#ahead * 1000; }
  /** @param seconds how far to move on */
  advance(seconds: number): void { this.#ahead += seconds; }
  /** From now on only the test moves it: for what is asked to the second. */
  hold(): void { this.#held = Date.now(); }
}
