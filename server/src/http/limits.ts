/** What one peer may cost at most. Sizes in bytes, times in milliseconds. */
export interface Limits {
  readonly bodyBytes: number;
  /** Request target, path and query together. */
  readonly urlBytes: number;
  readonly headerBytes: number;
  readonly headers: number;
  /** RFC 9112 §9.5: from the first byte of the headers to their last. */
  readonly headersTimeoutMs: number;
  /** From the first byte of a request to its last. */
  readonly requestTimeoutMs: number;
  /** How often the two times above are looked at. */
  readonly timeoutIntervalMs: number;
  /** A socket on which nothing moves, in either direction, while a request is open. */
  readonly idleTimeoutMs: number;
  readonly tlsHandshakeTimeoutMs: number;
  /** Between two requests: a little more than the 60 s of the usual load balancers, so that they close first. */
  readonly keepAliveTimeoutMs: number;
  readonly requestsPerSocket: number;
  readonly connections: number;
  /** A refused body is read away for so long, so that the refusal arrives before the connection is reset. */
  readonly lingerMs: number;
  /** Readiness is asked anew after so long; within it, everybody gets the last answer. */
  readonly healthMemoryMs: number;
  /** A health check that takes longer has failed. */
  readonly healthTimeoutMs: number;
}

/** Far above what any honest client needs, far below what would hurt. */
export const defaultLimits: Limits = Object.freeze({
  bodyBytes: 65_536,
  urlBytes: 16_384,
  headerBytes: 16_384,
  headers: 100,
  headersTimeoutMs: 10_000,
  requestTimeoutMs: 30_000,
  timeoutIntervalMs: 5_000,
  idleTimeoutMs: 30_000,
  tlsHandshakeTimeoutMs: 10_000,
  keepAliveTimeoutMs: 65_000,
  requestsPerSocket: 10_000,
  connections: 10_000,
  lingerMs: 500,
  healthMemoryMs: 500,
  healthTimeoutMs: 2_000,
});
