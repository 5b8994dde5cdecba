// npm run bench: builds, then runs the benchmark. What follows `--` reaches it.
import { join } from 'node:path';
import { findNode } from './setup/pinned-node.mjs';
import { root } from './setup/root.mjs';
import { becomeProcess } from './setup/run-process.mjs';
import { orFail, setUp } from './setup/set-up.mjs';

await orFail(async () => {
  await setUp();
  return becomeProcess(findNode(), [join(root, 'server/dist/bench/main.js'), ...process.argv.slice(2)]);
});
