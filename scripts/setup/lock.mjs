import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const pollMs = 200;
/** A lock of another machine on the same disk: nobody installs for that long. */
const foreignLimitMs = 15 * 60_000;
/** The file is made and written in two steps; an empty one is young, or its maker died between them. */
const emptyLimitMs = 5_000;

/**
 * Runs the work while no other process of this folder does. Waits for the other one, and takes over what a dead one left behind.
 * `onWait` is called once, with the id of the process that is waited for.
 */
export async function withLock(file, work, onWait = () => undefined) {
  mkdirSync(dirname(file), { recursive: true });
  for (let told = false; !take(file);) {
    if (clearStale(file) === 'alive' && !told) {
      onWait(ownerOf(file)?.pid);
      told = true;
    }
    await sleep(pollMs);
  }
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}

/** The one step that decides who has it: the file is made only where there is none. */
function take(file) {
  try {
    writeFileSync(file, JSON.stringify({ pid: process.pid, born: birthOf(process.pid), host: hostname() }), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
}

/** Removes the lock of a dead process. Only one waiter looks at a time: else the second would remove what the first one has just taken. */
function clearStale(file) {
  const guard = `${file}.guard`;
  try {
    writeFileSync(guard, '', { flag: 'wx' });
  } catch {
    if (ageOf(guard) > emptyLimitMs) rmSync(guard, { force: true });
    return 'guarded';
  }
  try {
    if (!isStale(file)) return 'alive';
    rmSync(file, { force: true });
    return 'removed';
  } finally {
    rmSync(guard, { force: true });
  }
}

function isStale(file) {
  const owner = ownerOf(file);
  if (owner === undefined) return ageOf(file) > emptyLimitMs;
  if (owner.host !== hostname()) return ageOf(file) > foreignLimitMs;
  return !isAlive(owner.pid) || birthOf(owner.pid) !== owner.born;
}

function ownerOf(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** When the process started, where the system tells: a process id alone is given out again. */
function birthOf(pid) {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) /s, '').split(' ')[19];
  } catch {
    return undefined;
  }
}

function ageOf(file) {
  try {
    return Date.now() - statSync(file).mtimeMs;
  } catch {
    return 0;
  }
}
