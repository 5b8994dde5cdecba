import type { CallStep } from '../../../server/src/playground/flow.ts';
import { Unreachable } from '../api/api-failure.ts';
import type { HttpExchange, HttpRequest } from './http-message.ts';
import { findLinesOfRequest } from './find-lines.ts';
import type { Refused, StepResult } from './run-state.ts';
import type { StepCall, StepOutcome } from './run-step.ts';
import { takeValues } from './take-values.ts';
import { addressOf, bearerOf, fieldsOf, methodOf } from './twisted-step.ts';

const pendingErrors = ['authorization_pending', 'slow_down'];
/** RFC 8628 §3.2: seconds between two questions, where the server says nothing. */
const usualInterval = 5;

/** The request that a step stands for, with the values of this run. */
export function requestOf(step: CallStep, { values, twist }: Pick<StepCall, 'values' | 'twist'>): HttpRequest {
  const method = methodOf(step, twist);
  const fields = fieldsOf(step, values, twist);
  const address = addressOf(step, values);
  const bearer = bearerOf(step, values, twist);
  const body = method === 'GET' ? undefined : step.body === 'json' ? JSON.stringify(Object.fromEntries(fields)) : new URLSearchParams(fields.map(([name, value]) => [name, value])).toString();
  return {
    method, body, url: method === 'GET' && fields.length > 0 ? `${address}?${new URLSearchParams(fields.map(([name, value]) => [name, value]))}` : address,
    headers: [...(bearer === '' ? [] : [['Authorization', `Bearer ${bearer}`] as const]), ...(body === undefined ? [] : [['Content-Type', step.body === 'json' ? 'application/json' : 'application/x-www-form-urlencoded'] as const])],
  };
}

/** Sends a request. Whatever comes back is an answer; throws Unreachable where none came. */
export async function sendRequest(request: HttpRequest): Promise<HttpExchange> {
  const { url, method, headers, body } = request;
  const { pathname, search } = new URL(url);
  const at = Date.now();
  const begun = performance.now();
  try {
    const response = await fetch(`${pathname}${search}`, { method, headers: headers.map(([name, value]) => [name, value]), credentials: 'omit', cache: 'no-store', ...(body === undefined ? {} : { body }) });
    const text = await response.text();
    return { request, at, took: Math.round(performance.now() - begun), answer: { status: response.status, headers: [...response.headers], body: text } };
  } catch (error) {
    throw new Unreachable('The server can not be reached.', { cause: error });
  }
}

/** Calls the server or the API. */
export async function runCall(step: CallStep, call: StepCall): Promise<StepOutcome> {
  const { values, twist, apiAddress } = call;
  if (step.to === 'api' && apiAddress === undefined) return { values, result: { lines: [], left: 'The sample API is not on this server, and this page sends tokens nowhere else. Your own API is called like this.' } };
  const request = requestOf(step, call);
  const first = await sendPatiently(step, request, call);
  const exchange = twist?.repeats === step.id ? await sendRequest(request) : first;
  const members = readMembers(exchange.answer?.body);
  const requestId = new Map(exchange.answer?.headers).get('x-request-id');
  const find = () => (step.to === 'api' || requestId === undefined || request.method === 'GET' ? Promise.resolve([]) : findLinesOfRequest(call.api, requestId));
  if (exchange.answer?.status === (step.status ?? 200)) return { values: { ...values, ...takeValues(members, step.under) }, result: { exchange, lines: [] }, later: find };
  const lines = await find();
  return { values, result: { exchange, lines, refused: refusalOf(step, exchange, { members, lines }) } };
}

/** RFC 8628 §3.5: asked again and again, as long as the person has not answered. */
async function sendPatiently(step: CallStep, request: HttpRequest, call: StepCall): Promise<HttpExchange> {
  const exchange = await sendRequest(request);
  const error = readMembers(exchange.answer?.body)['error'];
  if (step.polls !== true || typeof error !== 'string' || !pendingErrors.includes(error) || call.twist?.refused.error === error) return exchange;
  await call.wait(Number(call.values['interval'] ?? usualInterval), 'The person has not answered yet. It is asked again');
  return sendPatiently(step, request, call);
}

type Members = Readonly<Record<string, unknown>>;

function readMembers(body = ''): Members {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null ? value as Members : {};
  } catch {
    return {};
  }
}

function refusalOf(step: CallStep, { answer }: HttpExchange, { members, lines }: { readonly members: Members; readonly lines: StepResult['lines'] }): Refused {
  const text = (name: string) => { const value = members[name]; return typeof value === 'string' ? value : ''; };
  const line = lines.find(({ reason }) => reason !== undefined);
  return { by: step.to, status: answer?.status, error: text('error'), reason: line?.reason ?? text('reason'), words: line?.explain ?? text('error_description') };
}
