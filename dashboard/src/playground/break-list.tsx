import { Button } from '@mantine/core';
import type { PublishedBreak, PublishedFlow } from '../../../server/src/playground/published-flows.ts';

/** Ways to break a flow, each with the refusal that it documents and the defence that it proves. */
export function BreakList({ flow: { breaks }, current, canRun, onBreak }: { readonly flow: PublishedFlow; readonly current: PublishedBreak | undefined; readonly canRun: boolean; readonly onBreak: (chosen: PublishedBreak) => void }) {
  return (
    <section className="card form-card" aria-labelledby="break-head">
      <div><h2 id="break-head">Break it on purpose</h2><p className="muted">The flow begins anew with one thing done wrong, and ends where somebody refuses.</p></div>
      <ul className="breaks">
        {breaks.map((one) => (
          <li key={one.id}>
            <div className="stack"><b>{one.title}</b><p className="small">{one.proves}</p><p className="muted small">{one.words}</p></div>
            <Button variant="default" aria-pressed={current?.id === one.id} size="xs" h={32} disabled={!canRun} aria-label={`Try: ${one.title}`} onClick={() => onBreak(one)}>Try it</Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
