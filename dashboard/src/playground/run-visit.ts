import type { VisitStep } from '../../../server/src/playground/flow.ts';
import type { LogLine } from '../api/records.ts';
import { visitInWindow, type Visited } from './browser-window.ts';
import { findLinesOfRequest, findNewLines, findOldLines } from './find-lines.ts';
import type { HttpAnswer, HttpExchange } from './http-message.ts';
import type { Refused } from './run-state.ts';
import type { StepCall, StepOutcome } from './run-step.ts';
import { takeValues } from './take-values.ts';
import { addressOf, fieldsOf } from './twisted-step.ts';

/** The address that the browser is sent to. */
export function visitUrl(step: VisitStep, { values, twist }: Pick<StepCall, 'values' | 'twist'>): string {
  const fields = fieldsOf(step, values, twist).map(([name, value]) => [name, value]);
  return `${addressOf(step, values)}${fields.length === 0 ? '' : `?${new URLSearchParams(fields)}`}`;
}

/** Sends the browser to the server, in a window, and waits until it comes back. */
export async function runVisit(step: VisitStep, call: StepCall): Promise<StepOutcome> {
  const { values, api, clientId } = call;
  const url = visitUrl(step, call);
  const at = Date.now();
  call.tell(step.back === 'nothing' ? `In the window: ${step.there.title}.` : 'The window shows the pages of the server.');
  const seen = await findOldLines(api, clientId);
  const visited = await visitInWindow({ url, until: step.until });
  if (visited.ended === 'closed' && step.back !== 'nothing') throw new Error('The window was closed before the server had answered. Press “Next step” to open it again.');
  const find = () => (visited.ended === 'page' && visited.requestId !== undefined ? findLinesOfRequest(api, visited.requestId) : findNewLines(api, { clientId, seen }));
  const exchange: HttpExchange = { at, took: Date.now() - at, request: { method: 'GET', url, headers: [], body: undefined }, answer: answerOf(visited, values['redirect_uri'] ?? '') };
  const after = visited.ended === 'answer' ? { ...values, ...takeValues(visited.parameters, 'back') } : values;
  if (isGood(step, visited)) return { values: after, result: { exchange, lines: [] }, later: find };
  const lines = await find();
  return { values: after, result: { exchange, lines, refused: refusalOf(visited, lines) } };
}

/** What the browser was told; its headers are seen by the browser alone. */
function answerOf(visited: Visited, redirectUri: string): HttpAnswer | undefined {
  if (visited.ended !== 'answer') return undefined;
  if (visited.how !== 'form_post') return { status: 302, headers: [['Location', visited.address]], body: '' };
  return { status: 200, headers: [['Content-Type', 'text/html']], body: `(a page that posts this form to ${redirectUri})\n\n${new URLSearchParams(visited.parameters).toString().replaceAll('&', '\n&')}` };
}

const isGood = ({ fields }: VisitStep, visited: Visited): boolean => {
  if (visited.ended !== 'answer') return visited.ended !== 'page';
  const { error } = visited.parameters;
  // A step that asks for an answer without a page may be about the refusal.
  return error === undefined || (error === 'login_required' && fields.some(([name, value]) => name === 'prompt' && value === 'none'));
};

function refusalOf(visited: Visited, lines: readonly LogLine[]): Refused {
  const line = lines.findLast(({ reason }) => reason !== undefined);
  return { by: 'server', status: undefined, error: visited.ended === 'answer' ? visited.parameters['error'] ?? '' : '', reason: line?.reason ?? '', words: line?.explain ?? '' };
}
