import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { ConnectionOptions } from '../../../src/identity/connections/connection-options.ts';
import { nameRulesOf } from '../../../src/identity/connections/name-rules.ts';
import { passwordRulesOf } from '../../../src/identity/connections/password-rules.ts';
import { findPasswordFlaw } from '../../../src/identity/passwords/password-flaw.ts';
import { parsePassword } from '../../../src/identity/passwords/password-text.ts';
import { Refusal } from '../../../src/kernel/refusal.ts';

const person = { canonicalEmail: 'jane.doe@example.com', username: 'jd77', profile: { given_name: 'Jane', family_name: 'Łukasz-Nowak', nickname: 'JJ' }, userMetadata: { first_name: 'Janina' } };
const judge = (options: ConnectionOptions) => (password: string): string => {
  const text = parsePassword(password);
  return text instanceof Refusal ? text.reason : findPasswordFlaw(text, { rules: passwordRulesOf(options), person, tenantName: 'Pied Piper' })?.reason ?? 'accepted';
};
const expect = (options: ConnectionOptions, expected: Readonly<Record<string, string>>) => { for (const [password, outcome] of Object.entries(expected)) assert.equal(judge(options)(password), outcome, `${JSON.stringify(options)} ${password}`); };
const ok = 'accepted';

describe('Auth0: what the options of a database ask of passwords', () => {
  test('the levels: none takes what everybody guesses, low has six characters, fair three kinds, good three of four, excellent ten and no repetition', () => {
    expect({ passwordPolicy: 'none' }, { 'x': ok, 'password': ok, '': 'signup.password_weak' });
    expect({ passwordPolicy: 'low' }, { 'violet': ok, 'viole': 'signup.password_weak', 'password': 'signup.password_weak' });
    expect({ passwordPolicy: 'fair' }, { 'Violet7otter': ok, 'violet7otter': 'password.kinds_missing', 'Violetotter': 'password.kinds_missing', 'VIOLET7OTTER': 'password.kinds_missing', 'Viol7et': 'signup.password_weak' });
    expect({ passwordPolicy: 'good' }, { 'Violet7otter': ok, 'violet 7 otter': ok, 'violet otter': 'password.kinds_missing', 'Violetotter': 'password.kinds_missing' });
    expect({ passwordPolicy: 'excellent' }, { 'Violet7otter': ok, 'Violet7ot': 'signup.password_weak', 'Violet77otter': ok, 'Violet777otter': 'password.repeated', 'violet otter lamp': 'password.kinds_missing' });
    expect({ passwordPolicy: null }, { 'violet otter lamp': ok, 'violet7': 'signup.password_weak' });
  });

  test('a length of its own wins over that of the level, and is counted in characters, not in bytes or halves of them', () => {
    expect({ passwordPolicy: 'low', password_complexity_options: { min_length: 12 } }, { 'violet otte': 'signup.password_weak', 'violet otter': ok });
    expect({ password_complexity_options: { min_length: 8 } }, { '🐙🐢🦀🐡🐙🐢🦀': 'signup.password_weak', '🐙🐢🦀🐡🐙🐢🦀🐳': ok, 'пароль-я': ok });
  });

  test('the newer shape wins over the older members, where it says something', () => {
    expect({ passwordPolicy: 'excellent', password_options: { complexity: { min_length: 6, character_types: [], identical_characters: 'allow' } } }, { 'vioooo': ok });
    expect({ password_options: { complexity: { character_types: ['lowercase', 'uppercase', 'number', 'special'], character_type_rule: 'three_of_four' } } }, { 'violet 7 otter': ok, 'violet otter': 'password.kinds_missing' });
    expect({ password_options: { complexity: { character_types: ['number', 'special'] } } }, { 'violet 7': ok, 'violet77': 'password.kinds_missing' });
    expect({ password_options: { complexity: { sequential_characters: 'block' } } }, { 'violetABcDotter': 'password.sequence', 'violet 4321 otter': 'password.sequence', 'violet abc otter': ok, 'violet 1357 otter': ok });
    expect({ password_dictionary: { enable: true, dictionary: ['violet otter'] }, password_options: { dictionary: { active: false } } }, { 'violet otter': ok });
    assert.deepEqual([passwordRulesOf({ password_history: { enable: true } }).history, passwordRulesOf({ password_history: { enable: true, size: 9 }, password_options: { history: { active: false } } }).history, passwordRulesOf({ password_options: { history: { active: true, size: 2 } } }).history, passwordRulesOf({ password_history: { enable: false, size: 9 } }).history], [5, 0, 2, 0]);
  });

  test('words of the tenant are refused in any case and form of letters, as a whole', () => {
    expect({ password_dictionary: { enable: true, dictionary: ['Violet Otter', 'éclairs!'] } }, { 'VIOLET otter': 'password.in_dictionary', 'violet otter lamp': ok, 'e\u0301clairs!': 'password.in_dictionary' });
    expect({ password_dictionary: { enable: false, dictionary: ['violet otter'] } }, { 'violet otter': ok });
  });

  test('parts of the name and address of the person are refused wherever they stand, but for the shortest', () => {
    expect({ password_no_personal_info: { enable: true } }, { 'my Jane 4 ever': 'password.personal', 'xx-doe-xx-yy': 'password.personal', 'jd77 violet': 'password.personal', 'łukasz violet': 'password.personal', 'violet janina': 'password.personal', 'jj violet otter': ok, 'example.com otter': ok });
    expect({ password_no_personal_info: { enable: false } }, { 'my Jane 4 ever': ok });
    expect({}, { 'jane.doe': 'signup.password_weak', 'jane.doe@example.com': 'signup.password_weak', 'pied piper': 'signup.password_weak' });
  });
});

describe('Auth0: under which names people of a database sign in', () => {
  test('attributes win over requires_username; what is not named is not used', () => {
    assert.deepEqual(nameRulesOf({}), { email: { signup: 'required', signsIn: true }, username: { signup: 'inactive', signsIn: true, min: 1, max: 15 } });
    assert.deepEqual(nameRulesOf({ requires_username: true, validation: { username: { min: 4, max: 9 } } }).username, { signup: 'required', signsIn: true, min: 4, max: 9 });
    assert.deepEqual(nameRulesOf({ requires_username: true, attributes: { email: { identifier: { active: false }, signup: { status: 'optional' } }, username: { profile_required: true, validation: { min_length: 2 } } } }), { email: { signup: 'optional', signsIn: false }, username: { signup: 'required', signsIn: true, min: 2, max: 15 } });
    assert.deepEqual(nameRulesOf({ attributes: { username: { profile_required: true } } }).email, { signup: 'inactive', signsIn: false });
  });
});
