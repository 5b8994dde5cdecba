import type { Break, ProveStep, Step } from '../../../server/src/playground/flow.ts';
import { fillTemplate, type FlowValues } from './fill-template.ts';
import type { ManagementApi } from '../api/management-api.ts';
import { randomText } from '../session/pkce.ts';
import { makeValue } from './make-value.ts';
import { runCall } from './run-call.ts';
import { runVisit } from './run-visit.ts';
import type { Compared, Refused, StepResult } from './run-state.ts';

/** What a step works with. */
export interface StepCall {
  readonly values: FlowValues;
  readonly twist: Break | undefined;
  readonly api: ManagementApi;
  readonly clientId: string;
  /** Where the sample API stands; `undefined`: it is not there. */
  readonly apiAddress: string | undefined;
  /** Says what is waited for. */
  readonly tell: (words: string) => void;
  /** Waits for so many seconds, or until the person has had enough. */
  readonly wait: (seconds: number, words: string) => Promise<void>;
}

/** What came of a step, and the values after it. `later` finds the decision records of what went well: nothing waits for them. */
export interface StepOutcome { readonly values: FlowValues; readonly result: StepResult; readonly later?: () => Promise<StepResult['lines']> }

/** Runs one step, as the flow says it or as it is broken on purpose. Throws where it could not be tried. */
export async function runStep(step: Step, given: StepCall): Promise<StepOutcome> {
  const call = { ...given, values: { ...given.values, random: randomText() } };
  const { twist } = call;
  if (twist?.skips === step.id) return { values: call.values, result: { lines: [], left: 'Left out on purpose.' } };
  if (twist?.waits?.before === step.id) await call.wait(twist.waits.seconds, 'It goes on');
  const outcome = await runKind(step, call);
  const forged = twist?.forges?.filter(({ after }) => after === step.id).map(({ value, to }) => [value, fillTemplate(to, call.values)] as const) ?? [];
  return { ...outcome, values: { ...outcome.values, ...Object.fromEntries(forged) } };
}

async function runKind(step: Step, call: StepCall): Promise<StepOutcome> {
  switch (step.kind) {
    case 'make': {
      let { values } = call;
      for (const making of step.makes) values = { ...values, [making.name]: await makeValue(making, values) };
      return { values, result: { lines: [], made: step.makes.map(({ name }) => [name, values[name] ?? '']) } };
    }
    case 'prove': return { values: call.values, result: compare(step, call.values) };
    case 'visit': return runVisit(step, call);
    default: return runCall(step, call);
  }
}

function compare({ proves }: ProveStep, values: FlowValues): StepResult {
  const compared = proves.map(({ name, received, expected, purpose }): Compared => {
    const [came, wanted] = [fillTemplate(received, values), fillTemplate(expected, values)];
    return { name, purpose, received: came, expected: wanted, equal: came === wanted };
  });
  const other = compared.find(({ equal }) => !equal);
  const refused: Refused | undefined = other === undefined ? undefined : { by: 'app', status: undefined, error: '', reason: `app.${other.name}`, words: `${other.name} is not what was expected: the application throws the answer away.` };
  return { lines: [], compared, ...(refused === undefined ? {} : { refused }) };
}
