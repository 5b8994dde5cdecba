import { runClosedLoop } from './load/closed-loop.ts';
import { runOpenLoop } from './load/open-loop.ts';
import { quantile } from './machine/quantile.ts';
import { participants, type OperationName, type TargetName } from './operations.ts';
import type { Sample } from './results.ts';
import type { Running } from './running.ts';

/** Throughput of one target for so long, CPU included; what a round of any kind looks like. */
type Measure = (milliseconds: number) => Promise<Omit<Sample, 'operation' | 'target'>>;

/** Until the compiler of the JavaScript engine is through: a large server needs seconds, the floor next to nothing. */
const warmUpMs = (target: TargetName, again: boolean) => (again || target === 'floor' || target === 'raw' ? 500 : 2000);

/** Measures an operation with all its targets in turn, so that a bad moment of the machine meets all alike. A target that fails is left out. */
export async function measureOperation(operation: OperationName, running: Running, { rounds, milliseconds }: { readonly rounds: number; readonly milliseconds: number }): Promise<void> {
  const able = new Map(participants[operation].flatMap((name) => { const measure = measureOf(operation, name, running); return measure === undefined ? [] : [[name, measure] as const]; }));
  const { samples, failures } = running.results;
  const again = samples.some((sample) => sample.operation === operation);
  for (let round = -1; round < rounds; round++) {
    for (const [target, measure] of able) {
      const sample = await measure(round < 0 ? warmUpMs(target, again) : milliseconds).catch(messageOf);
      if (typeof sample !== 'string') samples.push(...(round < 0 ? [] : [{ operation, target, ...sample }]));
      else if (able.delete(target)) failures.push({ operation, target, message: sample });
    }
  }
}

const messageOf = (error: unknown) => (error as Error).message;

const rateTargets: readonly (readonly [OperationName, TargetName])[] = [['cc', 'gatehouse'], ['cc', 'oidc-sqlite'], ['cc-es256', 'gatehouse'], ['cc-es256', 'oidc-memory']];
const perSecond = 2000;

/** G9: latency at a constant rate that all of them can bear. */
export async function measureConstantRate({ targets, results }: Running, { rounds, milliseconds }: { readonly rounds: number; readonly milliseconds: number }): Promise<void> {
  for (let round = 0; round < rounds; round++) {
    for (const [operation, target] of rateTargets) {
      const [server, load] = [targets.get(target), targets.get(target)?.loads.get(operation)];
      if (server === undefined || load === undefined) continue;
      const run = await runOpenLoop(server.port, load, { perSecond, milliseconds }).catch(messageOf);
      if (typeof run === 'string') results.failures.push({ operation, target, message: run });
      else results.rates.push({ operation, target, perSecond, p50: quantile(run.latencies, 0.5), p99: quantile(run.latencies, 0.99), p999: quantile(run.latencies, 0.999) });
    }
  }
}

function measureOf(operation: OperationName, name: TargetName, { targets, raw, argon2 }: Running): Measure | undefined {
  if (name === 'raw') {
    if (operation === 'cc-rs256') return async (milliseconds) => rawSample(await raw.measure({ kind: 'rs256', milliseconds }), milliseconds);
    if (argon2 === undefined) return undefined;
    return async (milliseconds) => rawSample(await raw.measure({ kind: 'argon2', parameters: argon2, milliseconds }), milliseconds);
  }
  const [server, load] = [targets.get(name), targets.get(name)?.loads.get(operation)];
  if (server === undefined || load === undefined) return undefined;
  return async (milliseconds) => {
    await load.prepare?.();
    const before = server.cpuMicros();
    const { count, latencies, wallMs } = await runClosedLoop(server.port, load, milliseconds);
    return { count, cpuMicros: server.cpuMicros() - before, wallMs, p50: quantile(latencies, 0.5), p99: quantile(latencies, 0.99) };
  };
}

/** One core and nothing but the work: the time of one is the whole time by the count. */
const rawSample = ({ count, cpuMicros }: { readonly count: number; readonly cpuMicros: number }, wallMs: number) =>
  ({ count, cpuMicros, wallMs, p50: wallMs / count, p99: wallMs / count });
