import { invalidClientMetadata, type OAuthRefusal } from '../vocabulary/errors.ts';
import type { ReasonCode } from '../../kernel/reasons/index.ts';

/** Client metadata as JSON (RFC 7591 §2). */
export type Members = Readonly<Record<string, unknown>>;

/**
 * Reads known members, each by its kind, and writes down what was accepted. The first problem is kept and everything after it is read as if it were missing,
 * so that a family of members is written without a way out after each line; whoever ends the reading asks for `problem`.
 * `null` and the empty text count as missing (RFC 7592 §2.2). What nobody reads is ignored (RFC 7591 §2).
 */
export interface MetadataReader {
  /** Text of at most `longest` characters, 2,048 where nothing is said. */
  text(name: string, longest?: number): string | undefined;
  /** One of these words. */
  oneOf<Word extends string>(name: string, words: readonly Word[]): Word | undefined;
  flag(name: string): boolean;
  /** A whole number, zero or more. */
  whole(name: string): number | undefined;
  /** A list of at most `most` texts; one that stands in it twice is kept once. */
  texts(name: string, most: number): readonly string[] | undefined;
  /** Any JSON, for who judges it. */
  raw(name: string): unknown;
  /** What stands in the answer under this name, where it is not what was sent: a default, or what was taken of it. `undefined` leaves it out. */
  accept(name: string, value: unknown): void;
  /** Keeps the first problem. Answers `undefined`, so that it can stand for a value. */
  refuse(refusal: OAuthRefusal): undefined;
  /** The same for a member of metadata. */
  fault(reason: ReasonCode, name: string, why: string): undefined;
  readonly problem: OAuthRefusal | undefined;
  /** Everything accepted so far, as it stands in an answer. */
  readonly accepted: Members;
}

const longestText = 2048;
/** Control characters and those that turn the direction of text around: nothing honest has them, and pages and logs show these texts. */
const unsafe = /[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/;

/** A text that may be kept and shown. */
const isPlainText = (value: unknown, longest: number): value is string => typeof value === 'string' && value !== '' && value.length <= longest && !unsafe.test(value) && value.isWellFormed();

const shown = (value: unknown) => (typeof value === 'string' ? `'${value.slice(0, 120)}'` : Array.isArray(value) ? 'a list' : typeof value);

/** Starts reading. */
export function metadataReader(members: Members): MetadataReader {
  const accepted = new Map<string, unknown>();
  let problem: OAuthRefusal | undefined;
  const refuse = (refusal: OAuthRefusal): undefined => { problem ??= refusal; };
  const fault = (reason: ReasonCode, name: string, why: string): undefined => refuse(invalidClientMetadata(reason, { received: name, expected: why }));
  const raw = (name: string): unknown => {
    const value = Object.hasOwn(members, name) ? members[name] : undefined;
    return problem !== undefined || value === null || value === '' ? undefined : value;
  };
  const take = <T>(name: string, judged: { readonly fits: (value: unknown) => value is T; readonly kind: string }): T | undefined => {
    const value = raw(name);
    if (value === undefined) return undefined;
    if (!judged.fits(value)) return fault('registration.member_malformed', `${name} = ${shown(value)}`, judged.kind);
    accepted.set(name, value);
    return value;
  };
  return {
    raw, refuse, fault,
    text: (name, longest = longestText) => take(name, { fits: (value): value is string => isPlainText(value, longest), kind: `text of at most ${longest} characters` }),
    oneOf: <Word extends string>(name: string, words: readonly Word[]) => take(name, { fits: (value): value is Word => words.includes(value as Word), kind: words.join(', ') }),
    flag: (name) => take(name, { fits: (value): value is boolean => typeof value === 'boolean', kind: 'true or false' }) ?? false,
    whole: (name) => take(name, { fits: (value): value is number => Number.isSafeInteger(value) && (value as number) >= 0, kind: 'a whole number, zero or more' }),
    texts(name, most) {
      const isList = (value: unknown): value is readonly string[] => Array.isArray(value) && value.length <= most && value.every((one) => isPlainText(one, longestText));
      const taken = take(name, { fits: isList, kind: `a list of at most ${most} texts` });
      if (taken === undefined) return undefined;
      const distinct = [...new Set(taken)];
      accepted.set(name, distinct);
      return distinct;
    },
    accept(name, value) {
      if (value === undefined) accepted.delete(name);
      else accepted.set(name, value);
    },
    get problem() { return problem; },
    get accepted() { return Object.fromEntries(accepted); },
  };
}
