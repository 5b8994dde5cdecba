import type { UserFilter, UserTest } from '../../identity/ports/user-filter.ts';
import { metadataPath, type MetadataTest } from './metadata-leads.ts';
import type { SqlText } from './sql-text.ts';
import { countSql, timeSql } from './user-filter-sql.ts';

type TextTest = Extract<UserTest, { readonly kind: 'text' }>;
type TimeTest = Extract<UserTest, { readonly kind: 'time' }>;
type ExistsTest = Extract<UserTest, { readonly kind: 'exists' }>;
type FlagTest = Extract<UserTest, { readonly kind: 'flag' }>;
type CountTest = Extract<UserTest, { readonly kind: 'count' }>;
/** A test whose people an index leads to. It may lead to some more: the filter is held against all of them. */
export type UserLead = MetadataTest | TimeTest | FlagTest | CountTest;

const mostTogether = 20;
/** As the migrations have it: so much of a text is in an index. */
const indexed = 100;

/** Ways that lead to everybody whom a filter lets through: each is one index, or several together. Those that promise the fewest people come first. */
export function leadsOf(filter: UserFilter): readonly (readonly UserLead[])[] {
  if (filter.kind === 'group' && filter.operator === 'and') return filter.parts.flatMap(leadsOf).sort((a, b) => rankOf(a) - rankOf(b));
  if (filter.kind === 'group') {
    const each = filter.parts.map((part) => leadsOf(part)[0]);
    const together = each.flatMap((leads) => leads ?? []);
    return filter.parts.length > 0 && each.every((leads) => leads !== undefined) && together.length <= mostTogether ? [together] : [];
  }
  return filter.kind !== 'not' && isLead(filter) ? [[filter]] : [];
}

/** Does an index by itself say who is meant? Then whom it leads to need not be looked at to be counted. */
export function isLeadItself(filter: UserFilter): boolean {
  if (filter.kind === 'group') return filter.operator === 'or' && filter.parts.length > 0 && filter.parts.every(isLeadItself);
  // SQLite folds a text as far as U+0000.
  return filter.kind !== 'not' && isLead(filter) && (filter.kind !== 'text' || filter.text.length < indexed && !filter.text.includes('\0'));
}

/** Is it one of metadata, whose index is a table of its own? */
export const isOfMetadata = (lead: UserLead): boolean => 'field' in lead && typeof lead.field === 'object' && metadataPath(lead.field) !== undefined;

/** A demand whose people an index of metadata knows in the order in which they were made. */
export const isInOrderOfCreation = (leads: readonly UserLead[]): boolean => leads.length === 1 && leads.every((lead) => lead.kind === 'text' && lead.match === 'equals' && metadataPath(lead.field) !== undefined);

function isLead(test: UserTest): test is UserLead {
  switch (test.kind) {
    // The rare half of each.
    case 'flag': return test.field === 'blocked' ? test.value : !test.value;
    case 'time':
    case 'count': return test.range.from !== undefined || test.range.to !== undefined;
    case 'text': return nameOf(test) !== undefined ? test.text !== '' : metadataPath(test.field) !== undefined;
    case 'exists': return isOfProfile(nameOf(test)) || metadataPath(test.field) !== undefined;
    case 'number': return metadataPath(test.field) !== undefined;
  }
}

/** Members of a profile that a search can name, each with an index of its own. */
const members = ['name', 'nickname', 'given_name', 'family_name', 'picture', 'phone_number', 'locale', 'gender', 'birthdate', 'zoneinfo'] as const;
type Member = (typeof members)[number];
type Named = Exclude<TextTest['field'], object> | Member;

function nameOf({ field }: Pick<TextTest, 'field'>): Named | undefined {
  if (typeof field === 'string') return field;
  const [name] = field.path;
  return field.record === 'profile' && field.path.length === 1 ? members.find((member) => member === name) : undefined;
}
const isOfProfile = (name: Named | undefined): name is Member => members.some((member) => member === name);

