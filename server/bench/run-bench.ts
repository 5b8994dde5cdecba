import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { floorTarget } from './floor-target.ts';
import { isClose, judge } from './goals.ts';
import { atExit } from './machine/at-exit.ts';
import { findPinning, pin, type Pinning } from './machine/pinning.ts';
import { oidcProviderTarget } from './oidc-provider-target.ts';
import { operationNames, participants, type TargetName } from './operations.ts';
import type { Options } from './options.ts';
import type { Argon2Parameters } from './peers/raw-costs-worker.ts';
import { startPostgres, type PostgresCluster } from './postgres-cluster.ts';
import { startRawCosts, type RawCosts } from './raw-costs.ts';
import { emptyResults, type Results } from './results.ts';
import { measureConstantRate, measureOperation } from './rounds.ts';
import { measureStarts, runTarget, type Running, type RunningTarget } from './running.ts';
import type { Target } from './target.ts';

type Say = (line: string) => void;

/** The whole run: makes the ground, starts everyone, measures, repeats what was close, and clears away what it made. */
export async function runBench(options: Options, say: Say): Promise<{ readonly results: Results; readonly pinning: Pinning | undefined }> {
  const pinning = findPinning();
  pin([process.pid], pinning?.load);
  const folder = mkdtempSync(join(options.folder ?? tmpdir(), 'gatehouse-bench-'));
  atExit(() => rmSync(folder, { recursive: true, force: true }));
  const results = emptyResults();
  const raw = startRawCosts(pinning?.server);
  const targets = new Map<TargetName, RunningTarget>();
  let postgres: PostgresCluster | undefined;
  try {
    postgres = options.postgres && needs(options, 'oidc-pg') ? await startPostgres(folder, pinning?.server) : undefined;
    const { made, argon2 } = await makeTargets(options, { folder, postgres });
    if (options.only === undefined) {
      say('start-up …');
      await measureStarts(made, pinning?.server, { results, times: Math.max(4, options.rounds) });
    }
    for (const target of made) targets.set(target.name, await runTarget(target, pinning?.server, results));
    await measureAll(options, { targets, raw, argon2, results }, say);
    return { results, pinning };
  } finally {
    await clearAway(folder, { targets, raw, postgres });
  }
}

const needs = ({ only = operationNames }: Options, target: TargetName) => only.some((operation) => participants[operation].includes(target));

interface Ground { readonly folder: string; readonly postgres: PostgresCluster | undefined }

async function makeTargets(options: Options, ground: Ground): Promise<{ readonly made: readonly Target[]; readonly argon2: Argon2Parameters | undefined }> {
  const made: Target[] = [await floorTarget(), await oidcProviderTarget('memory', ground), await oidcProviderTarget('sqlite', ground)];
  if (ground.postgres !== undefined) made.push(await oidcProviderTarget('postgres', ground));
  let argon2: Argon2Parameters | undefined;
  if (options.gatehouse) {
    const { gatehouseTarget } = await import('./gatehouse-target.ts');
    const onSqlite = await gatehouseTarget('sqlite', ground);
    argon2 = onSqlite.argon2;
    made.push(onSqlite);
    if (ground.postgres !== undefined) made.push(await gatehouseTarget('postgres', ground));
  }
  return { made: made.filter(({ name }) => needs(options, name)), argon2 };
}

async function measureAll(options: Options, running: Running, say: Say): Promise<void> {
  const { results, targets } = running;
  const plan = { rounds: options.rounds, milliseconds: options.seconds * 1000 };
  const measured = options.only ?? operationNames;
  for (const operation of measured) {
    say(`${operation} …`);
    await measureOperation(operation, running, plan);
  }
  if (options.only === undefined) {
    say('constant rate …');
    await measureConstantRate(running, { rounds: options.rounds, milliseconds: 2 * plan.milliseconds });
  }
  // Before the repetition, so that every run reads it at the same point.
  for (const [name, target] of targets) {
    const figures = results.processes.get(name);
    if (figures !== undefined) figures.loadedMb = target.residentMegabytes();
  }
  const close = new Set(judge(results).filter(isClose).map(({ operation }) => operation).filter((operation) => operation !== undefined));
  for (const operation of close) {
    say(`${operation} once more: it is within 10 % of a limit …`);
    await measureOperation(operation, running, plan);
  }
}

async function clearAway(folder: string, { targets, raw, postgres }: { readonly targets: ReadonlyMap<TargetName, RunningTarget>; readonly raw: RawCosts; readonly postgres: PostgresCluster | undefined }): Promise<void> {
  await Promise.allSettled([...targets.values()].map((target) => target.stop()));
  await Promise.allSettled([raw.stop(), postgres?.stop()]);
  rmSync(folder, { recursive: true, force: true });
}
