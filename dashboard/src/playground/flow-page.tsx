import { Button } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useEffect, useState, useSyncExternalStore } from 'react';
import type { PublishedBreak, PublishedFlow, PublishedFlows } from '../../../server/src/playground/published-flows.ts';
import { useApi } from '../api/api-context.ts';
import { NotFound } from '../frame/not-found.tsx';
import { Loaded } from '../pieces/loaded.tsx';
import { PageHead } from '../pieces/page-head.tsx';
import { BreakList } from './break-list.tsx';
import { ExportPanel } from './export-panel.tsx';
import { startRun, type FlowRun } from './flow-run.ts';
import { useFlows } from './flows-query.ts';
import { FlowWarning } from './flow-switch.tsx';
import { MessageView } from './message-view.tsx';
import { usePlaygroundApplication } from './playground-application.ts';
import { findRefused, newRunState, type RunState } from './run-state.ts';
import { RunVerdict } from './run-verdict.tsx';
import { Sequence } from './sequence.tsx';
import { StartPanel, type Asked } from './start-panel.tsx';
import { useGround } from './use-flow-values.ts';

const route = getRouteApi('/playground/$flow');

/** D28: one flow, step by step. */
export function FlowPage() {
  const { flow: id } = route.useParams();
  const query = useFlows();
  return (
    <Loaded query={query} what="flow">
      {(published) => {
        const flow = published.flows.find((one) => one.id === id);
        return flow === undefined ? <NotFound what="flow" /> : <Flowing key={flow.id} flow={flow} published={published} />;
      }}
    </Loaded>
  );
}

const nothing = () => () => undefined;
/** A short text that differs from run to run. */
const codeWord = () => `PLAY-${1000 + (crypto.getRandomValues(new Uint16Array(1))[0] ?? 0) % 9000}`;

/** The run of the page: none until an application is there, and another with each break. */
function useRun(flow: PublishedFlow, { asked, sampleApi }: { readonly asked: Asked; readonly sampleApi: string }) {
  const api = useApi();
  const ground = useGround(sampleApi);
  const kept = usePlaygroundApplication(flow, ground.values);
  const [run, setRun] = useState<FlowRun>();
  const [empty] = useState(() => newRunState(flow, ground.values, undefined));
  const state = useSyncExternalStore(run?.subscribe ?? nothing, run?.snapshot ?? (() => empty));
  useEffect(() => () => run?.leave(), [run]);
  const { application } = kept;
  const begin = (twist: PublishedBreak | undefined): FlowRun | undefined => {
    if (application === undefined) return undefined;
    const values = { ...ground.values, ...asked.typed, client_id: application.id, client_secret: application.secret, code_word: codeWord(), prompt: asked.signsIn ? 'login' : '' };
    const begun = startRun({ flow, twist, values, clientId: application.id, apiAddress: ground.apiAddress, api });
    setRun(begun);
    return begun;
  };
  return { ground, kept, run: application === undefined ? undefined : run, state: run === undefined ? { ...empty, values: ground.values } : state, begin };
}

function Flowing({ flow, published: { flows, api: sampleApi } }: { readonly flow: PublishedFlow; readonly published: PublishedFlows }) {
  const { step } = route.useSearch();
  const navigate = route.useNavigate();
  const [asked, onAsked] = useState<Asked>({ typed: {}, signsIn: false });
  const { ground, kept, run, state, begin } = useRun(flow, { asked, sampleApi });
  const { messages } = flow;
  const chosen = Math.min(Math.max(Number(step ?? 1) || 1, 1), messages.length) - 1;
  const choose = (index: number) => { void navigate({ search: { step: String(index + 1) }, replace: true, resetScroll: false }); };
  useEffect(() => { if (state.reached > 0) choose(state.reached - 1); }, [state.reached]);
  const message = messages[chosen];
  const play = (twist: PublishedBreak | undefined) => { void begin(twist)?.play(); };
  return (
    <>
      <PageHead title={flow.title} up={{ to: '/playground', label: 'Flow playground' }} lead={<>{flow.about} {flow.use} <span className="small">{flow.sections.join(', ')}</span> <a className="small" href={`/docs/flows/${flow.id}`} target="_blank" rel="noopener">In the documentation</a></>} actions={kept.application === undefined ? undefined : <Controls run={run} state={state} begin={begin} />} />
      <div className="stack-wide">
        <FlowWarning flow={flow} better={flows.find(({ id }) => id === flow.warning?.better)} />
        <StartPanel flow={flow} ground={ground} kept={kept} asked={asked} onAsked={onAsked} />
        <RunVerdict state={state} />
        {state.waiting === undefined || !/seconds/.test(state.waiting) ? null : <div><Button variant="default" onClick={run?.hurry}>Do not wait</Button></div>}
        <div className="playground">
          <Sequence entries={entriesOf(messages, state)} chosen={chosen} onChoose={choose} />
          {message === undefined ? null : <MessageView message={message} number={chosen + 1} state={state} isOpen={chosen < state.reached} />}
        </div>
        <BreakList flow={flow} current={state.twist} canRun={kept.application !== undefined && !state.busy} onBreak={play} />
        <ExportPanel drawn={messages} exchanges={[...state.results.values()].flatMap(({ exchange }) => exchange ?? [])} />
      </div>
    </>
  );
}

const entriesOf = (messages: PublishedFlow['messages'], state: RunState) => {
  const [bad] = findRefused(state) ?? [];
  return messages.map(({ title, path, step, part }, index) => {
    const isLast = messages[index + 1]?.step !== step;
    const isOpen = index < state.reached;
    const isBad = isOpen && step === bad && isLast;
    return { key: `${step} ${part}`, title: isBad ? `${title}: refused` : title, path, state: isBad ? 'bad' as const : isOpen ? 'open' as const : undefined };
  });
};

function Controls({ run, state, begin }: { readonly run: FlowRun | undefined; readonly state: RunState; readonly begin: (twist: PublishedBreak | undefined) => FlowRun | undefined }) {
  const going = run !== undefined && state.end === undefined;
  const now = () => (going ? run : begin(undefined));
  return (
    <>
      {run === undefined ? null : <Button variant="default" disabled={state.busy} onClick={() => { begin(undefined); }}>Restart</Button>}
      <Button variant="default" loading={state.busy} onClick={() => { void now()?.play(); }}>Play</Button>
      <Button loading={state.busy} onClick={() => { void now()?.next(); }}>{state.end === undefined ? 'Next step' : 'Begin again'}</Button>
    </>
  );
}
