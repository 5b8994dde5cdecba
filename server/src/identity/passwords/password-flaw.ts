import { Refusal } from '../../kernel/refusal.ts';
import type { CharacterType } from '../connections/connection-options.ts';
import type { PasswordRules } from '../connections/password-rules.ts';
import { commonPasswords } from './common-passwords.ts';
import { namePartsOf, namesOf, type NamedPerson } from './person-words.ts';
import type { PasswordText } from './password-text.ts';

/** What a password is held against. */
export interface PasswordContext { readonly rules: PasswordRules; readonly person: NamedPerson; readonly tenantName: string }

type Flaw = Refusal<'invalid_request'>;
type Rule = (password: PasswordText, context: PasswordContext) => Flaw | undefined;

/** The first rule that a password breaks. The words name what was expected and never the password. */
export function findPasswordFlaw(password: PasswordText, context: PasswordContext): Flaw | undefined {
  for (const rule of [length, kinds, repeats, sequences, guesses, dictionary, personal]) {
    const flaw = rule(password, context);
    if (flaw !== undefined) return flaw;
  }
  return undefined;
}

const weak = (expected: string): Flaw => new Refusal('invalid_request', 'signup.password_weak', { expected });

/** Blanks around make nothing longer. */
const length: Rule = (password, { rules: { minLength } }) => ([...bare(password)].length < minLength ? weak(`at least ${minLength} characters`) : undefined);

const patterns: Readonly<Record<CharacterType, RegExp>> = { lowercase: /\p{Ll}/u, uppercase: /\p{Lu}/u, number: /\p{Nd}/u, special: /[^\p{Ll}\p{Lu}\p{Nd}]/u };
const inWords: Readonly<Record<CharacterType, string>> = { lowercase: 'lower-case letters', uppercase: 'upper-case letters', number: 'digits', special: 'special characters' };

const kinds: Rule = (password, { rules: { kinds: wanted } }) => {
  if (wanted === undefined || wanted.of.filter((kind) => patterns[kind].test(password)).length >= wanted.atLeast) return undefined;
  const which = wanted.of.map((kind) => inWords[kind]).join(', ');
  return new Refusal('invalid_request', 'password.kinds_missing', { expected: wanted.atLeast < wanted.of.length ? `${wanted.atLeast} of these: ${which}` : which });
};

const repeats: Rule = (password, { rules: { noRepeats } }) => (noRepeats && /(.)\1\1/su.test(password) ? new Refusal('invalid_request', 'password.repeated', { expected: 'no character three times in a row' }) : undefined);

const sequences: Rule = (password, { rules: { noSequences } }) => (noSequences && hasSequence(password) ? new Refusal('invalid_request', 'password.sequence', { expected: 'no four characters that follow one another' }) : undefined);

function hasSequence(password: string): boolean {
  const points = [...password.toLowerCase()].map((character) => character.codePointAt(0) ?? 0);
  return [1, -1].some((step) => points.some((point, i) => /[\p{L}\p{Nd}]/u.test(String.fromCodePoint(point)) && [1, 2, 3].every((ahead) => points[i + ahead] === point + ahead * step)));
}

const guesses: Rule = (password, { rules, person, tenantName }) => {
  if (!rules.noGuesses) return undefined;
  const plain = bare(password);
  if (commonPasswords.has(plain) || oneRepeated(plain)) return weak('a password that is not common');
  return [...namesOf(person), tenantName].some((word) => bare(word) === plain) ? weak('a password other than the name or address') : undefined;
};

const dictionary: Rule = (password, { rules }) => (rules.dictionary.some((word) => bare(word) === bare(password)) ? new Refusal('invalid_request', 'password.in_dictionary') : undefined);

const personal: Rule = (password, { rules: { noPersonalInfo }, person }) => {
  if (!noPersonalInfo) return undefined;
  const plain = bare(password);
  return namePartsOf(person).some((part) => plain.includes(bare(part))) ? new Refusal('invalid_request', 'password.personal') : undefined;
};

/** As an attacker would try it. */
const bare = (text: string) => text.normalize('NFKC').toLowerCase().trim();
/** `aaaaaaaa`, `abababab`: one or two characters again and again. */
const oneRepeated = (text: string) => /^(.{1,2}?)\1+.?$/su.test(text);
