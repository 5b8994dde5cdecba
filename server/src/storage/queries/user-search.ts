import type { Border, Range, UserFilter, UserMember, UserOrder, UserPage, UserTest, UserTextField } from '../../identity/ports/user-filter.ts';
import type { DialectName } from '../dialect.ts';
import type { Bound } from '../statement.ts';
import type { Database } from '../schema.ts';
import { SqlText } from './sql-text.ts';
import { userColumns } from './user-queries.ts';

type UserRow = Omit<Database['users'], 'tenant_id'>;

const orders: Readonly<Record<UserOrder['by'], readonly string[]>> = {
  id: ['u.id'], email: ['u.canonical_email', 'u.id'], created_at: ['u.created_at', 'u.id'], updated_at: ['u.updated_at', 'u.id'], last_login: ['u.last_login', 'u.id'],
};

/**
 * The people of one page. A filter has no text that could be written when the server is built, so this one is put together here:
 * of fixed pieces alone, and every value that comes from outside is a parameter.
 */
export function userPage(dialect: DialectName, tenant: string, { filter, order, offset, limit }: UserPage): Bound<UserRow> {
  const text = new SqlText(dialect);
  const where = whereOf(text, tenant, filter);
  const free = isNarrow(filter) ? (column: string) => `coalesce(${column}, null)` : (column: string) => column;
  const sorted = orders[order.by].map((column) => `${free(column)}${order.descending ? ' desc' : ''}`).join(', ');
  return text.bind(`select ${userColumns.join(', ')} from users as u where ${where} order by ${sorted} limit ${text.whole(limit)} offset ${text.whole(offset)}`);
}

/** One address or one id: its index finds the few rows that are then sorted. The index of the order would lead through everybody, so it is hidden. */
const isNarrow = (filter: UserFilter | undefined): boolean => filter !== undefined && ((filter.kind === 'text' && filter.match === 'equals' && (filter.field === 'email' || filter.field === 'id')) || (filter.kind === 'group' && filter.operator === 'and' && filter.parts.some(isNarrow)));

/** How many there are, as far as it is counted. */
export function userCount(dialect: DialectName, tenant: string, { filter, most }: { readonly filter: UserFilter | undefined; readonly most: number }): Bound<{ readonly count: number }> {
  const text = new SqlText(dialect);
  const where = whereOf(text, tenant, filter);
  return text.bind(`select count(*) as count from (select 1 as one from users as u where ${where} limit ${text.whole(most)}) as found`);
}

const whereOf = (text: SqlText, tenant: string, filter: UserFilter | undefined) => `u.tenant_id = ${text.text(tenant)}${filter === undefined ? '' : ` and ${sqlOf(text, filter)}`}`;

/** Never null: what is not there is not so, and `not` of it is. */
function sqlOf(text: SqlText, filter: UserFilter): string {
  if (filter.kind === 'group') return `(${filter.parts.map((part) => sqlOf(text, part)).join(` ${filter.operator} `)})`;
  if (filter.kind === 'not') return `(not coalesce(${sqlOf(text, filter.part)}, ${text.dialect === 'sqlite' ? '0' : 'false'}))`;
  return testOf(text, filter);
}

function testOf(text: SqlText, test: UserTest): string {
  switch (test.kind) {
    case 'flag': return `(u.${test.field} = ${test.value ? 1 : 0})`;
    case 'time': return `(u.${test.field} is not null and ${rangeOf(`u.${test.field}`, test.range, (value) => text.whole(value))})`;
    case 'count': return rangeOf(`u.${test.field}`, test.range, (value) => text.number(value));
    case 'number': return `(case when ${memberType(text, test.field)} in ('integer', 'real', 'number') then ${rangeOf(memberNumber(text, test.field), test.range, (value) => text.number(value))} else ${text.dialect === 'sqlite' ? '0' : 'false'} end)`;
    case 'exists': return typeof test.field === 'string' ? `(${columns[test.field]} is not null)` : `(coalesce(${memberType(text, test.field)}, 'null') <> 'null')`;
    case 'text': return typeof test.field === 'string' ? columnText(text, { ...test, field: test.field }) : memberText(text, { ...test, field: test.field });
  }
}

const columns: Readonly<Record<UserTextField, string>> = { id: 'u.id', email: 'u.canonical_email', email_domain: 'u.canonical_email', username: 'u.username', connection: 'u.connection' };

type TextTest<Field> = Omit<Extract<UserTest, { readonly kind: 'text' }>, 'field'> & { readonly field: Field };

function columnText(text: SqlText, { field, match, text: wanted }: TextTest<UserTextField>): string {
  // The address and the id have one form, which an index knows.
  if (match === 'equals' && (field === 'email' || field === 'id')) return `(${columns[field]} = ${text.text(wanted)})`;
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
