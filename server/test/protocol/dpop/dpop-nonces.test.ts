import assert from 'node:assert/strict';
import { createSecretKey } from 'node:crypto';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import type { TenantId } from '../../../src/kernel/tenant.ts';
import { dpopNonces } from '../../../src/protocol/dpop/dpop-nonces.ts';
import { tenantOfTest } from '../../endpoints/interaction/visitor.ts';

const key = createSecretKey(Buffer.alloc(32, 1));
const tenant = tenantOfTest();
const at = (now: number, secret = key) => dpopNonces(secret, { now: () => now, nowMs: () => now * 1000 });

describe('RFC 9449 §8: nonces of the server', () => {
  test('RFC 9449 §8: a nonce is good for five to ten minutes, on every node, and says when it ends', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 4_000_000_000 }), fc.integer({ min: 0, max: 1200 }), (now, later) => {
      const nonce = at(now).current(tenant);
      const end = at(now + later).endOf(tenant, nonce);
      assert.equal(end !== undefined, Math.floor((now + later) / 300) - Math.floor(now / 300) <= 1);
      if (end !== undefined) assert.ok(end > now + later && end - now > 300 && end - now <= 600);
    }));
  });
  test('RFC 9449 §11.3: nobody makes one: not of the future, of another tenant, of another key, nor by chance', () => {
    const nonces = at(1_000_000);
    assert.equal(nonces.endOf(tenant, at(1_000_300).current(tenant)), undefined);
    assert.equal(nonces.endOf(tenant, nonces.current({ ...tenant, id: 'other' as TenantId })), undefined);
    assert.equal(nonces.endOf(tenant, at(1_000_000, createSecretKey(Buffer.alloc(32, 2))).current(tenant)), undefined);
    fc.assert(fc.property(fc.string(), (text) => { assert.equal(nonces.endOf(tenant, text), undefined); }));
    assert.match(nonces.current(tenant), /^[A-Za-z0-9_-]{24}$/);
  });
});
