import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testTitles } from '../house/test-titles.ts';
import { notYet, rows } from './rows.ts';

/** The rows that a title names: `Seed row 5`, `Seed rows 5, 7 and 8`. */
const rowsOf = (title: string) => [...title.matchAll(/Seed rows? (\d+(?:(?:, | and )\d+)*)/g)].flatMap((match) => (match[1] ?? '').split(/\D+/).map(Number));

test('Every row of the inventory is named by a test, or is listed with what it still lacks', async () => {
  const named = new Set((await testTitles()).flatMap(rowsOf));
  const numbers = Object.keys(rows).map(Number);
  assert.deepEqual(numbers.filter((row) => !named.has(row) && notYet[row] === undefined).map((row) => `${row}: ${rows[row] ?? ''}`), []);
  assert.deepEqual(Object.keys(notYet).map(Number).filter((row) => named.has(row)), [], 'these are tests by now: take them off the list');
  assert.deepEqual(Object.keys(notYet).map(Number).filter((row) => rows[row] === undefined), [], 'these are no rows');
});
