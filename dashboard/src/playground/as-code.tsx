import { useState } from 'react';
import { CopyBlock } from '../pieces/copy-block.tsx';
import type { HttpRequest } from './http-message.ts';
import { codeKinds, codeOf, type CodeKind } from './request-code.ts';

/** The same request for a command line or a program. */
export function AsCode({ request }: { readonly request: HttpRequest }) {
  const [kind, choose] = useState<CodeKind>('curl');
  return (
    <details>
      <summary>The same as code</summary>
      <div className="stack">
        <label className="select-field"><b>In</b><select value={kind} onChange={(event) => choose(event.currentTarget.value as CodeKind)}>{codeKinds.map((one) => <option key={one} value={one}>{one}</option>)}</select></label>
        <CopyBlock label={kind} text={codeOf(kind, request)} />
      </div>
    </details>
  );
}
