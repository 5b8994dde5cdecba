import type { Check } from '../api/records.ts';
import { Tag } from '../pieces/tag.tsx';

/** What was checked. */
export interface CheckListProps { readonly checks: readonly Check[] }

/** Everything that the server checked of the request, in its order. */
export function CheckList({ checks }: CheckListProps) {
  const passed = checks.filter((check) => check.passed).length;
  return (
    <section className="card" aria-label="What the server checked">
      <div className="pad"><h2>What the server checked</h2><p className="muted">{passed} of {checks.length} hold.</p></div>
      <ol className="checks">
        {checks.map((check, index) => (
          <li key={`${index} ${check.check}`}>
            <span><Tag kind={check.passed ? 'ok' : 'bad'}>{check.passed ? 'Holds' : 'Fails'}</Tag></span>
            <div>{check.holds ?? check.check}{check.section === undefined ? null : <span className="muted small"> {check.section}</span>}</div>
            {check.received === undefined && check.expected === undefined ? null : (
              <dl>
                {check.received === undefined ? null : <><dt>Received</dt><dd><code>{check.received}</code></dd></>}
                {check.expected === undefined ? null : <><dt>Expected</dt><dd><code>{check.expected}</code></dd></>}
              </dl>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}
