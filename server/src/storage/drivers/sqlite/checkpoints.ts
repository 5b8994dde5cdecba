import { once } from 'node:events';
import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { CheckpointOrders, CheckpointReport } from './checkpoint-worker.ts';

/** After so many units a checkpoint is due: a few megabytes of log. */
const unitsBetween = 1000;

/** Has the log copied into the database by a thread of its own. The thread is started when it is needed first. */
export class Checkpoints {
  readonly #file: string;
  readonly #fatal: (error: Error) => void;
  #worker: Worker | undefined;
  #running = false;
  #units = 0;

  constructor(file: string, fatal: (error: Error) => void) {
    this.#file = file;
    this.#fatal = fatal;
  }

  /** To be told after every commit. */
  committed(units: number): void {
    this.#units += units;
    if (this.#units < unitsBetween || this.#running) return;
    this.#units = 0;
    this.#running = true;
    this.#worker ??= this.#start();
    this.#worker.postMessage('checkpoint');
  }

  async close(): Promise<void> {
    const worker = this.#worker;
    if (worker === undefined) return;
    const gone = once(worker, 'exit');
    worker.ref();
    worker.postMessage('close');
    await gone;
  }

  #start(): Worker {
    // Beside this module, compiled or not.
    const worker = new Worker(new URL(`./checkpoint-worker${extname(import.meta.url)}`, import.meta.url), { workerData: { file: this.#file } satisfies CheckpointOrders });
    worker.unref();
    worker.on('message', ({ error, fatal }: CheckpointReport) => {
      this.#running = false;
      if (fatal) this.#fatal(new Error(error));
    });
    // A thread that died is replaced at the next checkpoint; until then the log only grows.
    worker.on('error', () => undefined);
    worker.on('exit', () => { this.#worker = undefined; this.#running = false; });
    return worker;
  }
}
