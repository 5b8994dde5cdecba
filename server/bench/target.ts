import type { Load } from './load/load.ts';
import type { Launch } from './machine/server-process.ts';
import type { OperationName, TargetName } from './operations.ts';
import type { PostgresCluster } from './postgres-cluster.ts';

/** A server that is measured: how to start it, and what to ask it. */
export interface Target {
  readonly name: TargetName;
  readonly launch: Launch;
  /** Asked once the server runs: signs in and prepares the measured requests. */
  loads(): Promise<ReadonlyMap<OperationName, Load>>;
  /** CPU microseconds of a database outside the server process. */
  readonly databaseCpu: (() => number) | undefined;
}

/** What all targets are made on. */
export interface Ground {
  /** A folder of this run, on a disk. */
  readonly folder: string;
  /** `undefined` when PostgreSQL is left out. */
  readonly postgres: PostgresCluster | undefined;
}

/** The compiled file of a server that the bench starts. */
export const scriptPath = (relative: string) => new URL(relative, import.meta.url).pathname;
