import { FailureNotice } from '../pieces/failure-notice.tsx';
import { Tag } from '../pieces/tag.tsx';
import { findRefused, type Refused, type RunState } from './run-state.ts';

/** How the run stands, in one place that is read aloud. */
export function RunVerdict({ state }: { readonly state: RunState }) {
  const { failure, waiting, end } = state;
  if (failure !== undefined) return <FailureNotice error={failure} what="The step could not be tried" />;
  return <div role="status" aria-label="How the run stands">{end === undefined ? waiting === undefined ? null : <p className="note">{waiting}</p> : <End state={state} end={end} />}</div>;
}

function End({ state, end }: { readonly state: RunState; readonly end: NonNullable<RunState['end']> }) {
  const [, refused] = findRefused(state) ?? [];
  const told = refused === undefined ? null : <Told refused={refused} />;
  switch (end) {
    case 'done': return <div className="note ok"><p><b>The flow ran to its end.</b> Now break it on purpose, or look at each message.</p></div>;
    case 'as_documented': return <div className="note ok"><p><Tag kind="ok">Refused, as documented</Tag> <b>{state.twist?.title}</b></p>{told}<p>{state.twist?.proves}</p></div>;
    case 'otherwise': return <div className="note bad"><p><b>It did not end as documented.</b> {state.twist?.words}</p>{told ?? <p>Nothing was refused.</p>}</div>;
    default: return <div className="note bad"><p><b>The flow was refused.</b></p>{told}</div>;
  }
}

function Told({ refused: { by, words, error, reason } }: { readonly refused: Refused }) {
  const code = <code>{reason}</code>;
  return <p>{words} {error === '' ? null : <code>{error}</code>} {reason !== '' && by === 'server' ? <a href={`/docs/errors/${reason}`} target="_blank" rel="noopener">{code}</a> : code}</p>;
}
