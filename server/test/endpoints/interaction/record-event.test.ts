import assert from 'node:assert/strict';
import { test } from 'node:test';
import { logRecordOf } from '../../../src/endpoints/record-event.ts';
import { systemClock } from '../../../src/kernel/time.ts';
import { invalidRequest } from '../../../src/protocol/vocabulary/errors.ts';
import { tenantOfTest, Visitor } from './visitor.ts';

test('a decision record becomes one compact line of the log', () => {
  const request = new Visitor(tenantOfTest()).request('/u/login', { form: {} });
  Object.assign(request.record.facts, { clientId: 'web', userId: 'auth0|1', scope: 'openid', connection: 'people' });
  request.record.pass('client.known');
  request.record.pass('redirect_uri.registered', { received: 'https://rp.example/cb' });
  request.record.refuse(invalidRequest('transaction.unknown', { expected: 'state' }));
  const { key, detail, ...rest } = logRecordOf(request, 'login.password', { clock: systemClock });
  assert.deepEqual(rest, { event: 'login.password', type: 'f', result: 'refused', reason: 'transaction.unknown', clientId: 'web', userId: 'auth0|1', connection: 'people', address: '192.0.2.1' });
  assert.match(key, /^[0-9a-f]{12}[A-Za-z0-9_-]{32}$/);
  assert.deepEqual(JSON.parse(detail), {
    id: request.id, method: 'POST', path: '/u/login', userAgent: 'Test/1', facts: { scope: 'openid' },
    checks: [['client.known', 1], ['redirect_uri.registered', 1, 'https://rp.example/cb'], ['transaction.alive', 0, null, 'state']],
  });
});

test('a secret in the wrong parameter does not reach the log', () => {
  const request = new Visitor(tenantOfTest()).request('/authorize');
  const secret = 'dGhpcyBpcyBhIHNlY3JldCB2YWx1ZSBvZiA0NCBjaGFycw';
  request.record.refuse(invalidRequest('prompt.unknown', { received: `Bearer ${secret}`, expected: `not ${secret}.${secret}` }));
  const { detail } = logRecordOf(request, 'authorize', { clock: systemClock });
  assert.ok(!detail.includes(secret));
  assert.match(detail, /Bearer dGhpcy…/);
});
