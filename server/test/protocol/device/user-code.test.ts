import assert from 'node:assert/strict';
import { createSecretKey } from 'node:crypto';
import { describe, test } from 'node:test';
import { canonicalUserCode, mintUserCode, renderUserCode, userCodeKey, type UserCodeStyle } from '../../../src/protocol/device/user-code.ts';

const base20: UserCodeStyle = { alphabet: 'base20', mask: '****-****' };

describe('User codes', () => {
  test('RFC 8628 §6.1: codes are of the alphabet, in the form of the mask, and every character comes up at every place', () => {
    const codes = Array.from({ length: 2000 }, () => mintUserCode(base20));
    for (const code of codes) assert.match(code, /^[BCDFGHJKLMNPQRSTVWXZ]{4}-[BCDFGHJKLMNPQRSTVWXZ]{4}$/);
    for (const place of [0, 3, 5, 8]) assert.equal(new Set(codes.map((code) => code[place])).size, 20);
    assert.match(mintUserCode({ alphabet: 'digits', mask: '*** *** ***' }), /^\d{3} \d{3} \d{3}$/);
    assert.match(mintUserCode({ alphabet: 'base20', mask: 'TV-****' }), /^TV-[A-Z]{4}$/);
  });

  test('RFC 8628 §6.1: case, dashes, blanks and full-width letters do not matter; anything else does', () => {
    for (const typed of ['BCDF-GHJK', 'bcdfghjk', ' b c d f – g h j k ', 'ＢＣＤＦＧＨＪＫ', 'bcdf.ghjk\u200b']) assert.equal(canonicalUserCode(typed), 'BCDFGHJK', typed);
    assert.notEqual(canonicalUserCode('BCDF-GHJ8'), 'BCDFGHJK');
    assert.equal(canonicalUserCode('-- \u202e'), '');
    assert.equal(canonicalUserCode('B'.repeat(500)).length, 64);
  });

  test('RFC 8628 §3.3: a typed code is told again in the form that the device shows; one of another length as it is', () => {
    assert.equal(renderUserCode('bcdfghjk', base20), 'BCDF-GHJK');
    assert.equal(renderUserCode('tvbcdf', { alphabet: 'base20', mask: 'TV-****' }), 'TV-BCDF');
    assert.equal(renderUserCode('bcdf', base20), 'BCDF');
    for (let i = 0; i < 50; i++) { const code = mintUserCode(base20); assert.equal(renderUserCode(code.toLowerCase().replace('-', ' '), base20), code); }
  });

  test('RFC 8628 §5.1: what is stored depends on the key of the server, not on the spelling', () => {
    const [one, two] = [1, 2].map((fill) => createSecretKey(Buffer.alloc(32, fill)));
    assert.ok(one !== undefined && two !== undefined);
    assert.equal(userCodeKey(one, 'BCDF-GHJK'), userCodeKey(one, 'bcdf ghjk'));
    assert.notEqual(userCodeKey(one, 'BCDF-GHJK'), userCodeKey(two, 'BCDF-GHJK'));
    assert.notEqual(userCodeKey(one, 'BCDF-GHJK'), userCodeKey(one, 'BCDF-GHJL'));
  });
});
