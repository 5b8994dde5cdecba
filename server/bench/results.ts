import { median, quantile } from './machine/quantile.ts';
import type { OperationName, TargetName } from './operations.ts';

/** What one round of one target brought. Latencies in milliseconds. */
export interface Sample {
  readonly operation: OperationName; readonly target: TargetName;
  readonly count: number; readonly cpuMicros: number; readonly wallMs: number;
  readonly p50: number; readonly p99: number;
}

/** One round at a constant rate. Latencies from the intended send time, in milliseconds. */
export interface RateSample { readonly operation: OperationName; readonly target: TargetName; readonly perSecond: number; readonly p50: number; readonly p99: number; readonly p999: number }

/** Memory in megabytes, start-up in milliseconds. */
export interface ProcessFigures { readonly startMs: readonly number[]; idleMb: number; loadedMb: number }

/** Everything that a run measured; grows while it runs. */
export interface Results {
  readonly samples: Sample[];
  readonly rates: RateSample[];
  readonly processes: Map<TargetName, ProcessFigures>;
  /** Operations that a target failed at, with what it answered. */
  readonly failures: { readonly operation: string; readonly target: TargetName; readonly message: string }[];
}

export const emptyResults = (): Results => ({ samples: [], rates: [], processes: new Map(), failures: [] });

/** An operation of a target over all rounds. CPU is the lower quartile of microseconds per operation: what disturbs a round only ever adds. */
export interface Figures { readonly cpuMicros: number; readonly perSecond: number; readonly p50: number; readonly p99: number; readonly rounds: number }

/** `undefined` when it was not measured. */
export function figuresOf({ samples }: Results, operation: OperationName, target: TargetName): Figures | undefined {
  const rounds = samples.filter((sample) => sample.operation === operation && sample.target === target);
  if (rounds.length === 0) return undefined;
  return {
    cpuMicros: quantile(rounds.map((round) => round.cpuMicros / round.count), 0.25),
    perSecond: median(rounds.map((round) => (round.count / round.wallMs) * 1000)),
    p50: median(rounds.map((round) => round.p50)), p99: median(rounds.map((round) => round.p99)), rounds: rounds.length,
  };
}

/** p50, p99 and p99.9 at a constant rate, medians over the rounds. */
export function rateFiguresOf({ rates }: Results, operation: OperationName, target: TargetName): { readonly p50: number; readonly p99: number; readonly p999: number } | undefined {
  const rounds = rates.filter((sample) => sample.operation === operation && sample.target === target);
  if (rounds.length === 0) return undefined;
  return { p50: median(rounds.map((round) => round.p50)), p99: median(rounds.map((round) => round.p99)), p999: median(rounds.map((round) => round.p999)) };
}
