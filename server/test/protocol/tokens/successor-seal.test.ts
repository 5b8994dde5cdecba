import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openSuccessor, sealSuccessor } from '../../../src/protocol/tokens/successor-seal.ts';

test('RFC 9700 §4.14.2: the successor of a rotated refresh token is told only to a holder of the old one', () => {
  const sealed = sealSuccessor('successor', 'old');
  assert.equal(openSuccessor(sealed, 'old'), 'successor');
  assert.equal(openSuccessor(sealed, 'other'), undefined);
  assert.equal(openSuccessor(sealed.slice(0, -2), 'old'), undefined);
  assert.equal(openSuccessor('', 'old'), undefined);
  assert.notEqual(sealed, sealSuccessor('successor', 'old'));
  assert.ok(!sealed.includes('successor'));
});
