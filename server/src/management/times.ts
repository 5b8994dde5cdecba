import type { Seconds } from '../kernel/time.ts';

/** Auth0: times are ISO 8601 with milliseconds. */
export const isoTime = (seconds: Seconds): string => new Date(seconds * 1000).toISOString();
