import { useState } from 'react';
import { CopyBlock } from '../pieces/copy-block.tsx';
import { harOf, httpFile, mermaidOf, type Drawn } from './export-run.ts';
import type { HttpExchange } from './http-message.ts';

const kinds = ['Mermaid', 'HAR', 'HTTP file'] as const;
type Kind = (typeof kinds)[number];

const textOf = (kind: Kind, drawn: readonly Drawn[], exchanges: readonly HttpExchange[]) => {
  switch (kind) {
    case 'Mermaid': return mermaidOf(drawn);
    case 'HAR': return harOf(exchanges);
    default: return httpFile(exchanges);
  }
};

/** The run to take along. The values of secrets and tokens are left out. */
export function ExportPanel({ drawn, exchanges }: { readonly drawn: readonly Drawn[]; readonly exchanges: readonly HttpExchange[] }) {
  const [kind, choose] = useState<Kind>('Mermaid');
  return (
    <details className="card pad">
      <summary>Export</summary>
      <div className="stack">
        <label className="select-field"><b>As</b><span className="muted small">Codes, tokens and secrets are masked.</span><select value={kind} onChange={(event) => choose(event.currentTarget.value as Kind)}>{kinds.map((one) => <option key={one} value={one}>{one}</option>)}</select></label>
        <CopyBlock label={kind} text={textOf(kind, drawn, exchanges)} />
      </div>
    </details>
  );
}
