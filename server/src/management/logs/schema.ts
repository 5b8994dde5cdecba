import Type from 'typebox';
import type { Connection } from '../../identity/connections/connection.ts';
import { checks, type CheckName } from '../../kernel/checks.ts';
import type { LogRecord } from '../../kernel/log-record.ts';
import { describesOf } from '../../kernel/log-type.ts';
import { timeOfKey } from '../../kernel/opaque-token.ts';
import { reasons, type ReasonCode } from '../../kernel/reasons/index.ts';
import type { Tenant } from '../../kernel/tenant.ts';

const text = Type.Optional(Type.String());
/** One check of a request. */
export const checked = Type.Object({ check: Type.String(), passed: Type.Boolean(), holds: text, section: text, received: text, expected: text });

/** Auth0: a line of the log. `reason`, `explain`, `fix`, `docs` (the page of the reason), `checks` and `request_id` are ours: why a request ended as it did. */
export const view = Type.Object({
  _id: text, log_id: text, date: text, type: text, description: text, connection: text, connection_id: text, client_id: text, client_name: text, ip: text, hostname: text, user_agent: text, user_id: text, user_name: text,
  audience: text, scope: text, strategy: text, strategy_type: text, isMobile: Type.Optional(Type.Boolean()), tenant_name: text, details: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
  reason: text, explain: text, fix: Type.Optional(Type.Array(Type.String())), docs: text, checks: Type.Optional(Type.Array(checked)), request_id: text,
});

/** The decision record as `record-event.ts` writes it; a line of the background has other members. */
interface Detail {
  readonly id?: string; readonly method?: string; readonly path?: string; readonly userAgent?: string; readonly facts?: Readonly<Record<string, unknown>>;
  readonly checks?: readonly (readonly [check: string, passed: number, received?: string | null, expected?: string])[];
}

/** How those are called who have a line, and the connections of the tenant. */
export interface LogNames { readonly clientName: string | undefined; readonly userName: string | undefined; readonly connections: readonly Connection[] }
const strategyTypes = { auth0: 'database', email: 'passwordless', oidc: 'enterprise', 'google-oauth2': 'social', oauth2: 'social', facebook: 'social', github: 'social', linkedin: 'social' } as const;

/** A line of the log in Auth0's names. */
export function viewOf(record: LogRecord, { clientName, userName, connections }: LogNames, tenant: Tenant): Readonly<Record<string, unknown>> {
  const { id, method, path, userAgent, facts = {}, checks: made, ...rest } = JSON.parse(record.detail) as Detail;
  const { audience, scope, connection: recorded, ...others } = facts;
  const { reason, connection = recorded } = record;
  const known = reasonOf(reason);
  return defined({
    _id: record.key, log_id: record.key, date: new Date(timeOfKey(record.key)).toISOString(), type: record.type, description: known?.explain ?? describes(record.event),
    client_id: record.clientId, client_name: clientName, user_id: record.userId, user_name: userName, ip: record.address === '' ? undefined : record.address, hostname: new URL(tenant.issuer).host, user_agent: userAgent,
    connection, ...sourceOf(connections.find(({ name }) => name === connection)),
    audience, scope, isMobile: userAgent === undefined ? undefined : /Mobi|Android|iPhone|iPad/.test(userAgent), tenant_name: tenant.id,
    details: defined({ event: record.event, result: record.result, method, path, ...others, ...rest }),
    reason, explain: known?.explain, fix: known?.fix, docs: known === undefined || reason === undefined ? undefined : `${tenant.issuer}docs/errors/${reason}`, checks: made?.map(checkOf), request_id: id,
  });
}

const sourceOf = (source: Connection | undefined) => (source === undefined ? {} : { connection_id: source.id, strategy: source.strategy, strategy_type: strategyTypes[source.strategy] });
const reasonOf = (reason: string | undefined) => (reason !== undefined && Object.hasOwn(reasons, reason) ? reasons[reason as ReasonCode] : undefined);
const defined = (members: Readonly<Record<string, unknown>>) => Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));

const describes = (event: string) => (event.startsWith('management.') ? `Management API: ${event.slice('management.'.length)}` : describesOf(event));

function checkOf([check, passed, received, expected]: NonNullable<Detail['checks']>[number]) {
  const known = Object.hasOwn(checks, check) ? checks[check as CheckName] : undefined;
  return defined({ check, passed: passed === 1, holds: known?.holds, section: known?.section, received: received ?? undefined, expected });
}
