import type { DecisionRecord, PassedOrFailed } from '../kernel/decision-record.ts';
import { logType } from '../kernel/log-type.ts';
import { newKey } from '../kernel/opaque-token.ts';
import type { Clock } from '../kernel/time.ts';
import type { EventLog } from '../protocol/ports/event-log.ts';
import type { LogRecord } from '../kernel/log-record.ts';
import type { Request } from './request.ts';

/** Where lines of the log go. */
export interface EventTools { readonly log: EventLog; readonly clock: Clock }

/**
 * The decision record of a request as one line of the log. It is made once per request, in the same commit as what it tells of.
 * @param event a name such as `token.exchange`; the result and the reason come from the record
 */
export function logRecordOf(request: Request, event: string, { clock, record = request.record }: { readonly clock: Clock; /** As it will be when the step is won; else that of the request. */ readonly record?: DecisionRecord }): LogRecord {
  const { clientId, userId, connection, ...facts } = record.facts;
  const { reason } = record;
  const result = reason === undefined ? 'allowed' : 'refused';
  return {
    key: newKey(clock.nowMs()),
    event, type: logType(event, result, { reason, grantType: facts.grantType, silent: facts.silent }), result, reason, clientId, userId, connection,
    address: request.address,
    detail: JSON.stringify({ id: request.id, method: request.method, path: request.path, userAgent: request.userAgent.slice(0, 256), facts, checks: record.checks.map(compact) }),
  };
}

/** Writes the line where nothing else is stored; no answer waits for it. */
export function appendEvent(request: Request, event: string, tools: EventTools): void {
  tools.log.append(request.tenant.id, logRecordOf(request, event, tools));
}

/** `[check, 1 or 0, received, expected]`, cut after the last that is there. */
function compact({ check, ok, received, expected }: PassedOrFailed): readonly (string | number | null)[] {
  if (received === undefined && expected === undefined) return [check, ok ? 1 : 0];
  if (expected === undefined) return [check, ok ? 1 : 0, masked(received as string)];
  return [check, ok ? 1 : 0, received === undefined ? null : masked(received), masked(expected)];
}

/** Evidence holds no secrets. Should one have been put into the wrong parameter, only its start is kept: codes, tokens and secrets have 40 such characters or more in a row. */
const masked = (text: string) => (text.length < 40 ? text : text.replace(/[A-Za-z0-9_-]{40,}/g, (run) => `${run.slice(0, 6)}…`));
