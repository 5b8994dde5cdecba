import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';

const microsPerTick = 1_000_000 / Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }));

/** CPU time of a process so far, all its threads, user and system, in microseconds (steps of a clock tick, 10 ms). */
export function cpuMicros(pid: number): number {
  const [user, system] = cpuTicks(pid);
  return (user + system) * microsPerTick;
}

/** As {@link cpuMicros}, with all child processes, those that ended included: a database of many processes. */
export function treeCpuMicros(pid: number): number {
  const [user, system, endedUser, endedSystem] = cpuTicks(pid);
  const own = (user + system + endedUser + endedSystem) * microsPerTick;
  return childrenOf(pid).reduce((sum, child) => sum + cpuMicros(child), own);
}

/** utime, stime, cutime, cstime; zeros when the process ended meanwhile. */
function cpuTicks(pid: number): readonly [number, number, number, number] {
  const stat = readOrNothing(`/proc/${pid}/stat`);
  // The name in brackets may hold spaces, so the fields are counted from behind it.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return [Number(fields[11] ?? 0), Number(fields[12] ?? 0), Number(fields[13] ?? 0), Number(fields[14] ?? 0)];
}

export function childrenOf(pid: number): readonly number[] {
  const threads = readdirSync(`/proc/${pid}/task`);
  return threads.flatMap((thread) => readOrNothing(`/proc/${pid}/task/${thread}/children`).split(' ').filter((text) => text !== '').map(Number));
}

/** Resident memory in megabytes (10^6 bytes). */
export function residentMegabytes(pid: number): number {
  const kibibytes = Number(/^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? Number.NaN);
  return (kibibytes * 1024) / 1_000_000;
}

function readOrNothing(path: string): string {
  try { return readFileSync(path, 'utf8'); } catch { return ''; }
}
