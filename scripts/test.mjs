// npm test: sets up what is missing, then runs the lint and all tests. `npm test -- pattern` runs the files whose path holds the pattern.
import { join } from 'node:path';
import { findChromium } from './setup/chromium.mjs';
import { findNode } from './setup/pinned-node.mjs';
import { root } from './setup/root.mjs';
import { becomeProcess } from './setup/run-process.mjs';
import { orFail, setUp } from './setup/set-up.mjs';
import { findTests, needsChromium } from './test/plan.mjs';

const patterns = process.argv.slice(2);
const folder = join(root, 'server/dist/test');

/** How the tests learn of the browser; the names must not begin like settings of the server, which refuses what it does not know. */
async function browserEnvironment() {
  if (!needsChromium(folder, findTests(folder, patterns))) return {};
  const { path, missing } = await findChromium();
  return path === undefined ? { TEST_CHROMIUM_MISSING: missing } : { TEST_CHROMIUM: path };
}

const ready = await orFail(async () => {
  await setUp();
  return browserEnvironment();
});
if (ready === undefined) {
  process.stdout.write('\n0 passed, 1 failed, 0 skipped\n');
} else {
  await orFail(() => becomeProcess(findNode(), [join(root, 'scripts/test/main.mjs'), ...patterns], { env: { ...process.env, ...ready } }));
}
