// npm run fuzz: builds, then sends requests that are made from the OpenAPI document. What follows `--` reaches it.
import { join } from 'node:path';
import { findNode } from './setup/pinned-node.mjs';
import { root } from './setup/root.mjs';
import { becomeProcess } from './setup/run-process.mjs';
import { orFail, setUp } from './setup/set-up.mjs';

await orFail(async () => {
  await setUp();
  return becomeProcess(findNode(), [join(root, 'server/dist/test/fuzz/main.js'), ...process.argv.slice(2)]);
});
