import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { indexOf } from './pack-files.mjs';
import { findNode } from './pinned-node.mjs';
import { root } from './root.mjs';
import { runQuietly } from './run-process.mjs';

const stamp = join(root, 'server/dist/.gatehouse-docs');

const filesIn = (folder) => readdirSync(folder, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? filesIn(join(folder, entry.name)) : [join(folder, entry.name)]));
/** The pages, what makes them, and what their facts come from: the compiled catalogue is as new as the stamp of the server. */
const sources = () => ['server/dist/.gatehouse-sources', 'server/package.json', 'dashboard/src/look/tokens.css', 'scripts/setup/pack-files.mjs', 'node_modules/.gatehouse-lock'].map((file) => join(root, file)).filter(existsSync)
  .concat(filesIn(join(root, 'docs')), filesIn(join(root, 'scripts/docs')));

/** Path, size and time of everything that the pages are made of. */
function fingerprint() {
  const hash = createHash('sha256');
  for (const file of sources().sort()) {
    const { size, mtimeMs } = statSync(file);
    hash.update(`${relative(root, file)}\0${size}\0${mtimeMs}\n`);
  }
  return hash.digest('hex');
}

/** Was the documentation rendered from the sources of now? */
export const isDocsBuilt = () => existsSync(indexOf('docs')) && existsSync(stamp) && readFileSync(stamp, 'utf8') === fingerprint();

/** Renders docs/ for the server. Throws with the words of what failed. */
export async function buildDocs() {
  const before = fingerprint();
  rmSync(stamp, { force: true });
  const { code, output } = await runQuietly(findNode(), [join(root, 'scripts/docs/make-site.mjs')], { cwd: root });
  if (code !== 0) throw new Error(`The documentation can not be rendered (exit code ${code}).\n${output}`);
  writeFileSync(stamp, before);
}
