import type { Management } from 'auth0-5';
import Type from 'typebox';
import { closed, fitting, like, offsetPage, oneOf, time } from './fitting.ts';

const maybe = Type.Optional;
const text = Type.String();
const named = Type.String({ minLength: 1 });
const checked = closed({ check: named, passed: Type.Boolean(), holds: named, section: named, received: maybe(text), expected: maybe(text) });
/** Beside what Auth0 tells, why a request ended as it did. */
const ours = { reason: maybe(named), explain: maybe(named), fix: maybe(Type.Array(named)), checks: maybe(Type.Array(checked)), request_id: maybe(named) };
const line = closed({
  _id: named, log_id: named, date: time, type: named, description: named, hostname: named, tenant_name: named, details: Type.Record(text, Type.Unknown()), client_id: maybe(named), client_name: maybe(named), user_id: maybe(named), user_name: maybe(named), ip: maybe(named), user_agent: maybe(text),
  isMobile: maybe(Type.Boolean()), connection: maybe(named), connection_id: maybe(like('^con_')), strategy: maybe(named), strategy_type: maybe(oneOf(['database'])), audience: maybe(text), scope: maybe(text), ...ours,
});
/** A line of the log. */
export const logLine = fitting<Management.GetLogResponseContent>()(line);
/** A page of the log, of the tenant or of a person. */
export const logLines = fitting<Management.ListLogOffsetPaginatedResponseContent & Management.UserListLogOffsetPaginatedResponseContent>()(closed({ ...offsetPage('logs', line).properties, length: Type.Integer({ minimum: 1 }) }));

/** Auth0: a bare number. */
export const activeUsers = fitting<Management.GetActiveUsersCountStatsResponseContent>()(Type.Integer({ minimum: 1 }));
/** What happened on each day of a month. */
export const daily = fitting<Management.DailyStats[]>()(Type.Array(closed({ date: time, logins: Type.Integer(), signups: Type.Integer(), leaked_passwords: Type.Integer(), updated_at: time, created_at: time }), { minItems: 31, maxItems: 31 }));
