import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { atExit, killQuietly } from './at-exit.ts';

/** How a server is started: a script for the Node that runs the bench, and the address that answers 200 when it is ready. */
export interface Launch {
  readonly name: string;
  readonly script: string;
  readonly args: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly port: number;
  readonly readyPath: string;
}

/** A running server. */
export interface ServerProcess {
  readonly pid: number;
  /** From the spawn to the first 200. */
  readonly startMs: number;
  /** SIGTERM, and SIGKILL to who does not listen within 10 s; resolves when the process is gone. */
  readonly stop: () => Promise<void>;
}

const patienceMs = 30_000;

/** Starts the server on its core and waits for its first 200. Throws with what it wrote to stderr when it ends before. */
export async function startServer(launch: Launch, core: string | undefined): Promise<ServerProcess> {
  const node = [process.execPath, launch.script, ...launch.args];
  const [command = '', ...args] = core === undefined ? node : ['taskset', '-c', core, ...node];
  const started = performance.now();
  const child = spawn(command, args, { env: { PATH: process.env['PATH'], ...launch.environment, NODE_ENV: 'production' }, stdio: ['ignore', 'ignore', 'pipe'] });
  child.once('exit', atExit(() => killQuietly(child.pid, 'SIGKILL')));
  let complaints = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => { complaints = (complaints + text).slice(-4000); });
  try {
    await firstAnswer(launch, child);
  } catch (error) {
    await stop(child);
    throw new Error(`${launch.name}: ${(error as Error).message}\n${complaints}`, { cause: error });
  }
  return { pid: child.pid as number, startMs: performance.now() - started, stop: () => stop(child) };
}

async function firstAnswer({ port, readyPath }: Launch, child: ChildProcess): Promise<void> {
  const deadline = performance.now() + patienceMs;
  while (performance.now() < deadline) {
    if (child.exitCode !== null || child.signalCode !== null) throw new Error('ended before it answered');
    if (await answers(port, readyPath)) return;
    await sleep(1);
  }
  throw new Error('did not answer 200 in time');
}

const answers = (port: number, path: string) => new Promise<boolean>((resolve) => {
  const socket = connect(port, '127.0.0.1', () => socket.write(`GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nConnection: close\r\n\r\n`));
  socket.on('data', (bytes) => { socket.destroy(); resolve(bytes.toString('latin1', 9, 12) === '200'); });
  socket.on('error', () => resolve(false));
  socket.on('close', () => resolve(false));
});

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGTERM');
  const hard = setTimeout(() => child.kill('SIGKILL'), 10_000);
  await gone;
  clearTimeout(hard);
}
