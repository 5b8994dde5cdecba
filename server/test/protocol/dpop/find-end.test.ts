import assert from 'node:assert/strict';
import { createSecretKey } from 'node:crypto';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { Refusal } from '../../../src/kernel/refusal.ts';
import { rulesOf } from '../../../src/protocol/client/profiles.ts';
import { dpopNonces } from '../../../src/protocol/dpop/dpop-nonces.ts';
import { findEnd } from '../../../src/protocol/dpop/find-end.ts';
import type { ProofClaims } from '../../../src/protocol/dpop/proof-claims.ts';
import { clientOfTest, tenantOfTest } from '../../endpoints/interaction/visitor.ts';

const now = 1_800_000_000;
const tenant = tenantOfTest();
const noncesAt = (at: number) => dpopNonces(createSecretKey(Buffer.alloc(32, 3)), { now: () => at, nowMs: () => at * 1000 });
const open = rulesOf(clientOfTest('open'));
const strict = rulesOf(clientOfTest('strict', { profile: 'fapi2' }));
const claims = (over: Partial<ProofClaims>): ProofClaims => ({ jti: 'j', htm: 'POST', address: 'https://a.example/', iat: now, exp: Number.MAX_SAFE_INTEGER, nbf: 0, nonce: undefined, ath: undefined, ...over });
const ask = (over: Partial<ProofClaims>, rules = open, at = now) => findEnd(claims(over), rules, { tenant, nonces: noncesAt(at), now: at });
const reasonOf = (answer: number | Refusal) => (answer instanceof Refusal ? answer.reason : answer);

describe('RFC 9449 §11.1: how long a proof is good', () => {
  test('RFC 9449 §11.1: from 60 s before to 10 s after the time of the server, and not a second more', () => {
    for (const [off, expected] of [[0, now + 60], [-60, now], [10, now + 70], [-61, 'dpop.clock_differs'], [11, 'dpop.clock_differs'], [-1800, 'dpop.clock_differs'], [-1801, 'dpop.out_of_time'], [1801, 'dpop.out_of_time'], [3600, 'dpop.out_of_time'], [-3600, 'dpop.out_of_time']] as const) {
      assert.equal(reasonOf(ask({ iat: now + off })), expected, String(off));
    }
  });
  test('RFC 9449 §8: the profile fapi2 takes none without a nonce, and with one keeps to the window', () => {
    const nonce = noncesAt(now).current(tenant);
    for (const [over, expected] of [[{}, 'dpop.nonce_missing'], [{ nonce: 'x' }, 'dpop.nonce_stale'], [{ nonce, iat: now - 61 }, 'dpop.out_of_time'], [{ nonce, iat: now + 11 }, 'dpop.out_of_time']] as const) assert.equal(reasonOf(ask(over, strict)), expected);
    assert.equal(ask({ nonce }, strict), noncesAt(now).endOf(tenant, nonce));
  });
  test('RFC 7519 §4.1.4, RFC 7519 §4.1.5: exp and nbf hold, with 10 s for clocks that differ', () => {
    for (const [over, ok] of [[{ exp: now - 9 }, true], [{ exp: now - 10 }, false], [{ nbf: now + 10 }, true], [{ nbf: now + 11 }, false]] as const) assert.equal(!(ask(over) instanceof Refusal), ok, JSON.stringify(over));
  });
  test('RFC 9449 §11.1: a used proof is remembered as long as it could be used: after its end it is refused, whatever it says', () => {
    const offset = fc.integer({ min: -4000, max: 4000 });
    fc.assert(fc.property(fc.record({ off: offset, withNonce: fc.boolean(), isStrict: fc.boolean(), later: fc.integer({ min: 0, max: 4000 }) }), ({ off, withNonce, isStrict, later }) => {
      const proof = { iat: now + off, nonce: withNonce ? noncesAt(now).current(tenant) : undefined };
      const rules = isStrict ? strict : open;
      const end = ask(proof, rules);
      if (typeof end !== 'number') return;
      assert.ok(end >= now);
      if (now + later > end) assert.ok(ask(proof, rules, now + later) instanceof Refusal, `end ${end - now}, later ${later}`);
    }), { numRuns: 2000 });
  });
});
