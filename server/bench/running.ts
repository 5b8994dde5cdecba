import { setTimeout as sleep } from 'node:timers/promises';
import type { Load } from './load/load.ts';
import { cpuMicros, residentMegabytes } from './machine/process-figures.ts';
import { startServer } from './machine/server-process.ts';
import type { OperationName, TargetName } from './operations.ts';
import type { Argon2Parameters } from './peers/raw-costs-worker.ts';
import type { RawCosts } from './raw-costs.ts';
import type { Results } from './results.ts';
import type { Target } from './target.ts';

/** A target whose server runs and is signed in to. */
export interface RunningTarget {
  readonly port: number;
  readonly loads: ReadonlyMap<OperationName, Load>;
  /** Of the server so far, with its database where that is a process of its own. */
  cpuMicros(): number;
  residentMegabytes(): number;
  readonly stop: () => Promise<void>;
}

/** What a measurement works on. */
export interface Running {
  readonly targets: ReadonlyMap<TargetName, RunningTarget>;
  readonly raw: RawCosts;
  /** Of the person's password hash; `undefined` without Gatehouse. */
  readonly argon2: Argon2Parameters | undefined;
  readonly results: Results;
}

const settleMs = 1000;

/** Starts the server for good, reads its memory before anyone asked it anything, and signs in. */
export async function runTarget(target: Target, core: string | undefined, results: Results): Promise<RunningTarget> {
  const server = await startServer(target.launch, core);
  try {
    await sleep(settleMs);
    const figures = results.processes.get(target.name);
    results.processes.set(target.name, { startMs: [...(figures?.startMs ?? []), server.startMs], idleMb: residentMegabytes(server.pid), loadedMb: Number.NaN });
    const { port } = target.launch;
    const loads = await target.loads();
    return { port, loads, stop: server.stop, cpuMicros: () => cpuMicros(server.pid) + (target.databaseCpu?.() ?? 0), residentMegabytes: () => residentMegabytes(server.pid) };
  } catch (error) {
    await server.stop();
    throw new Error(`${target.name}: ${(error as Error).message}`, { cause: error });
  }
}

/** Starts and stops every server in turn, `times` over, and notes how long each took to its first 200. */
export async function measureStarts(targets: readonly Target[], core: string | undefined, { results, times }: { readonly results: Results; readonly times: number }): Promise<void> {
  for (let time = 0; time < times; time++) {
    for (const target of targets) {
      const server = await startServer(target.launch, core);
      await server.stop();
      const known = results.processes.get(target.name)?.startMs ?? [];
      results.processes.set(target.name, { startMs: [...known, server.startMs], idleMb: Number.NaN, loadedMb: Number.NaN });
    }
  }
}
