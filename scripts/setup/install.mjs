import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join, sep } from 'node:path';
import { root } from './root.mjs';
import { runQuietly } from './run-process.mjs';

const stamp = join(root, 'node_modules/.gatehouse-lock');
const lockfile = join(root, 'package-lock.json');
const hashOfLockfile = () => createHash('sha256').update(readFileSync(lockfile)).digest('hex');
const read = (file) => (existsSync(file) ? readFileSync(file, 'utf8') : undefined);

/** Do the installed packages belong to the lockfile of now? */
export function isInstalled() {
  const wanted = hashOfLockfile();
  if (read(stamp) === wanted) return true;
  if (!npmInstalledTheSame()) return false;
  writeFileSync(stamp, wanted);
  return true;
}

/** Installs what the lockfile says, from the package registry. */
export async function install() {
  // npm would run on the Node inside the folder that it is about to remove: it gets a path without that folder.
  const path = (process.env.PATH ?? '').split(delimiter).filter((entry) => !entry.includes(`${sep}node_modules${sep}.bin`)).join(delimiter);
  const args = ['ci', '--no-audit', '--no-fund', '--loglevel=error', '--include=dev', '--include=optional'];
  const { code, output } = await runQuietly('npm', args, { cwd: root, env: { ...process.env, PATH: path }, shell: process.platform === 'win32' });
  if (code !== 0) throw new Error(`npm ${args.join(' ')} failed (exit code ${code}).\n${output}`);
  writeFileSync(stamp, hashOfLockfile());
}

/** After a plain `npm install` there is no stamp of ours: npm's own list of what it installed is compared with the lockfile instead. */
function npmInstalledTheSame() {
  const installed = read(join(root, 'node_modules/.package-lock.json'));
  if (installed === undefined) return false;
  const there = JSON.parse(installed).packages;
  const wanted = Object.entries(JSON.parse(readFileSync(lockfile, 'utf8')).packages).filter(([path]) => path.includes('node_modules/'));
  return wanted.every(([path, { version, integrity, link, optional }]) => {
    const found = there[path];
    if (found === undefined) return optional === true;
    return link === true || (found.version === version && found.integrity === integrity);
  });
}
