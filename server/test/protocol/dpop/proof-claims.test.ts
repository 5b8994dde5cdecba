import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { Refusal } from '../../../src/kernel/refusal.ts';
import { parseProofClaims } from '../../../src/protocol/dpop/proof-claims.ts';

const right = { jti: 'j', htm: 'POST', htu: 'https://a.example/x?y#z', iat: 1000 };

describe('RFC 9449 §4.2: the claims of a proof', () => {
  test('RFC 9449 §4.2: jti, htm, htu and iat are enough; nonce, ath, exp and nbf may be there', () => {
    assert.deepEqual(parseProofClaims(right), { jti: 'j', htm: 'POST', address: 'https://a.example/x', iat: 1000, exp: Number.MAX_SAFE_INTEGER, nbf: 0, nonce: undefined, ath: undefined });
    const more = parseProofClaims({ ...right, nonce: 'n', ath: 'a', exp: 2000, nbf: 900, other: [] });
    assert.ok(!(more instanceof Refusal) && more.nonce === 'n' && more.ath === 'a' && more.exp === 2000 && more.nbf === 900);
  });
  test('RFC 9449 §4.3: each that is missing or of a wrong type is named', () => {
    const wrong: readonly (readonly [string, unknown])[] = [
      ['jti', undefined], ['jti', ''], ['jti', 7], ['jti', 'j'.repeat(257)], ['htm', undefined], ['htm', ['POST']], ['htu', undefined], ['htu', 'x'], ['htu', {}], ['iat', undefined], ['iat', '1000'], ['iat', null],
      ['exp', 'x'], ['nbf', null], ['nonce', 5], ['ath', null],
    ];
    for (const [name, value] of wrong) {
      const refusal = parseProofClaims({ ...right, [name]: value });
      assert.ok(refusal instanceof Refusal && refusal.code === 'invalid_dpop_proof' && refusal.reason === 'dpop.claim_wrong', `${name} ${JSON.stringify(value)}`);
      assert.match(refusal.evidence.expected ?? '', new RegExp(`${name}\\b`));
    }
    assert.ok(!(parseProofClaims({ ...right, jti: 'j'.repeat(256) }) instanceof Refusal));
  });
  test('RFC 9449 §4.3: whatever JSON a proof holds, it is read or refused', () => {
    fc.assert(fc.property(fc.dictionary(fc.constantFrom('jti', 'htm', 'htu', 'iat', 'exp', 'nbf', 'nonce', 'ath', '__proto__'), fc.jsonValue()), (claims) => {
      const read = parseProofClaims(claims);
      assert.ok(read instanceof Refusal || (read.jti !== '' && Number.isFinite(read.iat)));
    }));
  });
});
