import type { Border, Range, UserFilter, UserMember, UserTest, UserTextField } from '../../identity/ports/user-filter.ts';
import type { SqlText } from './sql-text.ts';

/** Does a filter let the person `u` through? Never null: what is not there is not so, and `not` of it is. */
export function userFilterSql(text: SqlText, filter: UserFilter): string {
  if (filter.kind === 'group') return `(${filter.parts.map((part) => userFilterSql(text, part)).join(` ${filter.operator} `)})`;
  if (filter.kind === 'not') return `(not coalesce(${userFilterSql(text, filter.part)}, ${text.dialect === 'sqlite' ? '0' : 'false'}))`;
  return testOf(text, filter);
}

function testOf(text: SqlText, test: UserTest): string {
  switch (test.kind) {
    case 'flag': return `(u.${test.field} = ${test.value ? 1 : 0})`;
    case 'time': return timeSql(text, test);
    case 'count': return countSql(text, test);
    case 'number': return `(case when ${memberType(text, test.field)} in ('integer', 'real', 'number') then ${rangeOf(memberNumber(text, test.field), test.range, (value) => text.number(value))} else ${text.dialect === 'sqlite' ? '0' : 'false'} end)`;
    case 'exists': return typeof test.field === 'string' ? `(${columns[test.field]} is not null)` : `(coalesce(${memberType(text, test.field)}, 'null') <> 'null')`;
    case 'text': return typeof test.field === 'string' ? columnText(text, { ...test, field: test.field }) : memberText(text, { ...test, field: test.field });
  }
}

/** A time of the person `u` in a range. */
export const timeSql = (text: SqlText, { field, range }: Extract<UserTest, { readonly kind: 'time' }>) => `(u.${field} is not null and ${rangeOf(`u.${field}`, range, (value) => text.whole(value))})`;

/** How often the person `u` signed in, in a range. */
export const countSql = (text: SqlText, { field, range }: Extract<UserTest, { readonly kind: 'count' }>) => rangeOf(`u.${field}`, range, (value) => text.number(value));

const columns: Readonly<Record<UserTextField, string>> = { id: 'u.id', email: 'u.canonical_email', email_domain: 'u.canonical_email', username: 'u.username', connection: 'u.connection' };

type TextTest<Field> = Omit<Extract<UserTest, { readonly kind: 'text' }>, 'field'> & { readonly field: Field };

function columnText(text: SqlText, { field, match, text: wanted }: TextTest<UserTextField>): string {
  // The address and the id have one form, which an index knows.
  if (match === 'equals' && (field === 'email' || field === 'id')) return `(${columns[field]} = ${text.text(wanted)})`;
  if (field === 'id') return `(substr(u.id, 1, length(${text.text(wanted)})) = ${text.text(wanted)})`;
  return textMatches(text, field === 'email_domain' ? domain(text) : columns[field], { match, wanted });
}

const domain = ({ dialect }: SqlText) => (dialect === 'sqlite' ? "substr(u.canonical_email, instr(u.canonical_email, '@') + 1)" : "substr(u.canonical_email, strpos(u.canonical_email, '@') + 1)");

/** No LIKE: nothing in the text has a meaning of its own. */
function textMatches(text: SqlText, value: string, { match, wanted }: { readonly match: 'equals' | 'prefix'; readonly wanted: string }): string {
  const left = match === 'equals' ? `lower(${value})` : `substr(lower(${value}), 1, length(${text.text(wanted)}))`;
  return `(${left} = lower(${text.text(wanted)}))`;
}

/** A list is searched entry by entry; an object is no text. */
function memberText(text: SqlText, { field, match, text: wanted }: TextTest<UserMember>): string {
  if (text.dialect === 'sqlite') {
    const source = `json_each(u.${field.record}, ${text.path(field.path)}) as entry`;
    const value = "case entry.type when 'true' then 'true' when 'false' then 'false' else cast(entry.atom as text) end";
    return `exists (select 1 from ${source} where ${textMatches(text, value, { match, wanted })} and ${memberType(text, field)} <> 'object')`;
  }
  const found = `(cast(u.${field.record} as json) #> ${text.path(field.path)})`;
  const list = `case json_typeof(${found}) when 'array' then ${found} when 'object' then cast('[]' as json) else json_build_array(${found}) end`;
  return `exists (select 1 from json_array_elements_text(${list}) as entry(value) where ${textMatches(text, 'entry.value', { match, wanted })})`;
}

const memberType = (text: SqlText, { record, path }: UserMember) => (text.dialect === 'sqlite' ? `json_type(u.${record}, ${text.path(path)})` : `json_typeof(cast(u.${record} as json) #> ${text.path(path)})`);
const memberNumber = (text: SqlText, { record, path }: UserMember) => (text.dialect === 'sqlite' ? `json_extract(u.${record}, ${text.path(path)})` : `cast(cast(u.${record} as json) #>> ${text.path(path)} as double precision)`);

function rangeOf<T>(value: string, { from, to }: Range<T>, slot: (value: T) => string): string {
  const side = (border: Border<T> | undefined, operator: string) => (border === undefined ? [] : [`${value} ${operator}${border.inclusive ? '=' : ''} ${slot(border.value)}`]);
  const sides = [...side(from, '>'), ...side(to, '<')];
  return sides.length === 0 ? `(${value} is not null)` : `(${sides.join(' and ')})`;
}
