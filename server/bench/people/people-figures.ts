import { quantile } from '../machine/quantile.ts';
import type { PeopleOperation } from './people-loads.ts';
import type { PeopleTarget } from './people-target.ts';

/** What one house brought: latencies in milliseconds by operation, and its memory. */
export interface PeopleFigures { readonly target: PeopleTarget; readonly server: { readonly startMs: number; readonly idleMb: number; loadedMb: number }; readonly latencies: Map<PeopleOperation, number[]> }

/** The middle one of an operation, in milliseconds. */
export const p50Of = ({ latencies }: PeopleFigures, operation: PeopleOperation) => quantile(latencies.get(operation) ?? [], 0.5);
/** As {@link p50Of}, the one that 99 of 100 do not exceed. */
export const p99Of = ({ latencies }: PeopleFigures, operation: PeopleOperation) => quantile(latencies.get(operation) ?? [], 0.99);