/** A rough promise of how few there are. */
const rankOf = (leads: readonly UserLead[]): number => Math.max(...leads.map((lead) => {
  if (lead.kind !== 'text') return lead.kind === 'exists' ? 5 : 3;
  const name = nameOf(lead);
  if (name === 'connection' || name === 'email_domain') return 4;
  return lead.match === 'prefix' ? 2 : name === undefined || isOfProfile(name) ? 1 : 0;
}));

/** The index of a lead among the people and what it is asked, in the very words of the index. */
export interface LeadSql { readonly index: string | undefined; readonly condition: string }

const timeIndexes: Readonly<Record<TimeTest['field'], string>> = { created_at: 'users_by_creation', updated_at: 'users_by_change', last_login: 'users_by_last_login' };

/** How an index is asked for the people of a lead that is none of metadata. */
export function leadSql(text: SqlText, lead: TextTest | TimeTest | ExistsTest | FlagTest | CountTest): LeadSql {
  if (lead.kind === 'flag') return lead.field === 'blocked' ? { index: 'users_blocked', condition: 'u.blocked = 1' } : { index: 'users_not_verified', condition: 'u.email_verified = 0' };
  if (lead.kind === 'count') return { index: 'users_by_logins', condition: countSql(text, lead) };
  if (lead.kind === 'time') return { index: timeIndexes[lead.field], condition: timeSql(text, lead) };
  const name = nameOf(lead) ?? 'id';
  if (lead.kind === 'exists') return { index: `users_by_${name}`, condition: `${columnOf(text, name).present} is not null` };
  const { match, text: wanted } = lead;
  if (name === 'id') return { index: undefined, condition: match === 'equals' ? `u.id = ${text.text(wanted)}` : prefixed(byBytes(text, 'u.id'), () => text.text(wanted), text) };
  if (name === 'email') return { index: 'users_by_email', condition: match === 'equals' ? `u.canonical_email = ${text.text(wanted)}` : prefixed(byBytes(text, 'u.canonical_email'), () => `lower(${text.text(wanted)})`, text) };
  const { value, present } = columnOf(text, name);
  const asked = () => `substr(lower(${text.text(wanted)}), 1, ${indexed})`;
  const compared = byBytes(text, `substr(lower(${value}), 1, ${indexed})`);
  if (name === 'connection') return { index: 'users_by_connection', condition: equalOrPrefixed(text, match, { compared: byBytes(text, 'lower(u.connection)'), asked: () => `lower(${text.text(wanted)})` }) };
  return { index: `users_by_${name}`, condition: `${present} is not null and ${equalOrPrefixed(text, match, { compared, asked })}` };
}

const equalOrPrefixed = (text: SqlText, match: TextTest['match'], { compared, asked }: { readonly compared: string; readonly asked: () => string }) => (match === 'equals' ? `${compared} = ${asked()}` : prefixed(compared, asked, text));

/** The text that an index holds, and what is there in everybody whom it knows. */
function columnOf(text: SqlText, name: Named): { readonly value: string; readonly present: string } {
  if (name === 'email_domain') return { value: `substr(u.canonical_email, ${text.dialect === 'sqlite' ? 'instr' : 'strpos'}(u.canonical_email, '@') + 1)`, present: 'u.canonical_email' };
  const value = !isOfProfile(name) ? `u.${name}` : text.dialect === 'sqlite' ? `json_extract(u.profile, '$.${name}')` : `(cast(u.profile as json) #>> '{${name}}')`;
  return { value, present: value };
}

/** SQLite compares by bytes anyway. */
const byBytes = ({ dialect }: SqlText, expression: string) => (dialect === 'sqlite' ? expression : `(${expression} collate "C")`);
/** No text sorts behind the last sign that there is. */
const prefixed = (expression: string, value: () => string, text: SqlText) => `${expression} >= ${value()} and ${expression} < ${value()} || ${text.text('\u{10ffff}')}`;
