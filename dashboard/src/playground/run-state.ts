import type { PublishedBreak, PublishedFlow } from '../../../server/src/playground/published-flows.ts';
import type { FlowValues } from './fill-template.ts';
import type { LogLine } from '../api/records.ts';
import type { HttpExchange } from './http-message.ts';

/** Two values that the application compared. */
export interface Compared { readonly name: string; readonly received: string; readonly expected: string; readonly equal: boolean; readonly purpose: string }
/** Who refused, and why. */
export interface Refused { readonly by: 'server' | 'api' | 'app'; readonly status: number | undefined; readonly error: string; readonly reason: string; readonly words: string }

/** What came of a step. */
export interface StepResult {
  readonly exchange?: HttpExchange;
  readonly made?: readonly (readonly [name: string, value: string])[];
  readonly compared?: readonly Compared[];
  /** The decision records of the server. */
  readonly lines: readonly LogLine[];
  readonly refused?: Refused;
  /** It was not sent, and why. */
  readonly left?: string;
}

/** How a run stands. */
export interface RunState {
  readonly flow: PublishedFlow;
  /** What is done differently on purpose. */
  readonly twist: PublishedBreak | undefined;
  readonly values: FlowValues;
  readonly results: ReadonlyMap<string, StepResult>;
  /** How many messages are open. */
  readonly reached: number;
  readonly busy: boolean;
  /** What is waited for, in words. */
  readonly waiting: string | undefined;
  /** What kept a step from being tried; it can be tried again. */
  readonly failure: Error | undefined;
  /** `done`: it ran to its end; `as_documented`: the break was refused as it says; `otherwise`: it was not; `refused`: something was refused that should not be. */
  readonly end: 'done' | 'as_documented' | 'otherwise' | 'refused' | undefined;
}

/** A run before its first step. */
export const newRunState = (flow: PublishedFlow, values: FlowValues, twist: PublishedBreak | undefined): RunState => ({ flow, twist, values, results: new Map(), reached: 0, busy: false, waiting: undefined, failure: undefined, end: undefined });

/** The step at which something was refused. */
export function findRefused({ results }: Pick<RunState, 'results'>): readonly [step: string, refused: Refused] | undefined {
  for (const [step, { refused }] of results) if (refused !== undefined) return [step, refused];
  return undefined;
}

/** How a run ends when this step is done; `undefined`: it goes on. */
export function endAfter(step: string, { refused }: StepResult, { flow, twist }: Pick<RunState, 'flow' | 'twist'>): RunState['end'] {
  if (refused !== undefined) {
    if (twist === undefined) return 'refused';
    const wanted = twist.refused;
    return wanted.step === step && wanted.by === refused.by && wanted.reason === refused.reason && wanted.error === refused.error ? 'as_documented' : 'otherwise';
  }
  if (step !== flow.steps.at(-1)?.id) return undefined;
  return twist === undefined ? 'done' : 'otherwise';
}
