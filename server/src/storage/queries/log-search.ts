import { keyFloor } from '../../kernel/opaque-token.ts';
import type { LogField, LogFilter, LogTest, LogTimes } from '../../protocol/ports/log-filter.ts';
import type { DialectName } from '../dialect.ts';
import type { Database } from '../schema.ts';
import type { Bound } from '../statement.ts';
import { unindexedTypes, type LogPlan } from './log-plan.ts';
import { logColumns } from './log-queries.ts';
import { SqlText } from './sql-text.ts';

/** A stretch of a walk: the lines after a place (before it, when it goes down), at most so many. */
export interface LogStep { readonly plan: LogPlan; readonly descending: boolean; readonly place: string; readonly lines: number }
/** A line that was found (`hit`), or the last one that was looked at. */
export interface LookedAt { readonly key: string; readonly hit: number | boolean }

/** The index, and the words that let a database know that it has the line. */
interface Way { readonly index: string; readonly only: string }
const but = unindexedTypes.map((type) => ` and l.type <> '${type}'`).join('');
const ways: Readonly<Record<NonNullable<LogPlan['lead']>['column'], Way>> = {
  user_id: { index: 'logs_by_user', only: '' }, reason: { index: 'logs_by_reason', only: '' }, connection: { index: 'logs_by_connection', only: '' },
  address: { index: 'logs_by_address', only: but }, type: { index: 'logs_by_type', only: but }, client_id: { index: 'logs_by_client', only: but },
};

/**
 * One step along the log. The filter stands beside the lines and not in the condition, so that no database leaves the way for it: a step looks at so many lines and no more,
 * and its last line says where the next one begins, found or not. No row at all: the way has ended.
 */
export function logStep(dialect: DialectName, tenant: string, { plan: { lead, times, rest }, descending, place, lines }: LogStep): Bound<LookedAt> {
  const text = new SqlText(dialect);
  const hit = rest.length === 0 ? truth(text, true) : rest.map((part) => sqlOf(text, part)).join(' and ');
  const index = lead === undefined || dialect === 'postgres' ? '' : ` indexed by ${ways[lead.column].index}`;
  const along = lead === undefined ? '' : ` and l.${lead.column} = ${text.text(lead.text)}${ways[lead.column].only}`;
  const [after, end, order, last] = descending ? ['<', '>=', 'desc', 'min'] : ['>', '<', 'asc', 'max'];
  const border = endOf(times, descending);
  const until = border === undefined ? '' : ` and l.key ${end} ${text.text(border)}`;
  return text.bind(`with stretch as (select l.key as key, ${hit} as hit from logs as l${index} where l.tenant_id = ${text.text(tenant)}${along} and l.key ${after} ${text.text(place)}${until} order by l.key ${order} limit ${text.whole(lines)})`
    + ` select key, hit from stretch where hit or key = (select ${last}(key) from stretch) order by key ${order}`);
}

/** Where a walk begins: before the first key of its time, or after the last. */
export function placeOf({ from, until }: LogTimes, descending: boolean): string {
  if (descending) return until === undefined ? 'g' : keyFloor(until);
  return from === undefined ? '' : keyFloor(from);
}

const endOf = ({ from, until }: LogTimes, descending: boolean) => {
  const time = descending ? from : until;
  return time === undefined ? undefined : keyFloor(time);
};

/** Lines by their keys, in no order. */
export function logLines(dialect: DialectName, tenant: string, keys: readonly string[]): Bound<Omit<Database['logs'], 'tenant_id'>> {
  const text = new SqlText(dialect);
  return text.bind(`select ${logColumns.join(', ')} from logs where tenant_id = ${text.text(tenant)} and key in (${keys.map((key) => text.text(key)).join(', ')})`);
}

const truth = ({ dialect }: SqlText, value: boolean) => (dialect === 'sqlite' ? String(value ? 1 : 0) : String(value));

/** Never null: what is not there is not so, and `not` of it is. */
function sqlOf(text: SqlText, filter: LogFilter): string {
  if (filter.kind === 'group') return filter.parts.length === 0 ? truth(text, filter.operator === 'and') : `(${filter.parts.map((part) => sqlOf(text, part)).join(` ${filter.operator} `)})`;
  if (filter.kind === 'not') return `(not ${sqlOf(text, filter.part)})`;
  return `coalesce(${testOf(text, filter)}, ${truth(text, false)})`;
}

function testOf(text: SqlText, test: LogTest): string {
  if (test.kind === 'time') return timeOf(text, test.times);
  const value = valueOf(text, test.field);
  if (test.kind === 'exists') return `(${value} is not null)`;
  const folded = typeof test.field === 'string' ? (one: string) => one : (one: string) => `lower(${one})`;
  const left = test.match === 'equals' ? folded(value) : `substr(${folded(value)}, 1, length(${text.text(test.text)}))`;
  return `(${left} = ${folded(text.text(test.text))})`;
}

function timeOf(text: SqlText, { from, until }: LogTimes): string {
  const sides = [...(from === undefined ? [] : [`l.key >= ${text.text(keyFloor(from))}`]), ...(until === undefined ? [] : [`l.key < ${text.text(keyFloor(until))}`])];
  return sides.length === 0 ? truth(text, true) : `(${sides.join(' and ')})`;
}

const valueOf = (text: SqlText, field: LogField) => {
  if (typeof field === 'string') return `l.${field}`;
  return text.dialect === 'sqlite' ? `cast(json_extract(l.detail, ${text.path(field.path)}) as text)` : `(cast(l.detail as json) #>> ${text.path(field.path)})`;
};
