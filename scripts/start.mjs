// npm start: sets up what is missing, then runs the server in development mode. What follows `--` reaches the server.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { findNode, runsOnNewNode } from './setup/pinned-node.mjs';
import { root } from './setup/root.mjs';
import { becomeProcess } from './setup/run-process.mjs';
import { orFail, setUp } from './setup/set-up.mjs';

const main = join(root, 'server/dist/bundle/server/main.js');
const args = ['dev', ...process.argv.slice(2)];

await orFail(async () => {
  await setUp();
  // npm puts the pinned Node first in the path once it is installed: then no second process is needed.
  if (!runsOnNewNode()) return becomeProcess(findNode(), [main, ...args]);
  process.argv = [process.execPath, main, ...args];
  return import(pathToFileURL(main).href);
});
