import type { Static, TSchema } from 'typebox';
import type { FormReader } from '../kernel/form-piece.ts';
import type { DecisionRecord } from '../kernel/decision-record.ts';
import type { Tenant } from '../kernel/tenant.ts';
import type { LogRecord } from '../kernel/log-record.ts';
import type { Permit } from './permit.ts';
import type { Arrival } from './tenant-address/judge-arrival.ts';
import type { ManagementRefusal } from './refusal.ts';

/** The verbs of the Management API. */
export type ManagementMethod = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';

/** What an operation is handed: everything proved and typed. `Query` and `Body` are what their schemas say. */
export interface ManagementCall<Query, Body> {
  readonly tenant: Tenant;
  readonly permit: Permit;
  readonly record: DecisionRecord;
  /** The segments of the path that stand in braces, decoded. */
  readonly path: Readonly<Record<string, string>>;
  readonly query: Query;
  readonly body: Body;
  /** The form that came, where the operation takes one; nothing of it has been read yet. */
  readonly form: FormReader | undefined;
  /** How the call came in, for the doctor of the address; nothing is decided by it. */
  readonly arrival: Arrival;
  /** The line of the log that belongs into the same commit as what is written. */
  readonly audit: () => LogRecord;
  /** The line is written: the answer need not write it again. */
  readonly audited: () => void;
}

/** Where an operation stands, who may call it, and what goes in and out. */
export interface OperationHead<Query extends TSchema, Body extends TSchema> {
  /** A stable name, as in Auth0's SDKs: `clients.create`. */
  readonly id: string;
  readonly method: ManagementMethod;
  /** Below `/api/v2`: `/clients/{id}`. */
  readonly path: string;
  /** Any of these lets in. Those of `current_user` hold for the own record of the person alone. */
  readonly scopes: readonly string[];
  /** The path names no person: the operation itself proves that what a `current_user` scope lets touch is the caller's own. */
  readonly provesOwner?: true;
  readonly status: number;
  /** It is answered 204 where there is nothing to tell. */
  readonly mayBeEmpty?: true;
  /** One sentence for OpenAPI and the explorer. */
  readonly summary: string;
  readonly query: Query;
  /** `undefined`: no body is read. */
  readonly body: Body | undefined;
  /** The body is a form with a file (RFC 7578 §4.2), which the operation reads itself; `body` describes it and is not held against it. */
  readonly takesFile?: true;
  /** `undefined`: the answer has no body. */
  readonly output: TSchema | undefined;
}

/** One operation of the Management API: one value, from which everything about it comes. */
export interface Operation<Tools> extends OperationHead<TSchema, TSchema> {
  run(call: ManagementCall<unknown, unknown>, tools: Tools): Promise<unknown>;
}

/** Makes an operation whose `run` is typed by its schemas. A refusal is returned, an outage thrown. */
export function operation<Tools>() {
  return <Query extends TSchema, Body extends TSchema>(head: OperationHead<Query, Body>, run: (call: ManagementCall<Static<Query>, Static<Body>>, tools: Tools) => Promise<unknown>): Operation<Tools> =>
    ({ ...head, run: (call, tools) => run(call as ManagementCall<Static<Query>, Static<Body>>, tools) });
}

/** RFC 9110 §15.3.5: what an operation answers that has a body at other times. */
export const noContent = Symbol('no content');

/** What an operation may answer instead of a value. */
export type Refused = ManagementRefusal;
