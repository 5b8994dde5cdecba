import { Link } from '@tanstack/react-router';
import type { PublishedFlows } from '../../../server/src/playground/published-flows.ts';
import { Loaded } from '../pieces/loaded.tsx';
import { PageHead } from '../pieces/page-head.tsx';
import { Tag } from '../pieces/tag.tsx';
import { useFlows } from './flows-query.ts';
import './playground.css';

/** D28: choose a flow. */
export function FlowList() {
  const query = useFlows();
  return (
    <>
      <PageHead title="Flow playground" lead="Every flow step by step, with the raw HTTP, what the server checked, and ways to break it on purpose. It runs with real applications at the real endpoints of this server." />
      <Loaded query={query} what="list of flows">{({ flows }) => <Cards flows={flows} />}</Loaded>
    </>
  );
}

function Cards({ flows }: Pick<PublishedFlows, 'flows'>) {
  return (
    <ul className="flow-cards">
      {flows.map(({ id, title, about, use, warning, steps, breaks }) => (
        <li key={id} className="card">
          <div className="row"><Link to="/playground/$flow" params={{ flow: id }}>{title}</Link>{warning === undefined ? null : <Tag kind="warn">Not recommended</Tag>}</div>
          <p>{about}</p>
          <p className="muted small">{use}</p>
          <p className="muted small">{steps.length} steps, {breaks.length} ways to break it</p>
        </li>
      ))}
    </ul>
  );
}
