import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { findTimeFlaw, type TimeRules } from '../../../src/protocol/jwt/time-claims.ts';

const now = 1_800_000_000;
const loose: TimeRules = { now, required: [] };
const strict: TimeRules = { now, required: ['exp', 'nbf'], longestSpan: 3600, oldestStart: 3600 };
const brief: TimeRules = { now, required: ['exp'], longestAhead: 600 };

describe('RFC 7519 §4.1: the times of a JWT that somebody else wrote', () => {
  test('RFC 7519 §2: a time is a number, also with a fraction, or no time at all', () => {
    for (const claims of [{}, { exp: now + 1 }, { exp: now + 0.5 }, { nbf: now, iat: now, exp: now + 60 }]) assert.equal(findTimeFlaw(claims, loose), undefined, JSON.stringify(claims));
    for (const value of ['1', null, true, [], {}, NaN, Infinity, -Infinity, -1]) {
      for (const name of ['exp', 'nbf', 'iat']) assert.match(findTimeFlaw({ [name]: value }, loose)?.received ?? '', new RegExp(`^${name} `), `${name} ${JSON.stringify(value)}`);
    }
  });

  test('RFC 7519 §4.1.4: from the second on that exp names it is over', () => {
    assert.equal(findTimeFlaw({ exp: now + 1 }, loose), undefined);
    for (const exp of [now, now - 1, 0]) assert.ok(findTimeFlaw({ exp }, loose));
  });

  test('FAPI 2.0 §5.3.2.1: nbf and iat may be ten seconds ahead, not eleven', () => {
    for (const name of ['nbf', 'iat']) {
      for (const ahead of [-100_000, 0, 8, 10]) assert.equal(findTimeFlaw({ [name]: now + ahead }, loose), undefined);
      for (const ahead of [11, 61, 100_000]) assert.deepEqual(findTimeFlaw({ [name]: now + ahead }, loose), { expected: `${name} at most 10 seconds ahead`, received: `${ahead} seconds ahead` });
    }
  });

  test('FAPI 2.0 §5.3.2.1: what is demanded must be there, and nothing may be good for longer than is allowed', () => {
    assert.ok(findTimeFlaw({ nbf: now }, strict));
    assert.ok(findTimeFlaw({ exp: now + 60 }, strict));
    assert.equal(findTimeFlaw({ nbf: now, exp: now + 3600 }, strict), undefined);
    assert.ok(findTimeFlaw({ nbf: now, exp: now + 3601 }, strict));
    assert.ok(findTimeFlaw({ nbf: now - 3601, exp: now + 60 }, strict));
    assert.equal(findTimeFlaw({ nbf: now - 3500, exp: now + 60 }, strict), undefined);
    assert.equal(findTimeFlaw({ exp: now + 610 }, brief), undefined);
    assert.ok(findTimeFlaw({ exp: now + 611 }, brief));
    assert.ok(findTimeFlaw({ iat: now }, brief));
  });
});
