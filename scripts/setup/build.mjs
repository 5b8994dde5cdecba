import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { findNode } from './pinned-node.mjs';
import { root } from './root.mjs';
import { runQuietly } from './run-process.mjs';

const server = join(root, 'server');
const dist = join(server, 'dist');
const stamp = join(dist, '.gatehouse-sources');
const parts = ['src', 'test', 'bench'];
const isSource = (path) => /\.tsx?$/.test(path) && !path.endsWith('.d.ts');

const filesIn = (folder) => (existsSync(folder) ? readdirSync(folder, { withFileTypes: true }) : [])
  .flatMap((entry) => (entry.isDirectory() ? filesIn(join(folder, entry.name)) : [join(folder, entry.name)]));

const sources = () => parts.flatMap((part) => filesIn(join(server, part))).filter((file) => /\.(tsx?|json)$/.test(file));
const outputOf = (source) => join(dist, relative(server, source)).replace(/\.tsx?$/, '.js');

/** Path, size and time of every source and of what decides how it is compiled. */
function fingerprint() {
  const settings = [join(server, 'tsconfig.json'), join(root, 'tsconfig.base.json'), join(root, 'node_modules/.gatehouse-lock'), join(root, 'scripts/setup/bundle.mjs')].filter(existsSync);
  const hash = createHash('sha256');
  for (const file of [...settings, ...sources()].sort()) {
    const { size, mtimeMs } = statSync(file);
    hash.update(`${relative(root, file)}\0${size}\0${mtimeMs}\n`);
  }
  return hash.digest('hex');
}

/** Was the server compiled from the sources of now? */
export const isBuilt = () => existsSync(join(dist, 'bundle/server/main.js')) && existsSync(stamp) && readFileSync(stamp, 'utf8') === fingerprint();

/** Compiles server, tests and benchmark. Throws with the compiler's words. */
export async function build() {
  // The fingerprint of before: a source saved while the compiler runs is then built again the next time.
  const before = fingerprint();
  rmSync(stamp, { force: true });
  // The incremental compiler trusts its notes: it would not write an output again that somebody removed.
  if (sources().filter(isSource).some((source) => !existsSync(outputOf(source)))) rmSync(join(dist, '.tsbuildinfo'), { force: true });
  const { code, output } = await runQuietly(findNode(), [join(root, 'node_modules/typescript-7/bin/tsc'), '-p', server, '--pretty', 'false'], { cwd: root });
  removeStaleOutputs();
  if (code !== 0) throw new Error(`The server does not compile (exit code ${code}).\n${output}`);
  const bundled = await runQuietly(findNode(), [join(root, 'scripts/setup/bundle.mjs')], { cwd: root });
  if (bundled.code !== 0) throw new Error(`The compiled server can not be bundled (exit code ${bundled.code}).\n${bundled.output}`);
  writeFileSync(stamp, before);
}

/** An output whose source is gone: a deleted test would run for ever. */
function removeStaleOutputs() {
  const wanted = new Set(sources().filter(isSource).map(outputOf));
  for (const file of parts.flatMap((part) => filesIn(join(dist, part))).filter((file) => /\.js(\.map)?$/.test(file))) {
    if (!wanted.has(file.replace(/\.map$/, ''))) rmSync(file);
  }
}
