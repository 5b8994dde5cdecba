import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { FileProblem, RowScanner, type ScanPlace } from '../../src/management/jobs/scan-rows.ts';

const start: ScanPlace = { position: 0, shape: undefined };

/** The rows of a file that comes in pieces of `size` bytes, with where each ends. */
function scan(file: Buffer, size = file.length, place: ScanPlace = start) {
  const scanner = new RowScanner(place);
  const rows = [];
  for (let at = place.position; at < file.length; at += size) rows.push(...scanner.push(file.subarray(at, at + size)));
  const last = scanner.finish();
  return { rows: last === undefined ? rows : [...rows, last], shape: scanner.shape };
}
const values = (rows: ReturnType<typeof scan>['rows']) => rows.map(({ bytes }) => (typeof bytes === 'string' ? bytes : JSON.parse(bytes.toString()) as unknown));
const problem = (text: string | Buffer) => {
  try { return JSON.stringify(values(scan(Buffer.from(text)).rows)); } catch (error) {
    if (error instanceof FileProblem) return error.message;
    throw error;
  }
};
// RFC 8259 §6: JSON has no negative zero that a reader must keep.
const json = (value: unknown) => JSON.parse(JSON.stringify(value)) as unknown;
const rowsOf = fc.array(fc.oneof(fc.dictionary(fc.string(), fc.jsonValue()), fc.jsonValue()), { maxLength: 6 });

describe('the rows of a file', () => {
  test('RFC 8259 §5: an array of any JSON, in pieces of any size, has the rows that JSON.parse has', () => {
    fc.assert(fc.property(rowsOf, fc.integer({ min: 1, max: 40 }), fc.constantFrom(undefined, 1, '\t', '\r\n'), (rows, size, indent) => {
      const file = Buffer.from(JSON.stringify(rows, null, indent));
      assert.deepEqual(values(scan(file, size).rows), json(rows));
    }), { numRuns: 300 });
  });

  test('objects on lines of their own have the same rows, and may be spread over several lines', () => {
    fc.assert(fc.property(fc.array(fc.dictionary(fc.string(), fc.jsonValue()), { minLength: 1, maxLength: 6 }), fc.integer({ min: 1, max: 40 }), fc.boolean(), (rows, size, spread) => {
      const file = Buffer.from(rows.map((row) => JSON.stringify(row, null, spread ? 1 : undefined)).join('\n'));
      assert.deepEqual(values(scan(file, size).rows), json(rows));
    }), { numRuns: 300 });
  });

  test('a scan that begins again after any row finds the rest', () => {
    fc.assert(fc.property(rowsOf, fc.integer({ min: 1, max: 40 }), (rows, size) => {
      const file = Buffer.from(JSON.stringify(rows, null, 1));
      const { rows: all, shape } = scan(file);
      for (const [index, { end }] of all.entries()) assert.deepEqual(values(scan(file, size, { position: end, shape }).rows), json(rows.slice(index + 1)));
    }), { numRuns: 100 });
  });

  test('A213: a file that is no list of rows, is cut off, compressed or goes on after its end is told so', () => {
    assert.deepEqual(['', '  \n', '"text"', '[{"a":1}', '[{"a":1},', '[{"a":1},]', '[,{}]', '[{}{}]', '[{}] {}', '{"a":', '{"a":1}]', '[{"a":"]', Buffer.from([0x1f, 0x8b, 8]), Buffer.from([0, 1, 2])].map(problem), [
      'The file is empty.', 'The file is empty.', 'The file is neither a JSON array nor lines of JSON objects.', 'The file ends in the middle.', 'The file ends in the middle.',
      'A row is missing between two commas, or before the end.', 'A row is missing between two commas, or before the end.', 'A comma or the end of the array is missing.', 'Something follows after the end of the array.',
      'The file ends in the middle.', 'A row is missing between two commas, or before the end.', 'The file ends in the middle.',
      'The file is compressed: send it as it is.', 'The file is neither a JSON array nor lines of JSON objects.',
    ]);
    assert.equal(problem('\ufeff[{"a":1}]'), '[{"a":1}]');
  });

  test('A213: a row of any length or depth costs no more than the longest that is kept', () => {
    const long = `{"a":"${'x'.repeat(3_000_000)}"}`;
    const deep = `{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}`;
    const { rows } = scan(Buffer.from(`[${long},{"b":1},${deep},{"c":1}]`), 65_536);
    assert.deepEqual(values(rows), ['too_long', { b: 1 }, 'too_deep', { c: 1 }]);
  });
});
