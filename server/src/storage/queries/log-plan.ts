import type { LogColumn, LogFilter, LogTest, LogTimes } from '../../protocol/ports/log-filter.ts';
import { parseTokenKey, timeOfKey } from '../../kernel/opaque-token.ts';

/** A value by which an index leads along the log. */
export interface LogLead { readonly column: LeadColumn; readonly text: string }
/** One walk along the log: the way, the time, and what the lines on the way are held against. */
export interface LogPlan { readonly lead: LogLead | undefined; readonly times: LogTimes; readonly rest: readonly LogFilter[] }

/** Columns with an index, those with the fewest lines for one value first. */
export const leadColumns = ['user_id', 'reason', 'address', 'type', 'client_id', 'connection'] as const satisfies readonly LogColumn[];
type LeadColumn = (typeof leadColumns)[number];

/**
 * Types of lines that some indexes leave out (migration 0029): of requests and tokens of which nothing was refused. They are by far the most and nearly alike,
 * writing them is what must stay cheap, and a walk along the log is never far from some of them.
 */
export const unindexedTypes: readonly string[] = ['seccft', 'sertft', 'seacft', 'authorize', 'ssa'];
const partial: readonly LogColumn[] = ['address', 'client_id'];
const mostWalks = 20;

/** The walks that find every line of a filter: one, or one for each of a few alternatives that have an index of their own. */
export function plansOf(filter: LogFilter | undefined): readonly LogPlan[] {
  const parts = filter === undefined ? [] : partsOf(filter);
  if (findLead(parts) !== undefined) return along(parts);
  const fork = parts.find(isFork);
  if (fork === undefined) return [planOf(parts, undefined)];
  const others = parts.filter((part) => part !== fork);
  return fork.parts.flatMap((one) => along([...others, ...partsOf(one)]));
}

type Group = Extract<LogFilter, { readonly kind: 'group' }>;
const isFork = (part: LogFilter): part is Group => part.kind === 'group' && part.operator === 'or' && part.parts.length <= mostWalks && part.parts.every((one) => findLead(partsOf(one)) !== undefined);

/** What must hold together. */
const partsOf = (filter: LogFilter): readonly LogFilter[] => (filter.kind === 'group' && filter.operator === 'and' ? filter.parts.flatMap(partsOf) : [filter]);

/** Along the index, and where it may leave lines out, along the log for those. */
function along(parts: readonly LogFilter[]): readonly LogPlan[] {
  const lead = findLead(parts);
  const plan = planOf(parts, lead);
  const whole = lead === undefined || !partial.includes(lead.field) || parts.some((part) => isLead(part, 'type'));
  return whole || parts.some(isOfRefusals) ? [plan] : [plan, planOf([...parts, leftOut], undefined)];
}

const leftOut: LogFilter = { kind: 'group', operator: 'or', parts: unindexedTypes.map((text) => ({ kind: 'text', field: 'type', match: 'equals', text })) };
const isOfRefusals = (part: LogFilter) => part.kind === 'text' && part.field === 'result' && part.match === 'equals' && part.text === 'refused';

const findLead = (parts: readonly LogFilter[]): LeadTest | undefined => leadColumns.flatMap((column) => parts.filter((part): part is LeadTest => isLead(part, column))).at(0);

const planOf = (parts: readonly LogFilter[], lead: LeadTest | undefined): LogPlan => ({
  lead: lead === undefined ? undefined : { column: lead.field, text: lead.text },
  times: parts.flatMap(timesOf).reduce(meet, { from: undefined, until: undefined }),
  rest: parts.filter((part) => part !== lead && part.kind !== 'time'),
});

type LeadTest = Extract<LogTest, { readonly kind: 'text' }> & { readonly field: LeadColumn };
const isLead = (part: LogFilter, column: LeadColumn): part is LeadTest => part.kind === 'text' && part.match === 'equals' && part.field === column && (column !== 'type' || !unindexedTypes.includes(part.text));

/** A key tells the time of its line. */
function timesOf(part: LogFilter): readonly LogTimes[] {
  if (part.kind === 'time') return [part.times];
  const key = part.kind === 'text' && part.field === 'key' && part.match === 'equals' ? parseTokenKey(part.text) : undefined;
  return key === undefined ? [] : [{ from: timeOfKey(key), until: timeOfKey(key) + 1 }];
}

const meet = (a: LogTimes, b: LogTimes): LogTimes => ({ from: pick(Math.max, a.from, b.from), until: pick(Math.min, a.until, b.until) });
const pick = (of: (a: number, b: number) => number, a: number | undefined, b: number | undefined) => (a === undefined || b === undefined ? a ?? b : of(a, b));
