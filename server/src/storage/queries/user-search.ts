import type { UserFilter, UserOrder } from '../../identity/ports/user-filter.ts';
import type { DialectName } from '../dialect.ts';
import type { Database } from '../schema.ts';
import type { Bound } from '../statement.ts';
import { metadataSql } from './metadata-leads.ts';
import { SqlText } from './sql-text.ts';
import { timeSql, userFilterSql } from './user-filter-sql.ts';
import { leadSql, type UserLead } from './user-leads.ts';
import { userColumns } from './user-queries.ts';

// A filter has no text that could be written when the server is built, so these are put together when they are asked for:
// of fixed pieces alone, and every value that comes from outside is a parameter.

type UserRow = Omit<Database['users'], 'tenant_id'>;
/** In which order, and which part of it. */
export interface UserWindow { readonly order: UserOrder; readonly offset: number; readonly limit: number }

const columns: Readonly<Record<UserOrder['by'], string>> = { id: 'u.id', email: 'u.canonical_email', created_at: 'u.created_at', updated_at: 'u.updated_at', last_login: 'u.last_login' };
const indexes: Readonly<Record<UserOrder['by'], string | undefined>> = { id: undefined, email: 'users_by_email', created_at: 'users_by_creation', updated_at: 'users_by_change', last_login: 'users_by_last_login' };
const direction = ({ descending }: UserOrder) => (descending ? ' desc' : '');
const sortOf = (order: UserOrder, column: (name: string) => string = (name) => name) =>
  (order.by === 'id' ? ['u.id'] : [columns[order.by], 'u.id']).map((name) => `${column(name)}${direction(order)}`).join(', ');
const through = (dialect: DialectName, index: string | undefined) => (index === undefined || dialect === 'postgres' ? 'users as u' : `users as u indexed by ${index}`);

/** A page of everybody, along the index of the order. */
export function userPage(dialect: DialectName, tenant: string, { order, offset, limit }: UserWindow): Bound<UserRow> {
  const text = new SqlText(dialect);
  return text.bind(`select ${userColumns.join(', ')} from ${through(dialect, indexes[order.by])} where u.tenant_id = ${text.text(tenant)} order by ${sortOf(order)} limit ${text.whole(limit)} offset ${text.whole(offset)}`);
}

/** Somebody to whom an index leads. `known` is 0 for who has more metadata than is kept there: it may lead to them. */
export interface Led { readonly id: string; readonly known: number }

/** The ids that the index of a lead leads to, at most so many of each kind. Who has a list of metadata may come several times. */
export function leadIds(dialect: DialectName, tenant: string, { lead, most }: { readonly lead: UserLead; readonly most: number }): Bound<Led> {
  const text = new SqlText(dialect);
  const ids = (from: string, condition: string, known: number) => `select * from (select u.id as id, ${known} as known from ${from} where u.tenant_id = ${text.text(tenant)} and ${condition} limit ${text.whole(most)}) as led`;
  const metadata = metadataSql(text, lead);
  if (metadata !== undefined) return text.bind(`${ids('users_by_metadata as u', metadata, 1)} union all ${ids('users_by_metadata as u', "u.path = ''", 0)}`);
  if (lead.kind === 'number') throw new Error('no index knows this member');
  const { index, condition } = leadSql(text, lead);
  return text.bind(ids(through(dialect, index), condition, 1));
}

/** How many the index of a lead among the people leads to, as far as `most`: it alone is looked at, not the people. */
export function countOfLead(dialect: DialectName, tenant: string, { lead, most }: { readonly lead: UserLead; readonly most: number }): Bound<{ readonly count: number }> {
  const text = new SqlText(dialect);
  if (lead.kind === 'number') throw new Error('no index knows this member');
  const { index, condition } = leadSql(text, lead);
  return text.bind(`select count(*) as count from (select 1 from ${through(dialect, index)} where u.tenant_id = ${text.text(tenant)} and ${condition} limit ${text.whole(most)}) as led`);
}

/** How many an index of metadata leads to, as far as `most`, and whether there is somebody to whom it may lead as well. */
export function countLed(dialect: DialectName, tenant: string, { lead, most }: { readonly lead: UserLead; readonly most: number }): Bound<{ readonly known: number; readonly others: number }> {
  const text = new SqlText(dialect);
  const count = (condition: string, limit: number) => `(select count(*) from (select 1 from users_by_metadata as u where u.tenant_id = ${text.text(tenant)} and ${condition} limit ${text.whole(limit)}) as led)`;
  return text.bind(`select ${count(metadataSql(text, lead) ?? '', most)} as known, ${count("u.path = ''", 1)} as others`);
}

/** A page of those to whom an index of metadata leads, in the order of their creation, which it has itself. */
export function ledPage(dialect: DialectName, tenant: string, { lead, order, offset, limit }: UserWindow & { readonly lead: UserLead }): Bound<UserRow> {
  const text = new SqlText(dialect);
  const sorted = (table: string) => `order by ${table}.created_at${direction(order)}, ${table}.id${direction(order)}`;
  const led = `select u.created_at, u.id from users_by_metadata as u where u.tenant_id = ${text.text(tenant)} and ${metadataSql(text, lead) ?? ''} ${sorted('u')} limit ${text.whole(limit)} offset ${text.whole(offset)}`;
  return text.bind(`select ${userColumns.join(', ')} from (${led}) as led cross join users as u where u.tenant_id = ${text.text(tenant)} and u.id = led.id ${sorted('led')}`);
}

