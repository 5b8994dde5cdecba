import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** Which cores are whose; `undefined` where the machine has one core only, or no taskset. */
export interface Pinning { readonly server: string; readonly load: string }

/** One core for the servers and another for the load generator, of those that this process may use. */
export function findPinning(): Pinning | undefined {
  const allowed = /^Cpus_allowed_list:\s*(.+)$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? '';
  const cores = allowed.split(',').flatMap(range);
  const [load, server] = [cores[0], cores.at(-1)];
  if (load === undefined || server === undefined || load === server) return undefined;
  return spawnSync('taskset', ['--version']).status === 0 ? { server: String(server), load: String(load) } : undefined;
}

function range(text: string): readonly number[] {
  const [first = 0, last = first] = text.split('-').map(Number);
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

/** Moves running processes, with all their threads, to a core. */
export function pin(pids: readonly number[], core: string | undefined): void {
  if (core === undefined) return;
  for (const pid of pids) execFileSync('taskset', ['-a', '-c', '-p', core, String(pid)], { stdio: 'ignore' });
}
