import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../setup/root.mjs';
import { runQuietly } from '../setup/run-process.mjs';
import { findAll } from './checks.mjs';

/** Types of a whole program are many objects that live long: with more room for the young ones the collector runs less often. */
const tool = (path, ...args) => runQuietly(process.execPath, ['--max-semi-space-size=64', join(root, 'node_modules', path), ...args], { cwd: root });

const sources = () => ['server/src', 'server/test', 'server/bench'].filter((folder) => existsSync(join(root, folder)));

/**
 * Files that did not change since they were last found clean are passed over. A rule that looks at types may miss what another file's change did to such a file:
 * the lint of a fresh clone, which has no cache, is the one that counts.
 */
const cached = ['--cache', '--cache-strategy', 'content', '--cache-location', 'node_modules/.cache/eslint/'];

/** The parts of the lint; each runs when it is called and answers `{ code, output }`. */
export const parts = {
  eslint: () => tool('eslint/bin/eslint.js', '.', '--max-warnings', '0', '--no-color', ...cached),
  'dependency-cruiser': () => tool('dependency-cruiser/bin/dependency-cruiser.mjs', '--config', '.dependency-cruiser.cjs', '--output-type', 'err-long', '--no-progress', ...sources()),
  'dashboard types': () => tool('typescript-7/bin/tsc', '-p', 'dashboard', '--pretty', 'false'),
  'house checks': async () => {
    const lines = findAll(root).map(({ rule, file, line, message }) => `${file}${line === undefined ? '' : `:${line}`}  ${rule}  ${message}`);
    return { code: lines.length === 0 ? 0 : 1, output: lines.map((line) => `${line}\n`).join('') };
  },
};

/** Runs all parts at once: `{ name, code, output, seconds }` of each. */
export function lint() {
  return Promise.all(Object.entries(parts).map(async ([name, run]) => {
    const begun = performance.now();
    return { name, ...await run(), seconds: (performance.now() - begun) / 1000 };
  }));
}
