import type { Step } from '../../../server/src/playground/flow.ts';
import type { PublishedBreak, PublishedFlow } from '../../../server/src/playground/published-flows.ts';
import type { FlowValues } from './fill-template.ts';
import type { ManagementApi } from '../api/management-api.ts';
import { runStep } from './run-step.ts';
import { endAfter, newRunState, type RunState, type StepResult } from './run-state.ts';

/** What a run begins with. */
export interface RunStart { readonly flow: PublishedFlow; readonly twist: PublishedBreak | undefined; readonly values: FlowValues; readonly clientId: string; readonly apiAddress: string | undefined; readonly api: ManagementApi }

/** A run of a flow: it goes on when it is told to, and says to whoever listens how it stands. */
export interface FlowRun {
  readonly snapshot: () => RunState;
  readonly subscribe: (listen: () => void) => () => void;
  /** Opens the next message; what must be sent for it is sent. */
  readonly next: () => Promise<void>;
  /** Goes on to the end. */
  readonly play: () => Promise<void>;
  /** Does not wait any longer. */
  readonly hurry: () => void;
  /** Ends it where it is. */
  readonly leave: () => void;
}

/** Begins a run. */
export function startRun({ flow, twist, values, clientId, apiAddress, api }: RunStart): FlowRun {
  let state = newRunState(flow, values, twist);
  let left = false;
  let hurried: (() => void) | undefined;
  const listeners = new Set<() => void>();
  const { messages, steps } = flow;
  const change = (change: Partial<RunState>) => {
    state = { ...state, ...change };
    for (const listen of listeners) listen();
  };
  const wait = (seconds: number, words: string) => new Promise<void>((resolve) => {
    const done = () => { clearTimeout(timer); hurried = undefined; change({ waiting: undefined }); resolve(); };
    const timer = setTimeout(done, seconds * 1000);
    hurried = done;
    change({ waiting: `${words} in ${seconds} seconds.` });
  });
  const keep = (step: Step, result: StepResult) => new Map([...state.results, [step.id, result]]);
  let looking: Promise<void> = Promise.resolve();
  const look = (step: Step, result: StepResult, later: () => Promise<StepResult['lines']>) => {
    looking = looking.then(async () => { if (!left) change({ results: keep(step, { ...result, lines: await later() }) }); }).catch((failure: unknown) => change({ failure: failure instanceof Error ? failure : undefined }));
  };
  const run = async (step: Step) => {
    const { values: after, result, later } = await runStep(step, { values: state.values, twist, api, clientId, apiAddress, wait, tell: (waiting) => change({ waiting }) });
    change({ values: after, results: keep(step, result) });
    if (later !== undefined) look(step, result, later);
  };
  const next = async () => {
    const step = steps.find(({ id }) => id === messages[state.reached]?.step);
    if (step === undefined || state.busy || state.end !== undefined || left) return;
    change({ busy: true, failure: undefined });
    try {
      if (!state.results.has(step.id)) await run(step);
      const isLast = messages[state.reached + 1]?.step !== step.id;
      const result = state.results.get(step.id);
      change({ busy: false, waiting: undefined, reached: state.reached + 1, end: isLast && result !== undefined ? endAfter(step.id, result, state) : undefined });
    } catch (error) {
      change({ busy: false, waiting: undefined, failure: error instanceof Error ? error : new Error('Nobody knows why.') });
    }
  };
  return {
    snapshot: () => state, subscribe: (listen) => { listeners.add(listen); return () => { listeners.delete(listen); }; }, next,
    play: async () => {
      if (state.busy) return;
      await next();
      while (state.end === undefined && state.failure === undefined && !left) await next();
    },
    hurry: () => hurried?.(), leave: () => { left = true; hurried?.(); },
  };
}
