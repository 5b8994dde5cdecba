import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { indexOf } from './pack-files.mjs';
import { findNode } from './pinned-node.mjs';
import { root } from './root.mjs';
import { runQuietly } from './run-process.mjs';

const dashboard = join(root, 'dashboard');
/** The one floor of the server whose values the dashboard has in it, too. */
const guides = join(root, 'server/src/guides');
const dist = join(dashboard, 'dist');
const stamp = join(dist, '.gatehouse-sources');

const filesIn = (folder) => readdirSync(folder, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? filesIn(join(folder, entry.name)) : [join(folder, entry.name)]));
const settings = ['dashboard/index.html', 'dashboard/tsconfig.json', 'tsconfig.base.json', 'scripts/setup/bundle-dashboard.mjs', 'scripts/setup/pack-files.mjs', 'node_modules/.gatehouse-lock'].map((file) => join(root, file));

/** Path, size and time of every source and of what decides how it is built. */
function fingerprint() {
  const hash = createHash('sha256');
  for (const file of [...settings.filter(existsSync), ...filesIn(join(dashboard, 'src')), ...filesIn(guides)].sort()) {
    const { size, mtimeMs } = statSync(file);
    hash.update(`${relative(root, file)}\0${size}\0${mtimeMs}\n`);
  }
  return hash.digest('hex');
}

/** Was the dashboard built from the sources of now? */
export const isDashboardBuilt = () => existsSync(indexOf('dashboard')) && existsSync(stamp) && readFileSync(stamp, 'utf8') === fingerprint();

/** Bundles the dashboard into `dashboard/dist`, and packs it for the server. Throws with the bundler's words; that its types fit is a part of the lint. */
export async function buildDashboard() {
  const before = fingerprint();
  rmSync(stamp, { force: true });
  const { code, output } = await runQuietly(findNode(), [join(root, 'scripts/setup/bundle-dashboard.mjs')], { cwd: root });
  if (code !== 0) throw new Error(`The dashboard can not be built (exit code ${code}).\n${output}`);
  writeFileSync(stamp, before);
}
