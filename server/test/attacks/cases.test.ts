import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testTitles } from '../house/test-titles.ts';
import { cases, notYet } from './cases.ts';

test('Every attack case of the classes that apply is a test with its number, or is listed with the reason why it can not be one yet', async () => {
  // As words: A128KW is an algorithm.
  const named: ReadonlySet<string> = new Set((await testTitles()).join('\n').match(/\bA\d{3}\b/g));
  const missing = cases.filter((number) => !named.has(number) && notYet[number] === undefined);
  assert.deepEqual(missing, []);
  const built = Object.keys(notYet).filter((number) => named.has(number));
  assert.deepEqual(built, [], 'these are tests by now: take them off the list');
});
