import assert from 'node:assert/strict';
import { test } from 'node:test';
import { textOf } from './repository.ts';

interface Locked { readonly dependencies?: Record<string, string>; readonly optionalDependencies?: Record<string, string>; readonly peerDependencies?: Record<string, string>; readonly peerDependenciesMeta?: Record<string, { readonly optional?: boolean }>; readonly hasInstallScript?: boolean; readonly os?: readonly string[]; readonly cpu?: readonly string[]; readonly libc?: readonly string[] }
const { packages } = JSON.parse(textOf('package-lock.json')) as { readonly packages: Record<string, Locked> };

/** Where Node finds a package that `from` asks for. */
function find(name: string, from: string): string | undefined {
  for (let folder = from; ; folder = folder.includes('/node_modules/') ? folder.slice(0, folder.lastIndexOf('/node_modules/')) : '') {
    const place = `${folder === '' ? '' : `${folder}/`}node_modules/${name}`;
    if (packages[place] !== undefined) return place;
    if (folder === '') return undefined;
  }
}

/** Does npm leave it out on this kind of machine? */
const isForeign = ({ os, cpu, libc }: Locked) => os?.includes('linux') === false || cpu?.includes('x64') === false || libc?.includes('glibc') === false;

/** Every package that `npm ci --omit=dev -w server` installs on Linux x64. */
function tree(): readonly string[] {
  const found = new Set<string>();
  const waiting = ['server'];
  for (let place = waiting.pop(); place !== undefined; place = waiting.pop()) {
    const locked = packages[place] ?? {};
    const peers = Object.keys(locked.peerDependencies ?? {}).filter((name) => locked.peerDependenciesMeta?.[name]?.optional !== true);
    for (const name of [...Object.keys(locked.dependencies ?? {}), ...Object.keys(locked.optionalDependencies ?? {}), ...peers]) {
      const next = find(name, place);
      if (next === undefined || found.has(next) || isForeign(packages[next] ?? {})) continue;
      found.add(next);
      waiting.push(next);
    }
  }
  return [...found];
}

test('The server installs at most 100 packages, none with an install script, and README names the number', () => {
  const all = tree();
  assert.deepEqual(all.filter((place) => packages[place]?.hasInstallScript === true), []);
  assert.ok(all.length <= 100, `${all.length} packages`);
  assert.match(textOf('README.md'), new RegExp(`installs ${all.length} packages, without an install script`));
});
