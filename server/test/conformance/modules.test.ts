import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, test } from 'node:test';
import { modules, notReenacted } from './modules.ts';
import { renderTable, type Found } from './render-table.ts';

/** The sources of the tests; the built ones have no types but the same titles. */
const root = join(import.meta.dirname.split('/dist/')[0] ?? '', 'test');
const sources = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.test.ts') && !file.endsWith('modules.test.ts')).sort();
const texts = sources.map((file) => ({ file, text: readFileSync(join(root, file), 'utf8') }));

const found: readonly Found[] = modules.map((module) => ({
  module, reason: notReenacted[module.name],
  files: texts.filter(({ text }) => new RegExp(`(?<![\\w-])${module.name}(?![\\w-])`).test(text)).map(({ file }) => file),
}));

describe('Modules of the OpenID conformance suite', () => {
  test('each is re-enacted by a test that names it, or stands in the list with the reason', () => {
    const missing = found.filter(({ files, reason }) => files.length === 0 && reason === undefined).map(({ module }) => module.name);
    assert.deepEqual(missing, []);
  });
  test('none is both', () => {
    assert.deepEqual(found.filter(({ files, reason }) => files.length > 0 && reason !== undefined).map(({ module }) => module.name), []);
    assert.deepEqual(Object.keys(notReenacted).filter((name) => !modules.some((module) => module.name === name)), []);
  });
  test('docs/reference/conformance.md is what the tests say', () => {
    const page = join(dirname(dirname(root)), 'docs', 'reference', 'conformance.md');
    assert.equal(readFileSync(page, 'utf8'), renderTable(found), 'run: node scripts/conformance-table.mjs');
  });
});
