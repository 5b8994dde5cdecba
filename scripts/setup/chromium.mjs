import { existsSync, readFileSync } from 'node:fs';
import { runQuietly } from './run-process.mjs';

const usual = '/usr/bin/chromium';
const packages = ['chromium', 'fonts-liberation', 'libnss3-tools'];

/** The Chromium of the machine, put there from Debian's packages where that is allowed: `{ path }`, or `{ missing }` with the reason. */
export async function findChromium() {
  const wished = process.env.CHROMIUM;
  if (wished !== undefined && wished !== '') return existsSync(wished) ? { path: wished } : { missing: `there is no Chromium at ${wished}, which CHROMIUM names` };
  if (existsSync(usual)) return { path: usual };
  if (!isDebian()) return { missing: `there is no ${usual}, and only Debian's packages are installed by themselves; set CHROMIUM to a Chromium` };
  if (process.getuid?.() !== 0) return { missing: `there is no ${usual}, and only root may install it: apt-get install ${packages.join(' ')}` };
  return installFromDebian();
}

const isDebian = () => existsSync('/etc/debian_version') && /^ID(?:_LIKE)?="?[^\n]*debian/m.test(existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : '');

async function installFromDebian() {
  process.stderr.write(`Installing ${packages.join(', ')} from Debian's packages, for the tests in a browser …\n`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  for (const args of [['update', '-q'], ['install', '-y', '-q', '--no-install-recommends', ...packages]]) {
    const { code, output } = await runQuietly('apt-get', args, { env });
    if (code !== 0) return { missing: `apt-get ${args[0]} failed: ${output.trim().split('\n').at(-1)}` };
  }
  return existsSync(usual) ? { path: usual } : { missing: `apt-get brought no ${usual}` };
}
