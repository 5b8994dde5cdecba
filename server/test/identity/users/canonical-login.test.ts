import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { canonicalLogin, parseEmail } from '../../../src/identity/users/canonical-login.ts';
import { Refusal } from '../../../src/kernel/refusal.ts';

describe('an account has one name', () => {
  test('spellings that look alike are one login', () => {
    for (const spelling of ['Alice@Example.COM', '  alice@example.com ', 'ａlice@example.com', 'alice＠example.com']) assert.equal(canonicalLogin(spelling), 'alice@example.com');
  });

  test('the canonical form is a fixed point', () => {
    for (const typed of ['İstanbul@example.com', 'K@example.com', 'ﬁne@example.com', 'ẞ@example.com', '\u00a0a@b.c']) assert.equal(canonicalLogin(canonicalLogin(typed)), canonicalLogin(typed));
  });

  test('a new address is kept as it was written and found in its canonical form', () => {
    assert.deepEqual(parseEmail(' Jane.Doe@Example.com '), { written: 'Jane.Doe@Example.com', canonical: 'jane.doe@example.com', localPart: 'jane.doe' });
  });

  test('what can not be an address is refused', () => {
    const bad = ['', 'alice', '@example.com', 'alice@', 'a@b@c.d', 'a b@c.d', 'a\u200b@c.d', 'a\u0007@c.d', 'a@.d', 'a@d.', 'a@b..c', `${'a'.repeat(65)}@b.c`, `a@${'b'.repeat(260)}.c`, 'alice＠example.com＠x.y'];
    for (const typed of bad) {
      const outcome = parseEmail(typed);
      assert.ok(outcome instanceof Refusal, JSON.stringify(typed));
      assert.equal(outcome.reason, 'signup.email_malformed');
    }
  });
});
