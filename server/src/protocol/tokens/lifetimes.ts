import type { Seconds } from '../../kernel/time.ts';

/** RFC 6749 §4.1.2 allows ten minutes; RFC 9700 wants it short. */
export const codeTtl: Seconds = 60;
/** A spent mark outlives the value that it marks by this much, for clocks that differ. */
export const markMargin: Seconds = 3600;
