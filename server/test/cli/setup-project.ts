import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { runCommandLine } from '../../src/cli/run-command-line.ts';
import type { RunningHouse } from '../flows/house.ts';

const packages = join(import.meta.dirname, '../../../../node_modules');

/** A project of a developer: a folder with these files. The packages of this repository are installed in it. */
export function newProject(files: Readonly<Record<string, string>> = {}): string {
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-project-'));
  symlinkSync(packages, join(folder, 'node_modules'));
  for (const [name, text] of Object.entries(files)) write(folder, name, text);
  return folder;
}

export function write(folder: string, name: string, text: string): void {
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  writeFileSync(join(folder, name), text);
}
export const read = (folder: string, name: string) => readFileSync(join(folder, name), 'utf8');
export const packageJson = (...names: readonly string[]) => JSON.stringify({ name: 'shop', dependencies: Object.fromEntries(names.map((name) => [name, '*'])) });

/** What `setup --json` tells. */
export interface SetupAnswer {
  readonly framework: string; readonly because: string; readonly others: readonly string[]; readonly issuer: string; readonly running: boolean; readonly dry_run: boolean;
  readonly application: { readonly client_id: string; readonly type: string; readonly state: string; readonly changes: readonly string[]; readonly callbacks: readonly string[]; readonly logout_urls: readonly string[]; readonly web_origins: readonly string[] };
  readonly api: { readonly identifier: string; readonly state: string } | null;
  readonly environment: { readonly file: string; readonly added: readonly string[]; readonly changed: readonly string[]; readonly kept: readonly string[] };
  readonly gitignore: string; readonly install: string | null; readonly run: string; readonly next: string; readonly try: string | null;
  readonly code: readonly { readonly file: string; readonly text: string }[];
}
export interface SetupRun { readonly code: number; readonly out: string; readonly err: string; json(): SetupAnswer }

/** How a command line is run in this process: on the data folder of a house, and with the answers of the person at the terminal. */
export interface Place { readonly house: Pick<RunningHouse, 'data'> | undefined; readonly cwd: string; readonly answers?: readonly string[] }

/** `gatehouse setup …`, as the program runs it. */
export async function setup(args: readonly string[], { house, cwd, answers }: Place): Promise<SetupRun> {
  const [out, err]: [string[], string[]] = [[], []];
  const left = [...answers ?? []];
  const code = await runCommandLine(['setup', ...args, ...(house === undefined ? [] : ['--data', house.data])], {
    result: (text) => void out.push(text), progress: (text) => void err.push(text), interactive: false, cwd,
    // The key of `settingsFor`, with which the house sealed its own.
    environment: { GATEHOUSE_MASTER_KEY: Buffer.alloc(32, 7).toString('base64url') },
    ask: answers === undefined ? undefined : (question) => { err.push(question); return Promise.resolve(left.shift() ?? ''); },
    readInput: () => Promise.resolve(''), untilSignal: () => Promise.reject(new Error('No server is run.')),
  });
  return { code, out: out.join('\n'), err: err.join('\n'), json: () => JSON.parse(out.join('\n')) as SetupAnswer };
}

/** The server learns within a second of what another connection to its database wrote. */
export async function untilKnown({ house }: RunningHouse, clientId: string): Promise<void> {
  while (await house.storage.clients.findClient(house.defaultTenant.id, clientId) === undefined) await new Promise((resolve) => { setTimeout(resolve, 50); });
}

/** Puts the lines of a guide where they belong, word for word. */
export function writeCode(folder: string, { code }: SetupAnswer): void {
  for (const { file, text } of code) write(folder, file, text);
}

/** Runs a guide's own command in the project, in a shell where it needs one; only the Node of the tests takes the place of the machine's. */
export function start(folder: string, { run }: Pick<SetupAnswer, 'run'>): { readonly child: ChildProcess; readonly out: () => string; stop(): Promise<void> } {
  const [program = '', ...args] = run.startsWith('node ') ? [process.execPath, ...run.split(' ').slice(1)] : ['sh', '-c', run];
  const child = spawn(program, args, { cwd: folder, env: { PATH: process.env['PATH'] ?? '' }, stdio: ['ignore', 'pipe', 'pipe'] });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (part: string) => { text += part; });
  const closed = once(child, 'close');
  return { child, out: () => text, stop: async () => { child.kill(); await closed; } };
}

/** Until the app answers; its end is an error, with what it said. */
export async function untilListening(url: string, { child, out }: Pick<ReturnType<typeof start>, 'child' | 'out'>): Promise<void> {
  for (;;) {
    if (child.exitCode !== null) throw new Error(`The app ended: ${out()}`);
    if (await fetch(url).then(() => true, () => false)) return;
    await new Promise((resolve) => { setTimeout(resolve, 50); });
  }
}
