import { access, constants, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Settings } from '../../settings/settings.ts';
import { fail, ok, warn, type Finding } from './finding.ts';

/** The first second in which this version can run: a clock before it is wrong. */
const notBefore = Date.UTC(2026, 0, 1);

/** Node, the clock, and the data folder. */
export async function judgeMachine({ data }: Settings): Promise<readonly Finding[]> {
  return [judgeNode(process.versions.node), judgeClock(Date.now()), await judgeFolder(data)];
}

/** The floor of `engines`. */
export function judgeNode(version: string): Finding {
  return Number(version.split('.')[0]) >= 24 ? ok('node', `Node ${version}`) : fail('node', `Node ${version} is too old`, 'Install Node 24 or newer.');
}

/** Tokens live by the clock: one that is far off makes every token expired or not yet valid. */
export function judgeClock(nowMs: number): Finding {
  const shown = new Date(nowMs).toISOString();
  return nowMs >= notBefore ? ok('clock', shown) : fail('clock', `The clock says ${shown}, which is before this version was made`, 'Set the clock, and keep it set with NTP.');
}

async function judgeFolder(data: string): Promise<Finding> {
  const found = await stat(data).catch(() => undefined);
  if (found === undefined) {
    const parent = await nearestFolder(data);
    return await isWritable(parent) ? ok('data folder', `${data} will be made at the first start`) : fail('data folder', `${data} can not be made in ${parent}`, `Make the folder, or choose another with --data.`);
  }
  if (!found.isDirectory()) return fail('data folder', `${data} is no folder`, 'Choose another with --data.');
  if (!await isWritable(data)) return fail('data folder', `${data} is not writable for this user`, `Give the folder to the user that runs the server.`);
  return (found.mode & 0o007) === 0 || process.platform === 'win32' ? ok('data folder', data) : warn('data folder', `${data} is open to every user of the machine`, `chmod 700 ${data}`);
}

async function nearestFolder(path: string): Promise<string> {
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    if (await stat(folder).then((found) => found.isDirectory(), () => false) || folder === dirname(folder)) return folder;
  }
}

const isWritable = (path: string) => access(path, constants.W_OK).then(() => true, () => false);
