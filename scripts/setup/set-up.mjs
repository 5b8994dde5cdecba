import { join } from 'node:path';
import { build, isBuilt } from './build.mjs';
import { buildDashboard, isDashboardBuilt } from './build-dashboard.mjs';
import { buildDocs, isDocsBuilt } from './build-docs.mjs';
import { install, isInstalled } from './install.mjs';
import { withLock } from './lock.mjs';
import { root } from './root.mjs';

const say = (line) => process.stderr.write(`${line}\n`);

/** Packages, compiled server, built dashboard and rendered documentation as they must be; does nothing, quickly, when they are. `building: false` stops after the packages. */
export async function setUp({ building = true } = {}) {
  const isReady = () => isInstalled() && (!building || (isBuilt() && isDashboardBuilt() && isDocsBuilt()));
  if (isReady()) return;
  await withLock(join(root, '.build-setup/lock'), async () => {
    // Asked again: the process that we waited for may have done it.
    if (!isInstalled()) {
      say('Installing the packages of package-lock.json, once (npm ci) …');
      await install();
    }
    if (building) await buildAll();
  }, (pid) => say(`Waiting for the set-up that another process has begun${pid === undefined ? '' : ` (process ${pid})`} …`));
}

/** The server and then the documentation, which is made with it, and the dashboard beside both. All have ended when this has, also where one failed. */
async function buildAll() {
  const serverAndDocs = async () => {
    if (!isBuilt()) {
      say('Compiling the server …');
      await build();
    }
    if (!isDocsBuilt()) {
      say('Rendering the documentation …');
      await buildDocs();
    }
  };
  const dashboard = async () => {
    if (isDashboardBuilt()) return;
    say('Building the dashboard …');
    await buildDashboard();
  };
  const failed = (await Promise.allSettled([serverAndDocs(), dashboard()])).find(({ status }) => status === 'rejected');
  if (failed !== undefined) throw failed.reason;
}

/** What every script does with an error: its words on stderr, and exit code 1. */
export async function orFail(work) {
  try {
    return await work();
  } catch (error) {
    say(`✖ ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 1;
    return undefined;
  }
}
