import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { bearerErrorReply } from '../../../src/endpoints/bearer-error.ts';
import { Refusal } from '../../../src/kernel/refusal.ts';
import { proveAuthentication } from '../../../src/protocol/resource-access/prove-authentication.ts';

const now = 10_000;

describe('RFC 9470 §3: step-up', () => {
  test('RFC 9470 §3: one of the acr values and a sign-in that is recent enough are enough', () => {
    for (const demand of [{}, { acrValues: ['silver', 'gold'] }, { maxAge: 60 }, { acrValues: ['gold'], maxAge: 60 }]) {
      assert.ok(!(proveAuthentication({ acr: 'gold', authTime: now - 60 }, demand, now) instanceof Refusal), JSON.stringify(demand));
    }
  });
  test('RFC 9470 §3: another acr, an old sign-in, and a token that says nothing are refused', () => {
    for (const [known, demand] of [
      [{ acr: 'bronze', authTime: now }, { acrValues: ['silver', 'gold'] }], [{ acr: undefined, authTime: now }, { acrValues: ['gold'] }],
      [{ acr: 'gold', authTime: now - 61 }, { maxAge: 60 }], [{ acr: 'gold', authTime: undefined }, { maxAge: 60 }], [{ acr: 'gold', authTime: now - 61 }, { acrValues: ['gold'], maxAge: 60 }],
    ] as const) {
      const refusal = proveAuthentication(known, demand, now);
      assert.ok(refusal instanceof Refusal && refusal.code === 'insufficient_user_authentication', JSON.stringify(demand));
    }
  });
  test('RFC 9470 §3: the challenge is a 401 that names the acr_values and the max_age that would do', () => {
    const demand = { acrValues: ['silver', 'gold'], maxAge: 60 };
    const refusal = proveAuthentication({ acr: undefined, authTime: undefined }, demand, now);
    assert.ok(refusal instanceof Refusal);
    const reply = bearerErrorReply(refusal, { authentication: demand });
    assert.ok(reply.kind === 'json' && reply.status === 401);
    assert.match(reply.headers?.['www-authenticate'] ?? '', /^Bearer realm="Gatehouse", error="insufficient_user_authentication", error_description="[^"]+", acr_values="silver gold", max_age="60"$/);
  });
});
