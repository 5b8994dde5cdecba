import { useState } from 'react';
import { useApis } from '../apis/api-queries.ts';
import type { Api } from '../api/records.ts';
import { Tag } from '../pieces/tag.tsx';
import { useMay } from '../session/session-context.ts';
import { answerOfApi, judgeForApi, type AskedApi, type Ground, type Judged } from './api-verdict.ts';
import { audiencesOf } from './recognise-token.ts';

const asked = (api: Api, scope: string): AskedApi => ({ identifier: api.identifier, alg: api.signing_alg, wantsProfile: api.token_dialect.startsWith('rfc9068'), scope });

/** “Would my API take it?”: an API of the tenant is chosen, and each thing that it has to see to is seen to here. */
export function ApiQuestion({ ground }: { readonly ground: Ground }) {
  const apis = useApis({ enabled: useMay('read:resource_servers') }).data ?? [];
  const own = audiencesOf(ground.jwt.claims);
  const [chosen, choose] = useState<string>();
  const [scope, setScope] = useState('');
  const api = apis.find(({ identifier }) => identifier === chosen) ?? apis.find(({ identifier }) => own.includes(identifier)) ?? apis[0];
  if (api === undefined) return null;
  const wanted = api.scopes.some(({ value }) => value === scope) ? scope : '';
  const judged = judgeForApi(asked(api, wanted), ground);
  const answer = answerOfApi(judged);
  return (
    <section className="card" aria-label="Would an API take it?">
      <div className="pad stack">
        <div><h2>Would an API take it?</h2><p className="muted">What an API that verifies tokens by itself has to see to. Whether the token was revoked, it can only ask the server (RFC 7662 §2).</p></div>
        <div className="pair">
          <label className="select-field"><b className="small">API</b><select className="select" value={api.identifier} onChange={(event) => choose(event.currentTarget.value)}>{apis.map(({ identifier, name }) => <option key={identifier} value={identifier}>{name} ({identifier})</option>)}</select></label>
          <label className="select-field"><b className="small">The call needs</b><select className="select" value={wanted} onChange={(event) => setScope(event.currentTarget.value)}><option value="">no permission</option>{api.scopes.map(({ value }) => <option key={value} value={value}>{value}</option>)}</select></label>
        </div>
        <p className={`note ${answer.state}`} role="status"><b>{answer.words}</b></p>
      </div>
      <Rules judged={judged} />
    </section>
  );
}

const verdicts = { true: ['ok', 'Holds'], false: ['bad', 'Fails'], undefined: ['warn', 'Unseen'] } as const;

function Rules({ judged }: { readonly judged: readonly Judged[] }) {
  return (
    <ol className="checks">
      {judged.map(({ rule, passed, section, received, expected, fix }) => {
        const [kind, word] = verdicts[`${passed}`];
        return (
          <li key={rule}>
            <span><Tag kind={kind}>{word}</Tag></span>
            <div>{rule}<span className="muted small"> {section}</span>{passed === true || fix === undefined ? null : <p className="muted">{fix}</p>}</div>
            {passed !== false || (received === undefined && expected === undefined) ? null : (
              <dl>{received === undefined ? null : <><dt>Received</dt><dd><code>{received}</code></dd></>}{expected === undefined ? null : <><dt>Expected</dt><dd><code>{expected}</code></dd></>}</dl>
            )}
          </li>
        );
      })}
    </ol>
  );
}
