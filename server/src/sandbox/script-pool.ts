import { availableParallelism } from 'node:os';
import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import { failedWith, type ScriptJob, type ScriptLimits, type ScriptResult } from './script-job.ts';
import type { WorkerOrder } from './worker.ts';

/** What runs scripts. It never throws because of one. */
export interface ScriptRunner { run(job: ScriptJob): Promise<ScriptResult> }

interface Thread { readonly worker: Worker; tenant: string; task: Task | undefined; kill: NodeJS.Timeout | undefined }
interface Task { readonly job: ScriptJob; readonly settle: (result: ScriptResult) => void; expire: NodeJS.Timeout | undefined }

/** Two seconds for all scripts of a job, 32 MB for what they make, a quarter of a million characters for what they say. */
export const usualLimits: ScriptLimits = { timeMs: 2000, memory: 32 * 1024 * 1024, output: 256 * 1024 };

/** A thread that does not answer so long after the time is over is killed. */
const usualGraceMs = 500;
/** A job that was not begun by then is answered as busy. */
const patienceMs = 4000;
const longestQueue = 500;
/** A thread keeps little beside the memory of the engine, which has its own limit. */
const resourceLimits = { maxOldGenerationSizeMb: 64, maxYoungGenerationSizeMb: 16, stackSizeMb: 4 };

/**
 * A few threads, each with one job at a time. They start when there is something to run. No tenant holds all of them: scripts that loop delay those of their own tenant alone.
 */
export class ScriptPool implements ScriptRunner {
  readonly #limits: ScriptLimits;
  readonly #graceMs: number;
  readonly #size: number;
  readonly #perTenant: number;
  readonly #threads = new Set<Thread>();
  #queue: readonly Task[] = [];

  constructor({ limits = usualLimits, graceMs = usualGraceMs, size = Math.max(2, Math.min(4, availableParallelism())) }: { readonly limits?: ScriptLimits; readonly graceMs?: number; readonly size?: number } = {}) {
    this.#graceMs = graceMs;
    this.#limits = limits;
    this.#size = size;
    this.#perTenant = Math.max(1, Math.floor(size / 2));
  }

  /** How many threads there are. */
  get threads(): number { return this.#threads.size; }

  run(job: ScriptJob): Promise<ScriptResult> {
    if (this.#queue.length >= longestQueue) return Promise.resolve(failedWith('busy', 'Too many scripts wait.'));
    return new Promise((settle) => {
      const task: Task = { job, settle, expire: undefined };
      task.expire = setTimeout(() => {
        this.#queue = this.#queue.filter((other) => other !== task);
        settle(failedWith('busy', 'No thread was free in time.'));
      }, patienceMs);
      this.#queue = [...this.#queue, task];
      this.#dispatch();
    });
  }

  async close(): Promise<void> {
    for (const task of this.#queue) {
      clearTimeout(task.expire);
      task.settle(failedWith('busy', 'The server ends.'));
    }
    this.#queue = [];
    await Promise.all([...this.#threads].map((thread) => thread.worker.terminate()));
  }

  /** Gives threads what waits, the oldest first, but no tenant more than its share. */
  #dispatch(): void {
    for (const task of this.#queue) {
      const { tenant } = task.job;
      const running = [...this.#threads].filter((thread) => thread.task !== undefined);
      if (running.filter((thread) => thread.tenant === tenant).length >= this.#perTenant) continue;
      const thread = this.#idle(tenant) ?? (this.#threads.size < this.#size ? this.#start() : undefined);
      if (thread === undefined) return;
      this.#queue = this.#queue.filter((other) => other !== task);
      this.#begin(thread, task);
    }
  }

  /** One that has the engine of the tenant at hand, before any other. */
  #idle(tenant: string): Thread | undefined {
    const idle = [...this.#threads].filter((thread) => thread.task === undefined);
    return idle.find((thread) => thread.tenant === tenant) ?? idle[0];
  }

  #begin(thread: Thread, task: Task): void {
    clearTimeout(task.expire);
    thread.task = task;
    thread.tenant = task.job.tenant;
    thread.kill = setTimeout(() => void this.#end(thread, failedWith('time', 'The thread was killed.')), this.#limits.timeMs + this.#graceMs);
    thread.worker.postMessage({ job: task.job, limits: this.#limits } satisfies WorkerOrder);
  }

  #start(): Thread {
    // Beside this module, compiled or not. It has no environment, and what it writes is of no interest.
    const worker = new Worker(new URL(`./worker${extname(import.meta.url)}`, import.meta.url), { env: {}, argv: [], stdout: true, stderr: true, resourceLimits });
    worker.unref();
    const thread: Thread = { worker, tenant: '', task: undefined, kill: undefined };
    worker.on('message', (result: ScriptResult) => { this.#settle(thread, result); this.#dispatch(); });
    worker.on('error', () => void this.#end(thread, failedWith('lost', 'The thread died.')));
    worker.on('exit', () => void this.#end(thread, failedWith('lost', 'The thread ended.')));
    this.#threads.add(thread);
    return thread;
  }

  #settle(thread: Thread, result: ScriptResult): void {
    clearTimeout(thread.kill);
    const { task } = thread;
    thread.task = undefined;
    task?.settle(result);
  }

  /** The thread is of no use any more; another one takes its place when it is needed. */
  async #end(thread: Thread, result: ScriptResult): Promise<void> {
    if (!this.#threads.delete(thread)) return;
    this.#settle(thread, result);
    await thread.worker.terminate();
    this.#dispatch();
  }
}
