import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { cases, notYet } from './cases.ts';

/** The titles of all tests, as they stand in the built tree beside this file. */
async function titles(): Promise<string> {
  const root = fileURLToPath(new URL('..', import.meta.url));
  const files = (await readdir(root, { recursive: true })).filter((file) => file.endsWith('.test.js'));
  const texts = await Promise.all(files.map((file) => readFile(join(root, file), 'utf8')));
  return texts.flatMap((text) => [...text.matchAll(/(?:test|it|describe)\(\s*(['"`])(.*?)\1/gs)].map((match) => match[2] ?? '')).join('\n');
}

test('Every attack case of the classes that apply is a test with its number, or is listed with the reason why it can not be one yet', async () => {
  const all = await titles();
  const missing = cases.filter((number) => !all.includes(number) && notYet[number] === undefined);
  assert.deepEqual(missing, []);
  const built = Object.keys(notYet).filter((number) => all.includes(number));
  assert.deepEqual(built, [], 'these are tests by now: take them off the list');
});
