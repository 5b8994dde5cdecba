import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { freshFor } from '../../../src/protocol/documents/freshness.ts';

describe('how long a document is fresh', () => {
  const cases: readonly (readonly [string | undefined, string | undefined, number])[] = [
    [undefined, undefined, 600], ['public', undefined, 600], ['s-maxage=900', undefined, 600], ['must-revalidate', '9999', 600],
    ['max-age=900', undefined, 900], ['Public, MAX-AGE=900', undefined, 900], ['max-age="900"', undefined, 900], ['max-age=60', undefined, 60], ['max-age=3600', undefined, 3600],
    ['max-age=0', undefined, 60], ['max-age=59', undefined, 60], ['max-age=3601', undefined, 3600], ['max-age=9999999999', undefined, 3600],
    ['no-store', undefined, 60], ['no-cache', undefined, 60], ['no-cache="set-cookie", max-age=900', undefined, 60], ['max-age=900, no-store', undefined, 60],
    ['max-age=-1', undefined, 60], ['max-age=soon', undefined, 60], ['max-age=', undefined, 60], ['max-age=99999999999', undefined, 60], ['max-age=900, max-age=1800', undefined, 900],
    ['max-age=900', '100', 800], ['max-age=900', '5000', 60], ['max-age=900', 'old', 900],
  ];
  for (const [control, age, seconds] of cases) {
    test(`RFC 9111 §4.2.1: Cache-Control ${control ?? 'missing'} and Age ${age ?? 'missing'} mean ${seconds} seconds`, () => {
      assert.equal(freshFor({ ...(control === undefined ? {} : { 'cache-control': control }), ...(age === undefined ? {} : { age }) }), seconds);
    });
  }
});
