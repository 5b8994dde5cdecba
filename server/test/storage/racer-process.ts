import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { AppliedMigrations, StorageOptions } from '../../src/storage/storage.ts';
import type { RacerOrder } from './racer.ts';

const program = fileURLToPath(new URL('./racer.js', import.meta.url));

/** A process with a storage of its own on a database that others use too. */
export class Racer {
  readonly applied: AppliedMigrations;
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #lines: AsyncIterator<string>;

  private constructor(child: ChildProcessWithoutNullStreams, lines: AsyncIterator<string>, applied: AppliedMigrations) {
    this.#child = child;
    this.#lines = lines;
    this.applied = applied;
  }

  /** Starts the process, under `wrapper` (a command and its arguments) if one is given, and waits until its storage is open. */
  static async start(options: StorageOptions, wrapper: readonly string[] = []): Promise<Racer> {
    const [command = '', ...parameters] = [...wrapper, process.execPath, program, JSON.stringify(options)];
    const child = spawn(command, parameters);
    let complaint = '';
    child.stderr.on('data', (bytes: Buffer) => { complaint += bytes.toString(); });
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    const first = await lines.next();
    if (first.done === true) throw new Error(`The racer did not start: ${complaint}`);
    return new Racer(child, lines, JSON.parse(first.value) as AppliedMigrations);
  }

  tell(order: RacerOrder): void { this.#child.stdin.write(`${JSON.stringify(order)}\n`); }

  /** The next line that it says; `undefined` when it has ended. */
  async hear(): Promise<string | undefined> {
    const next = await this.#lines.next();
    return next.done === true ? undefined : next.value;
  }

  /** What it says until it has nothing more to do. */
  async hearAll(): Promise<readonly string[]> {
    const said: string[] = [];
    for (let line = await this.hear(); line !== undefined && line !== '"written"'; line = await this.hear()) said.push(line);
    return said;
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode !== null) return;
    const gone = once(this.#child, 'exit');
    this.#child.stdin.end();
    await gone;
  }

  /** It is gone in the middle of whatever it does. */
  async kill(): Promise<void> {
    const gone = once(this.#child, 'exit');
    this.#child.kill('SIGKILL');
    await gone;
  }
}
