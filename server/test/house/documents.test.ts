import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import { test } from 'node:test';
import { fromRoot, textOf } from './repository.ts';

test('Every file and folder that ARCHITECTURE.md names exists: the map and the three walks match the code', () => {
  const named = [...textOf('ARCHITECTURE.md').matchAll(/`([a-z-]+\/[A-Za-z0-9_./-]*|[a-z-]+\.ts)`/g)].map((match) => match[1] ?? '');
  // Parts of a path that stands whole in front of them: `protocol/tokens/issue-tokens.ts`, `formats/`.
  const places = (path: string) => [path, `server/src/${path}`, `server/src/protocol/tokens/${path}`].map(fromRoot);
  assert.ok(named.length > 40, `${named.length} names`);
  assert.deepEqual(named.filter((path) => !places(path).some((place) => existsSync(place))), []);
});

test('The list of decisions names every decision', () => {
  const listed = textOf('docs/decisions/README.md');
  assert.deepEqual(readdirSync(fromRoot('docs/decisions')).filter((file) => /^\d{3}-/.test(file) && !listed.includes(`(${file})`)), []);
});
