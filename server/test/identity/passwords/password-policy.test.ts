import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { commonPasswords } from '../../../src/identity/passwords/common-passwords.ts';
import { passwordRulesOf } from '../../../src/identity/connections/password-rules.ts';
import { findPasswordFlaw } from '../../../src/identity/passwords/password-flaw.ts';
import { parsePassword } from '../../../src/identity/passwords/password-text.ts';
import { Refusal } from '../../../src/kernel/refusal.ts';

const context = { rules: passwordRulesOf({}), person: { canonicalEmail: 'jane.doe@example.com' }, tenantName: 'Pied Piper' };
const judge = (password: string) => {
  const text = parsePassword(password);
  return text instanceof Refusal ? text.reason : findPasswordFlaw(text, context)?.reason ?? 'accepted';
};

describe('which passwords may be set', () => {
  test('A169: common, short and contextual passwords are refused', () => {
    for (const weak of ['', 'short77', 'password', 'Password123', 'QWERTYUIOP', '12345678', 'aaaaaaaaaa', 'ababababab', 'Jane.Doe@example.com', 'jane.doe', 'pied piper', '         ', '       x', 'ｐａｓｓｗｏｒｄ']) assert.equal(judge(weak), 'signup.password_weak', weak);
  });

  test('A169: there are no rules about kinds of characters', () => {
    for (const fine of ['violet otter lamp', 'nochangeinthisone', ' leading blank', '7301948265', 'пароль длинный', '密码密码密碼不错吧', '🐙🐙🐢🐙🦀🐙🐙🐡']) assert.equal(judge(fine), 'accepted', fine);
  });

  test('A168: up to 1,024 bytes are taken, and what is longer is refused before any work is done with it', () => {
    for (const length of [64, 128, 1024]) assert.equal(judge(`${'ab3'.repeat(400)}`.slice(0, length - 1) + 'z'), 'accepted', String(length));
    for (const tooLong of ['x'.repeat(1025), 'é'.repeat(513), 'x'.repeat(1_000_000)]) assert.equal(judge(tooLong), 'login.password_too_long');
  });

  test('A168: the same characters from another keyboard are the same password', () => {
    assert.equal(parsePassword('re\u0301sume\u0301'), parsePassword('r\u00e9sum\u00e9'));
    assert.notEqual(parsePassword('resume'), parsePassword('r\u00e9sum\u00e9'));
  });

  test('the list of common passwords is lower case, and long enough to matter', () => {
    assert.ok(commonPasswords.size >= 200);
    for (const word of commonPasswords) {
      assert.equal(word, word.toLowerCase());
      assert.ok(word.length >= 8, word);
    }
  });
});
