import type { FormReader } from '../kernel/form-piece.ts';
import type { DecisionRecord } from '../kernel/decision-record.ts';
import type { Tenant } from '../kernel/tenant.ts';
import type { AdministratorRoles } from '../protocol/ports/administrator-store.ts';
import { Params } from '../protocol/params.ts';
import { Refusal } from '../kernel/refusal.ts';
import type { LogRecord } from '../kernel/log-record.ts';
import { refuseByRole, type Deed } from './administrator-power.ts';
import { noContent, type Operation } from './contract.ts';
import { isAuth0Operation, matcher, type Matched } from './match.ts';
import { allows, type Permit } from './permit.ts';
import { insufficientScope, invalidBody, invalidQuery, ManagementRefusal } from './refusal.ts';
import type { Arrival } from './tenant-address/judge-arrival.ts';
import { findProblems } from './validate.ts';

/** A request below `/api/v2`, as the adapter hands it over. */
export interface ManagementRequest {
  readonly tenant: Tenant;
  readonly record: DecisionRecord;
  readonly method: string;
  /** Without `/api/v2`, as it came. */
  readonly path: string;
  readonly query: string;
  /** The text of a JSON body; `undefined`: there is none, or it is of another kind. */
  readonly json: string | undefined;
  /** A form with a file that came instead. */
  readonly form: FormReader | undefined;
  readonly arrival: Arrival;
  /** Proves the token; asked when it is known that there is such an operation. */
  permit(): Promise<Permit | Refusal>;
  /** Counts the call; a refusal where the application made too many. */
  count(permit: Permit): ManagementRefusal | undefined;
  audit(event: string): LogRecord;
  readonly audited: () => void;
}

/** What goes back. `body` is left out where the operation has none. */
export interface ManagementAnswer { readonly status: number; readonly body: unknown }

/** Proves, validates and runs the operations of a table. Refusals of the token are the adapter's to write. */
export function dispatcher<Tools extends { readonly roles: AdministratorRoles }>(operations: readonly Operation<Tools>[], tools: Tools): (request: ManagementRequest) => Promise<ManagementAnswer | ManagementRefusal | Refusal> {
  const find = matcher(operations);
  return async (request) => {
    const found = find(request.method, request.path);
    if (found === 'other_method' || found === undefined) return absent(request);
    const { operation, path } = found;
    request.record.facts.grantType = operation.id;
    const permit = await request.permit();
    if (permit instanceof Refusal) return permit;
    const tooMany = request.count(permit);
    if (tooMany !== undefined) return tooMany;
    if (!allows(permit, operation.scopes, operation.provesOwner === true ? permit.userId : path['id'] ?? path['user_id'])) return insufficientScope(operation.scopes);
    request.record.pass('token.scope');
    const deed = parseDeed(found, request);
    if (deed instanceof ManagementRefusal) return deed;
    const beyond = await refuseByRole(permit, deed, { tenant: request.tenant.id, roles: tools.roles });
    if (beyond !== undefined) return beyond;
    const answer = await operation.run({ tenant: request.tenant, permit, record: request.record, path, query: deed.query, body: deed.body, arrival: request.arrival, form: operation.takesFile === true ? request.form : undefined, audit: () => request.audit(operation.id), audited: request.audited }, tools);
    return answer instanceof ManagementRefusal ? answer : answerOf(operation, answer);
  };
}

const answerOf = <Tools>({ status }: Operation<Tools>, answer: unknown): ManagementAnswer => (answer === noContent ? { status: 204, body: undefined } : { status, body: answer });

/** What Auth0 has and we do not is told with the same words as what the token may not do, whoever asks. */
async function absent(request: ManagementRequest): Promise<ManagementRefusal | Refusal> {
  const permit = await request.permit();
  if (permit instanceof Refusal) return permit;
  const tooMany = request.count(permit);
  if (tooMany !== undefined) return tooMany;
  return isAuth0Operation(request.method, request.path) ? insufficientScope(['an operation of another product']) : new ManagementRefusal(404, 'Not Found', { reason: 'management.not_found' });
}

function parseDeed<Tools>({ operation, path }: Matched<Operation<Tools>>, request: ManagementRequest): Deed | ManagementRefusal {
  const query = parseQuery(operation, request.query);
  if (query instanceof ManagementRefusal) return query;
  const body = parseBody(operation, request);
  return body instanceof ManagementRefusal ? body : { operation, path, query, body: body.value };
}

function parseQuery<Tools>(operation: Operation<Tools>, query: string): unknown {
  const params = Params.fromForm(query);
  if (params instanceof Refusal) return invalidQuery(params.description);
  const values = Object.fromEntries(Object.entries(params.toRecord()).map(([name, [value]]) => [name, value]));
  const problems = findProblems(operation.query, values);
  return problems.length === 0 ? values : invalidQuery(`Query validation error: ${problems.join('; ')}.`);
}

function parseBody<Tools>(operation: Operation<Tools>, { json, form }: Pick<ManagementRequest, 'json' | 'form'>): { readonly value: unknown } | ManagementRefusal {
  if (operation.body === undefined) return { value: undefined };
  if (operation.takesFile === true) return form === undefined ? invalidBody('The body is no form with a file: send multipart/form-data.') : { value: undefined };
  const value = parseJson(json);
  if (value === undefined) return invalidBody('The body is not JSON: send application/json.');
  const problems = findProblems(operation.body, value);
  return problems.length === 0 ? { value } : invalidBody(`Payload validation error: ${problems.join('; ')}.`);
}

function parseJson(text: string | undefined): unknown {
  try { return JSON.parse(text ?? '') as unknown; } catch { return undefined; }
}
