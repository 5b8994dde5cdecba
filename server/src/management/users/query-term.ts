import type { Border, Range, UserFilter, UserMember, UserTextField, UserTimeField } from '../../identity/ports/user-filter.ts';
import { canonicalLogin } from '../../identity/users/canonical-login.ts';
import { ManagementRefusal } from '../refusal.ts';
import { readPattern } from '../search/query-pattern.ts';
import { readTimes } from '../search/query-time.ts';
import { unreadable, type QueryTerm, type QueryValue } from '../search/query-tokens.ts';

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
export function filterOfTerm({ field, value, at }: QueryTerm): UserFilter | ManagementRefusal {
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

function timeOf(field: UserTimeField, value: QueryValue, at: number): UserFilter | ManagementRefusal {
  const times = readTimes(value);
  if (times === undefined) return unreadable(at, `${field} wants times such as 2026, 2026-01, 2026-01-31 or 2026-01-31T12:00:00Z`);
  const { from, until } = times;
  return { kind: 'time', field, range: { from: from === undefined ? undefined : { value: from, inclusive: true }, to: until === undefined ? undefined : { value: until, inclusive: false } } };
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

function textOf(field: UserTextField | UserMember, value: Exclude<QueryValue, { readonly kind: 'range' }>, at: number): UserFilter | ManagementRefusal {
  const pattern = readPattern(value, at);
  if (pattern instanceof ManagementRefusal) return pattern;
  if (pattern.match === 'any') return { kind: 'exists', field };
  return { kind: 'text', field, match: pattern.match, text: field === 'email' || field === 'email_domain' ? canonicalLogin(pattern.text) : pattern.text };
}
