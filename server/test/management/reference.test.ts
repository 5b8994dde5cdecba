import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { operations } from '../../src/management/index.ts';
import { renderReference } from './render-reference.ts';

test('docs/reference/management-api.md is what the operations say', () => {
  const page = readFileSync(join(import.meta.dirname, '../../../../docs/reference/management-api.md'), 'utf8');
  assert.equal(page, renderReference(operations), 'run: node scripts/management-reference.mjs --write');
});

test('every operation has a heading of its own, and tells of its scopes and of every member of its body', () => {
  const page = renderReference(operations);
  for (const { method, path, scopes, body } of operations) {
    const section = page.split(`\n### ${method} ${path}\n`)[1]?.split('\n##')[0] ?? assert.fail(`${method} ${path}`);
    for (const scope of scopes) assert.ok(section.includes(`\`${scope}\``), `${method} ${path}: ${scope}`);
    const { properties = {} } = (body ?? {}) as { readonly properties?: object };
    for (const name of Object.keys(properties)) assert.ok(section.includes(`\n| \`${name}\``), `${method} ${path}: ${name}`);
  }
});
