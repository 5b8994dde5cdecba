import type { Clock, Seconds } from '../kernel/time.ts';

/** What runs in the background of a serving process. */
export interface JobTools {
  /** Removes rows that expired before now. */
  readonly sweep: (now: Seconds) => Promise<unknown>;
  /** Takes over what another node changed (keys, applications) and moves keys that are due. */
  readonly refreshKeys: () => Promise<unknown>;
  /** Sends the messages that are due. */
  readonly sendMessages: () => Promise<unknown>;
  /** Imports and exports people whose turn it is. */
  readonly workInBulk: () => Promise<unknown>;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Where failures of background work are told, and what an operator should look at. */
export interface Logger {
  readonly error: (facts: Readonly<Record<string, unknown>>, message: string) => void;
  readonly warn?: (facts: Readonly<Record<string, unknown>>, message: string) => void;
}

/** Jobs that run until they are stopped. */
export interface Jobs {
  /** No run begins after this; resolves when the running ones have ended. */
  stop(): Promise<void>;
}

const sweepEveryMs = 60_000;
const refreshEveryMs = 1000;
const sendEveryMs = 1000;
const bulkEveryMs = 500;

/** Starts the sweep (every minute, spread by a quarter so that nodes do not sweep together) the key refresh, the outbox and bulk work (every second). The timers keep no process alive. */
export function startJobs({ sweep, refreshKeys, sendMessages, workInBulk, clock, logger }: JobTools): Jobs {
  const jobs = [
    repeat({ name: 'sweep', work: () => sweep(clock.now()), pauseMs: () => sweepEveryMs * (0.75 + Math.random() / 2) }, logger),
    repeat({ name: 'refresh_keys', work: refreshKeys, pauseMs: () => refreshEveryMs }, logger),
    repeat({ name: 'outbox', work: sendMessages, pauseMs: () => sendEveryMs }, logger),
    repeat({ name: 'bulk', work: workInBulk, pauseMs: () => bulkEveryMs }, logger),
  ];
  return { stop: async () => { await Promise.all(jobs.map((job) => job.stop())); } };
}

/** One job: its next run is planned when the last one has ended, so runs never overlap. A failed run is logged, and the next one comes all the same. */
export function repeat(job: { readonly name: string; readonly work: () => Promise<unknown>; readonly pauseMs: () => number }, logger: Logger): Jobs {
  let stopped = false;
  let running: Promise<void> = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;
  const run = async () => {
    try {
      await job.work();
    } catch (error) {
      logger.error({ job: job.name, err: error }, 'A background job failed.');
    }
    if (!stopped) plan();
  };
  const plan = () => { timer = setTimeout(() => { running = run(); }, job.pauseMs()).unref(); };
  plan();
  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}
