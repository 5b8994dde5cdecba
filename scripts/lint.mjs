// npm run lint: eslint, dependency-cruiser and the checks of the house. Ends with 1 when anything is said.
import { join } from 'node:path';
import { findNode } from './setup/pinned-node.mjs';
import { root } from './setup/root.mjs';
import { becomeProcess } from './setup/run-process.mjs';
import { orFail, setUp } from './setup/set-up.mjs';

await orFail(async () => {
  await setUp({ building: false });
  return becomeProcess(findNode(), [join(root, 'scripts/house/run-lint.mjs'), ...process.argv.slice(2)]);
});
