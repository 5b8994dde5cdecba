import type { Seconds } from '../../kernel/time.ts';

/** RFC 6749 §4.1.2 allows ten minutes; RFC 9700 wants it short. */
export const codeTtl: Seconds = 60;
/** Auth0: 24 hours for a token without an API. */
export const opaqueAccessTokenTtl: Seconds = 86_400;
/** A spent mark outlives the value that it marks by this much, for clocks that differ. */
export const markMargin: Seconds = 3600;
