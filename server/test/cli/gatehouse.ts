import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { programFile } from './program-file.ts';


/** A new folder, for one test. */
export const newFolder = () => mkdtempSync(join(tmpdir(), 'gatehouse-cli-'));

export interface Run { readonly code: number | null; readonly out: string; readonly err: string }
export interface Surroundings { readonly cwd?: string; readonly environment?: Readonly<Record<string, string>>; readonly input?: string; /** Another installation than the one of this repository. */ readonly program?: string }

/** Only what is given, so that no variable of the machine changes a test; but modules that the tests have compiled need not be compiled anew for every folder. */
const environmentOf = (extra: Readonly<Record<string, string>> = {}) => ({ PATH: process.env['PATH'] ?? '', ...compiled, ...extra });
const cache = process.env['NODE_COMPILE_CACHE'];
const compiled: Readonly<Record<string, string>> = cache === undefined ? {} : { NODE_COMPILE_CACHE: cache };

/** Runs the real program to its end. */
export async function gatehouse(args: readonly string[], { cwd = newFolder(), environment, input }: Surroundings = {}): Promise<Run> {
  const child = spawn(process.execPath, [programFile(), ...args], { cwd, env: environmentOf(environment), timeout: 120_000, killSignal: 'SIGKILL' });
  const [out, err] = [gather(child.stdout), gather(child.stderr)];
  child.stdin.end(input ?? '');
  const [code] = await once(child, 'close') as [number | null];
  return { code, out: out().trim(), err: err().trim() };
}

function gather(stream: NodeJS.ReadableStream): () => string {
  let text = '';
  stream.setEncoding('utf8').on('data', (chunk: string) => { text += chunk; });
  return () => text;
}

/** A server that runs until `stop`; `ready` is its line of JSON. */
export interface Running { readonly child: ChildProcess; readonly ready: Readonly<Record<string, unknown>>; readonly err: () => string; stop(signal?: NodeJS.Signals): Promise<number | null> }

export async function startGatehouse(args: readonly string[], { cwd = newFolder(), environment, program = programFile() }: Surroundings = {}): Promise<Running> {
  const child = spawn(process.execPath, [program, ...args], { cwd, env: environmentOf(environment), stdio: ['ignore', 'pipe', 'pipe'] });
  const err = gather(child.stderr);
  const closed = once(child, 'close') as Promise<[number | null]>;
  const line = once(createInterface({ input: child.stdout }), 'line') as Promise<[string]>;
  const first = await Promise.race([line, closed.then(([code]) => { throw new Error(`gatehouse ended with ${code}: ${err()}`); })]);
  return {
    child, err, ready: JSON.parse(first[0]) as Record<string, unknown>,
    async stop(signal = 'SIGTERM') {
      child.kill(signal);
      return (await closed)[0];
    },
  };
}
