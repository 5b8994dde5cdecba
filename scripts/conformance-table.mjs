// Writes docs/reference/conformance.md from the names in the tests. Needs a build: npm run build.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './setup/root.mjs';

const { modules, notReenacted } = await import(join(root, 'server/dist/test/conformance/modules.js'));
const { renderTable } = await import(join(root, 'server/dist/test/conformance/render-table.js'));
const tests = join(root, 'server/test');
const texts = readdirSync(tests, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.test.ts') && !file.endsWith('modules.test.ts')).sort()
  .map((file) => ({ file, text: readFileSync(join(tests, file), 'utf8') }));
const found = modules.map((module) => ({
  module, reason: notReenacted[module.name],
  files: texts.filter(({ text }) => new RegExp(`(?<![\\w-])${module.name}(?![\\w-])`).test(text)).map(({ file }) => file),
}));
writeFileSync(join(root, 'docs/reference/conformance.md'), renderTable(found));