/** Those of a few people whom a filter lets through. */
export interface Among { readonly ids: readonly string[]; readonly filter: UserFilter | undefined }

/** A page of a few people: they are found by their ids and then sorted. The index of the order would lead through everybody, so it is hidden. */
export function usersAmong(dialect: DialectName, tenant: string, { ids, filter, order, offset, limit }: Among & UserWindow): Bound<UserRow> {
  const text = new SqlText(dialect);
  return text.bind(`select ${userColumns.join(', ')} from users as u where ${among(text, tenant, { ids, filter })} order by ${sortOf(order, (name) => `coalesce(${name}, null)`)} limit ${text.whole(limit)} offset ${text.whole(offset)}`);
}

/** How many of a few people a filter lets through. */
export function countAmong(dialect: DialectName, tenant: string, wanted: Among): Bound<{ readonly count: number }> {
  const text = new SqlText(dialect);
  return text.bind(`select count(*) as count from users as u where ${among(text, tenant, wanted)}`);
}

const among = (text: SqlText, tenant: string, { ids, filter }: Among) => `u.tenant_id = ${text.text(tenant)} and u.id ${text.anyOf(ids)}${filter === undefined ? '' : ` and ${userFilterSql(text, filter)}`}`;

/** Which people of an order: those who have a value in its column, or those who have none. */
export type Phase = 'values' | 'nulls';
/** After whom a step begins. */
export interface Place { readonly value: string | number | null; readonly id: string }
/** A stretch of the way along everybody, or along those of a lead that knows them in this order. */
export interface UserStep { readonly filter: UserFilter; readonly order: UserOrder; readonly phase: Phase; readonly place: Place | undefined; readonly people: number; readonly lead: UserLead | undefined }
/** Somebody who was found (`hit`), or the last one who was looked at. */
export interface LookedAt { readonly id: string; readonly place: string | number | null; readonly hit: number }

/**
 * One step along the index of an order. The filter stands beside the people and not in the condition, so that no database leaves the way for it: a step looks at so many and no more.
 * It answers those who were found, in order, and the last one whom it looked at, who says where the next step begins. No row at all: the way has ended.
 */
export function userStep(dialect: DialectName, tenant: string, { filter, order, phase, place, people, lead }: UserStep): Bound<LookedAt> {
  const text = new SqlText(dialect);
  const [way, back] = [order.descending ? 'desc' : 'asc', order.descending ? 'asc' : 'desc'];
  const sorted = (by: string) => `order by place ${by}, id ${by}`;
  const range = timesOf(filter, order).map((test) => ` and ${timeSql(text, test)}`).join('');
  const limits = `${range}${placeSql(text, { order, phase, place })} order by ${sortOf(order)} limit ${text.whole(people)}`;
  const stretch = lead === undefined
    ? `select u.id as id, ${columns[order.by]} as place, ${userFilterSql(text, filter)} as hit from ${through(dialect, indexes[order.by])} where u.tenant_id = ${text.text(tenant)}${limits}`
    : `select u.id as id, u.created_at as place, ${userFilterSql(text, filter)} as hit from (select u.id, u.created_at from users_by_metadata as u where u.tenant_id = ${text.text(tenant)} and ${metadataSql(text, lead) ?? ''}${limits}) as led cross join users as u where u.tenant_id = ${text.text(tenant)} and u.id = led.id`;
  return text.bind(`with stretch as materialized (${stretch}), ending as (select id, place from stretch ${sorted(back)} limit 1)`
    + ` select id, place, hit from (select id, place, 1 as hit from stretch where hit union all select id, place, 0 as hit from ending) as found order by place ${way}, id ${way}, hit desc`);
}

/** What a filter demands of the time by which people are sorted: the way ends there. */
export const timesOf = (filter: UserFilter, { by }: UserOrder) => partsOf(filter).flatMap((part) => (part.kind === 'time' && part.field === by ? [part] : []));
const partsOf = (filter: UserFilter): readonly UserFilter[] => (filter.kind === 'group' && filter.operator === 'and' ? filter.parts.flatMap(partsOf) : [filter]);

function placeSql(text: SqlText, { order, phase, place }: Pick<UserStep, 'order' | 'phase' | 'place'>): string {
  const [column, beyond] = [columns[order.by], order.descending ? '<' : '>'];
  const start = phase === 'nulls' ? ` and ${column} is null` : ` and ${column} is not null`;
  if (place === undefined) return start;
  if (phase === 'nulls' || order.by === 'id') return `${start} and u.id ${beyond} ${text.text(place.id)}`;
  const value = typeof place.value === 'number' ? text.whole(place.value) : text.text(String(place.value));
  return `${start} and (${column}, u.id) ${beyond} (${value}, ${text.text(place.id)})`;
}
