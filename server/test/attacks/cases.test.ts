import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testTitles } from '../house/test-titles.ts';
import { cases, notYet } from './cases.ts';

test('Every attack case of the classes that apply is a test with its number, or is listed with the reason why it can not be one yet', async () => {
  const all = (await testTitles()).join('\n');
  const missing = cases.filter((number) => !all.includes(number) && notYet[number] === undefined);
  assert.deepEqual(missing, []);
  const built = Object.keys(notYet).filter((number) => all.includes(number));
  assert.deepEqual(built, [], 'these are tests by now: take them off the list');
});
