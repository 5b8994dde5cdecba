import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { atExit, killQuietly } from './machine/at-exit.ts';
import { scriptPath } from './target.ts';
import type { RawCost, RawOrder } from './peers/raw-costs-worker.ts';

/** Bare cryptography on the servers' core: what no server can be cheaper than. */
export interface RawCosts { measure(order: RawOrder): Promise<RawCost>; stop(): Promise<void> }

/** Starts the process that does it. */
export function startRawCosts(core: string | undefined): RawCosts {
  const node = [process.execPath, scriptPath('./peers/raw-costs-worker.js')];
  const [command = '', ...args] = core === undefined ? node : ['taskset', '-c', core, ...node];
  const child = spawn(command, args, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  child.once('exit', atExit(() => killQuietly(child.pid, 'SIGKILL')));
  return {
    async measure(order) {
      child.send(order);
      const ended = once(child, 'exit').then(() => { throw new Error('the process of the raw costs ended'); });
      const [cost] = await Promise.race([once(child, 'message'), ended]) as [RawCost];
      ended.catch(() => undefined);
      return cost;
    },
    async stop() {
      const gone = once(child, 'exit');
      child.kill();
      await gone;
    },
  };
}
