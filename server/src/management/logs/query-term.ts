import type { LogField, LogTest } from '../../protocol/ports/log-filter.ts';
import { ManagementRefusal } from '../refusal.ts';
import type { Combined } from '../search/parse-query.ts';
import { readPattern, type Pattern } from '../search/query-pattern.ts';
import { readTimes } from '../search/query-time.ts';
import { unreadable, type QueryTerm } from '../search/query-tokens.ts';

/** A name, which a line does not have: it has the id of whoever is called so. */
export interface NameTest { readonly kind: 'name'; readonly of: 'client' | 'user'; readonly match: 'equals' | 'prefix'; readonly text: string }
/** What a search of the log asks, before the names in it are looked up. */
export type LogQueryFilter = Combined<LogTest | NameTest>;

const fields: Readonly<Record<string, LogField>> = {
  log_id: 'key', _id: 'key', type: 'type', client_id: 'client_id', user_id: 'user_id', ip: 'address', connection: 'connection', reason: 'reason',
  user_agent: { path: ['userAgent'] }, request_id: { path: ['id'] }, audience: { path: ['facts', 'audience'] }, scope: { path: ['facts', 'scope'] }, 'details.path': { path: ['path'] }, 'details.event': 'event', 'details.result': 'result',
};
const names: Readonly<Record<string, NameTest['of']>> = { client_name: 'client', user_name: 'user' };
/** Where a word without a field is looked for. */
const everywhere: readonly string[] = ['type', 'reason', 'client_id', 'client_name', 'user_id', 'user_name', 'connection', 'ip'];
const known = [...Object.keys(fields), ...Object.keys(names), 'date'].join(', ');

const own = <T>(table: Readonly<Record<string, T>>, name: string): T | undefined => (Object.hasOwn(table, name) ? table[name] : undefined);

/** Auth0: what one term of `q` asks of the lines of the log. */
export function readLogTerm({ field, value, at }: QueryTerm): LogQueryFilter | ManagementRefusal {
  if (field === undefined) return anyOf(everywhere, { value, at });
  if (field === 'date') {
    const times = readTimes(value);
    return times === undefined ? unreadable(at, 'date wants times such as 2026, 2026-01, 2026-01-31 or 2026-01-31T12:00:00Z') : { kind: 'time', times: { from: milliseconds(times.from), until: milliseconds(times.until) } };
  }
  if (value.kind === 'range') return unreadable(at, 'ranges are for date');
  if (field === '_exists_') return testOf(value.text, { match: 'any' }, at);
  const pattern = readPattern(value, at);
  return pattern instanceof ManagementRefusal ? pattern : testOf(field, pattern, at);
}

const milliseconds = (seconds: number | undefined) => (seconds === undefined ? undefined : seconds * 1000);

function testOf(field: string, pattern: Pattern, at: number): LogQueryFilter | ManagementRefusal {
  const [named, searched] = [own(names, field), own(fields, field)];
  if (named !== undefined) return pattern.match === 'any' ? { kind: 'exists', field: named === 'client' ? 'client_id' : 'user_id' } : { kind: 'name', of: named, ...pattern };
  if (searched === undefined) return unreadable(at, `the field ${field.slice(0, 80)} can not be searched; those that can: ${known}`);
  return pattern.match === 'any' ? { kind: 'exists', field: searched } : { kind: 'text', field: searched, ...pattern };
}

/** Any of these fields. */
function anyOf(wanted: readonly string[], term: Omit<QueryTerm, 'kind' | 'field'>): LogQueryFilter | ManagementRefusal {
  const parts: LogQueryFilter[] = [];
  for (const field of wanted) {
    const part = readLogTerm({ kind: 'term', field, ...term });
    if (part instanceof ManagementRefusal) return part;
    parts.push(part);
  }
  return { kind: 'group', operator: 'or', parts };
}

const aliases: Readonly<Record<string, string>> = { application: 'client_name', user: 'user_name' };

/** Auth0: a term of `search`. A word without quotes is the beginning of what is meant, and one without a field of the name of an application, a connection or a person. */
export function readSearchTerm({ field, value, at }: QueryTerm): LogQueryFilter | ManagementRefusal {
  const begun = value.kind === 'word' && !value.text.endsWith('*') ? { ...value, text: `${value.text}*` } : value;
  if (field === undefined) return anyOf(['client_name', 'connection', 'user_name'], { value: begun, at });
  return readLogTerm({ kind: 'term', field: own(aliases, field) ?? field, value: begun, at });
}
