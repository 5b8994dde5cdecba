/** An answer that may be at hand already: what lives in memory needs no promise. */
export type Awaitable<T> = T | Promise<T>;
