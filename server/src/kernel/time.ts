/** Whole seconds since the epoch, as in a JWT NumericDate (RFC 7519 §2). */
export type Seconds = number;
/** Milliseconds since the epoch. */
export type Milliseconds = number;

/** The time as the server sees it: handed in everywhere, so that a test can move it. */
export interface Clock {
  /** Whole seconds since the epoch. */
  now(): Seconds;
  /** Milliseconds since the epoch: for keys and records, never for protocol decisions. */
  nowMs(): Milliseconds;
}

/** The time of the machine. */
export const systemClock: Clock = { now: () => Math.floor(Date.now() / 1000), nowMs: () => Date.now() };
