import { Link } from '@tanstack/react-router';
import { flows } from '../../../server/src/playground/catalogue.ts';
import { PageHead } from '../pieces/page-head.tsx';
import { Tag } from '../pieces/tag.tsx';
import './playground.css';

/** D28: choose a flow. */
export function FlowList() {
  return (
    <>
      <PageHead title="Flow playground" lead="Every flow step by step, with the raw HTTP, what the server checked, and ways to break it on purpose. It runs with real applications at the real endpoints of this server." />
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
    </>
  );
}
