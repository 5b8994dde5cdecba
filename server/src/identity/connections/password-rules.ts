import type { CharacterType, ConnectionOptions, PasswordPolicyName } from './connection-options.ts';

/** What a connection asks of a password. */
export interface PasswordRules {
  /** Characters (code points), at least. */
  readonly minLength: number;
  /** Auth0: kinds of characters, of which so many must appear. */
  readonly kinds: { readonly of: readonly CharacterType[]; readonly atLeast: number } | undefined;
  /** Auth0: no character three times in a row. */
  readonly noRepeats: boolean;
  /** Auth0: no four characters that follow one another, such as `abcd` or `4321`. */
  readonly noSequences: boolean;
  /** What everybody guesses first is refused; only the policy `none` lets it pass. */
  readonly noGuesses: boolean;
  /** Words of the tenant that are no passwords. */
  readonly dictionary: readonly string[];
  /** No part of the name and address of the person. */
  readonly noPersonalInfo: boolean;
  /** How many passwords can not be chosen again; the one that is in use counts. 0: any can. */
  readonly history: number;
}

const everyKind = ['lowercase', 'uppercase', 'number', 'special'] as const satisfies readonly CharacterType[];
const threeOfFour = { of: everyKind, atLeast: 3 } as const;
type Levels = Readonly<Record<PasswordPolicyName, Pick<PasswordRules, 'minLength' | 'kinds' | 'noRepeats'>>>;

/** Auth0: what its levels say. */
const levels: Levels = {
  none: { minLength: 1, kinds: undefined, noRepeats: false },
  low: { minLength: 6, kinds: undefined, noRepeats: false },
  fair: { minLength: 8, kinds: { of: ['lowercase', 'uppercase', 'number'], atLeast: 3 }, noRepeats: false },
  good: { minLength: 8, kinds: threeOfFour, noRepeats: false },
  excellent: { minLength: 10, kinds: threeOfFour, noRepeats: true },
};
/** Where nothing is said: length, and no rules about kinds of characters, which only make passwords predictable (NIST SP 800-63B-4 §3.1.1.2). */
const usual = { minLength: 8, kinds: undefined, noRepeats: false } as const;
const usualHistory = 5;

/** The rules for passwords that the options of a connection mean. */
export function passwordRulesOf(options: ConnectionOptions): PasswordRules {
  const level = options.passwordPolicy ?? undefined;
  return {
    ...strengthOf(options, level === undefined ? usual : levels[level]),
    noGuesses: level !== 'none',
    dictionary: dictionaryOf(options),
    noPersonalInfo: options.password_options?.profile_data?.active ?? options.password_no_personal_info?.enable === true,
    history: historyOf(options),
  };
}

type Strength = Pick<PasswordRules, 'minLength' | 'kinds' | 'noRepeats' | 'noSequences'>;

function strengthOf({ password_options: newer, password_complexity_options: older }: ConnectionOptions, level: Levels['low']): Strength {
  const { min_length: minLength, character_types: types, character_type_rule: rule, identical_characters: identical, sequential_characters: sequential } = newer?.complexity ?? {};
  return {
    minLength: minLength ?? older?.min_length ?? level.minLength,
    kinds: types === undefined ? level.kinds : kindsOf(types, rule),
    noRepeats: identical === undefined ? level.noRepeats : identical === 'block',
    noSequences: sequential === 'block',
  };
}

function dictionaryOf({ password_options: newer, password_dictionary: older }: ConnectionOptions): readonly string[] {
  const { active, custom = [] } = newer?.dictionary ?? {};
  if (active !== undefined) return active ? custom : [];
  return older?.enable === true ? older.dictionary ?? [] : [];
}

function kindsOf(of: readonly CharacterType[], rule: 'all' | 'three_of_four' | undefined): PasswordRules['kinds'] {
  const wanted = [...new Set(of)];
  if (wanted.length === 0) return undefined;
  return { of: wanted, atLeast: rule === 'three_of_four' ? Math.min(3, wanted.length) : wanted.length };
}

function historyOf({ password_options: newer, password_history: older }: ConnectionOptions): number {
  const { active, size } = newer?.history ?? {};
  if (active !== undefined) return active ? size ?? usualHistory : 0;
  return older?.enable === true ? older.size ?? usualHistory : 0;
}
