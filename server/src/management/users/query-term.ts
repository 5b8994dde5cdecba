import type { Border, Range, UserFilter, UserMember, UserTextField, UserTimeField } from '../../identity/ports/user-filter.ts';
import { canonicalLogin } from '../../identity/users/canonical-login.ts';
import { ManagementRefusal } from '../refusal.ts';
import { readTime } from './query-time.ts';
import { unreadable, type QueryToken, type QueryValue } from './query-tokens.ts';

type Term = Extract<QueryToken, { readonly kind: 'term' }>;
type Searched =
  | { readonly kind: 'text'; readonly field: UserTextField | UserMember }
  | { readonly kind: 'flag'; readonly field: 'blocked' | 'email_verified' }
  | { readonly kind: 'time'; readonly field: UserTimeField }
  | { readonly kind: 'count'; readonly field: 'logins_count' };

const texts: Readonly<Record<string, UserTextField>> = { user_id: 'id', email: 'email', 'email.domain': 'email_domain', username: 'username', 'identities.connection': 'connection' };
const profile: readonly string[] = ['name', 'nickname', 'given_name', 'family_name', 'picture', 'phone_number', 'locale', 'gender', 'birthdate', 'zoneinfo'];
const times: readonly string[] = ['created_at', 'updated_at', 'last_login'] satisfies readonly UserTimeField[];
/** Auth0: where a word without a field is looked for. */
const everywhere: readonly string[] = ['user_id', 'email', 'username', 'name', 'nickname'];
const known = [...Object.keys(texts), ...profile, 'blocked', 'email_verified', ...times, 'logins_count', 'user_metadata.…', 'app_metadata.…'].join(', ');

function findField(name: string): Searched | undefined {
  if (Object.hasOwn(texts, name)) return { kind: 'text', field: texts[name] as UserTextField };
  if (name === 'blocked' || name === 'email_verified') return { kind: 'flag', field: name };
  if (times.includes(name)) return { kind: 'time', field: name as UserTimeField };
  if (name === 'logins_count') return { kind: 'count', field: name };
  if (profile.includes(name)) return { kind: 'text', field: { record: 'profile', path: [name] } };
  const [record, ...path] = name.split('.');
  if (record !== 'user_metadata' && record !== 'app_metadata') return undefined;
  return path.length === 0 || path.length > 10 || path.includes('') ? undefined : { kind: 'text', field: { record, path } };
}

/** What one term of a search asks. */
export function filterOfTerm({ field, value, at }: Term): UserFilter | ManagementRefusal {
  if (field === undefined) return anywhere(value, at);
  if (field === '_exists_') return existing(value.kind === 'range' ? '' : value.text, at);
  const searched = findField(field);
  if (searched === undefined) return unknownField(field, at);
  if (searched.kind === 'flag') return flagOf(searched.field, value, at);
  if (searched.kind === 'time') return timeOf(searched.field, value, at);
  if (searched.kind === 'count') return countOf(value, at);
  return value.kind === 'range' ? numberOf(searched.field, value, at) : textOf(searched.field, value, at);
}

const unknownField = (field: string, at: number) => unreadable(at, `the field ${field.slice(0, 80)} can not be searched; those that can: ${known}`);

function anywhere(value: QueryValue, at: number): UserFilter | ManagementRefusal {
  const parts: UserFilter[] = [];
  for (const name of everywhere) {
    const part = filterOfTerm({ kind: 'term', field: name, value, at });
    if (part instanceof ManagementRefusal) return part;
    parts.push(part);
  }
  return { kind: 'group', operator: 'or', parts };
}

function existing(name: string, at: number): UserFilter | ManagementRefusal {
  const searched = findField(name);
  if (searched === undefined) return unknownField(name, at);
  if (searched.kind === 'time' || searched.kind === 'count') return { ...searched, range: { from: undefined, to: undefined } };
  if (searched.kind === 'flag') return { kind: 'group', operator: 'or', parts: [{ ...searched, value: true }, { ...searched, value: false }] };
  return { kind: 'exists', field: searched.field };
}

function flagOf(field: 'blocked' | 'email_verified', value: QueryValue, at: number): UserFilter | ManagementRefusal {
  const text = value.kind === 'range' ? '' : value.text.toLowerCase();
  return text === 'true' || text === 'false' ? { kind: 'flag', field, value: text === 'true' } : unreadable(at, `${field} is true or false`);
}

/** A time names a stretch: a year, a month, a day or a second. */
function timeOf(field: UserTimeField, value: QueryValue, at: number): UserFilter | ManagementRefusal {
  const range = value.kind === 'range' ? value : { from: value.text, fromInclusive: true, to: value.text, toInclusive: true };
  const [from, to] = [range.from, range.to].map((text) => (text === '*' ? 'open' : readTime(text)));
  if (from === undefined || to === undefined) return unreadable(at, `${field} wants times such as 2026, 2026-01, 2026-01-31 or 2026-01-31T12:00:00Z`);
  return {
    kind: 'time', field, range: {
      from: from === 'open' ? undefined : { value: range.fromInclusive ? from.start : from.end, inclusive: true },
      to: to === 'open' ? undefined : { value: range.toInclusive ? to.end : to.start, inclusive: false },
    },
  };
}

/** A number is a range of one. */
function countOf(value: QueryValue, at: number): UserFilter | ManagementRefusal {
  const range: Range<number> = value.kind === 'range' ? { from: border(value.from, value.fromInclusive), to: border(value.to, value.toInclusive) } : { from: border(value.text, true), to: border(value.text, true) };
  const broken = [range.from, range.to].some((one) => one !== undefined && !Number.isFinite(one.value));
  return broken ? unreadable(at, 'logins_count wants a number or a range of numbers, as in [10 TO *]') : { kind: 'count', field: 'logins_count', range };
}

function numberOf(field: UserTextField | UserMember, value: Extract<QueryValue, { readonly kind: 'range' }>, at: number): UserFilter | ManagementRefusal {
  const range: Range<number> = { from: border(value.from, value.fromInclusive), to: border(value.to, value.toInclusive) };
  const broken = [range.from, range.to].some((one) => one !== undefined && !Number.isFinite(one.value));
  if (broken || typeof field === 'string' || field.record === 'profile') return unreadable(at, 'ranges are for times, logins_count and numbers in metadata');
  return { kind: 'number', field, range };
}

const border = (text: string, inclusive: boolean): Border<number> | undefined => (text === '*' ? undefined : { value: /^-?\d+(?:\.\d+)?$/.test(text) ? Number(text) : NaN, inclusive });

/** Signs of Lucene that mean something that is not offered: fuzzy words, weights, patterns, wildcards elsewhere than at the end. */
const meaning = /^[/+]|(?<!\\)[*?~^]/u;

function textOf(field: UserTextField | UserMember, value: Exclude<QueryValue, { readonly kind: 'range' }>, at: number): UserFilter | ManagementRefusal {
  const canonical = (text: string) => (field === 'email' || field === 'email_domain' ? canonicalLogin(text) : text);
  if (value.kind === 'quoted') return { kind: 'text', field, match: 'equals', text: canonical(value.text) };
  if (value.text === '*') return { kind: 'exists', field };
  const open = /(?<!\\)\*$/u.test(value.text);
  const text = open ? value.text.slice(0, -1) : value.text;
  if (meaning.test(text)) return unreadable(at, 'of the signs * ? ~ ^ / + only * at the end is understood; put quotes around a value that has them');
  return { kind: 'text', field, match: open ? 'prefix' : 'equals', text: canonical(text.replace(/\\(.)/gsu, '$1')) };
}
