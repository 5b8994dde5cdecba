import { Button } from '@mantine/core';
import { modals } from '@mantine/modals';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { CopyBlock } from '../pieces/copy-block.tsx';
import { FailureNotice } from '../pieces/failure-notice.tsx';
import { LinkButton } from '../pieces/link-button.tsx';
import { Tag } from '../pieces/tag.tsx';
import { pageFacts } from '../session/page-facts.ts';
import { asCode } from './as-code.ts';
import { CallForm } from './call-form.tsx';
import { findGap, newDraft, type Draft } from './draft.ts';
import { ExchangeView } from './exchange-view.tsx';
import { Method } from './operation-list.tsx';
import { isAllowed, isWrite, neededScopes, type ApiOperation } from './operations.ts';
import { sendCall, type Bearer } from './send-call.ts';

/** Whose token a call takes, and whether writes were said yes to. Both outlive the change to another operation. */
export interface Calling { readonly bearers: readonly Bearer[]; readonly chosen: Bearer; readonly choose: (name: string) => void; readonly agreed: boolean; readonly agree: () => void }

/** D30: one operation, filled in, sent, and answered. */
export function OperationPanel({ operation, calling }: { readonly operation: ApiOperation; readonly calling: Calling }) {
  const [draft, setDraft] = useState(() => newDraft(operation));
  return (
    <div className="stack-wide">
      <section className="card form-card" aria-label="The call">
        <div className="stack">
          <Link className="up back-to-list" to="/explorer"><span aria-hidden="true">←</span> All operations</Link>
          <h2><Method method={operation.method} /> <code>{operation.path}</code></h2>
          <p>{operation.summary}</p>
          <Needs operation={operation} has={calling.chosen.scopes} />
        </div>
        <CallForm operation={operation} draft={draft} onChange={setDraft} />
        <Sending operation={operation} draft={draft} calling={calling} />
      </section>
      <AsCode operation={operation} draft={draft} />
    </div>
  );
}

function Needs({ operation, has }: { readonly operation: ApiOperation; readonly has: ReadonlySet<string> }) {
  const needed = neededScopes(operation);
  return <p className="row small"><span className="muted">{needed.length === 1 ? 'It needs' : 'It needs one of'}</span>{needed.map((scope) => <Tag key={scope} kind={has.has(scope) ? 'ok' : 'plain'}>{scope}</Tag>)}{operation.ours ? <Tag kind="info">Not at Auth0</Tag> : null}</p>;
}

interface SendingProps { readonly operation: ApiOperation; readonly draft: Draft; readonly calling: Calling }

function Sending({ operation, draft, calling }: SendingProps) {
  const { bearers, chosen, choose, agreed, agree } = calling;
  const queries = useQueryClient();
  const [gap, setGap] = useState<string>();
  const call = useMutation({ mutationFn: sendCall, gcTime: 0, onSuccess: () => { if (isWrite(operation)) void queries.invalidateQueries({ predicate: ({ queryKey: [what] }) => what !== 'openapi' }); } });
  const allowed = isAllowed(operation, chosen.scopes);
  const send = () => call.mutate({ operation, draft, bearer: chosen });
  const begin = () => {
    const missing = findGap(operation, draft);
    setGap(missing);
    if (missing !== undefined) return;
    if (isWrite(operation) && !agreed) askOnce(operation, () => { agree(); send(); });
    else send();
  };
  return (
    <form className="stack" noValidate aria-label="Send the call" onSubmit={(event) => { event.preventDefault(); begin(); }}>
      <label className="select-field"><b>Send as</b><select value={chosen.name} onChange={(event) => choose(event.currentTarget.value)}>{bearers.map(({ name, scopes }) => <option key={name} value={name}>{name} ({scopes.size} {scopes.size === 1 ? 'scope' : 'scopes'})</option>)}</select></label>
      {allowed ? null : <div className="note warn"><p>The token lacks <b>{neededScopes(operation).join(' or ')}</b>: the server will answer 403.</p></div>}
      {gap === undefined ? null : <p className="note bad" role="alert">{gap}</p>}
      <div className="row">
        <Button type="submit" loading={call.isPending}>{allowed ? 'Send' : `Send without ${neededScopes(operation)[0] ?? 'a scope'}`}</Button>
        {allowed ? null : <LinkButton variant="default" to="/explorer" search={{ tab: 'tokens', op: operation.id }}>Generate a token</LinkButton>}
      </div>
      {call.isError ? <FailureNotice error={call.error} what="The call was not sent" takesFocus /> : null}
      {call.data === undefined ? null : <ExchangeView exchange={call.data} />}
    </form>
  );
}

/** Writes are asked about once for each visit to the explorer. */
const askOnce = ({ method, path }: ApiOperation, send: () => void) => modals.openConfirmModal({
  title: <b>Change {pageFacts.name}?</b>,
  children: <div className="stack"><p><code>{method} {path}</code> is not a rehearsal: it changes this tenant{pageFacts.development ? '' : ', which is in production'}.</p><p>You are asked this once; later calls of this visit are sent at once.</p></div>,
  labels: { confirm: 'Send it', cancel: 'Do not send' }, onConfirm: send,
});

function AsCode({ operation, draft }: { readonly operation: ApiOperation; readonly draft: Draft }) {
  const code = asCode(operation, draft);
  return (
    <details className="card pad">
      <summary>The same as code</summary>
      {'gap' in code ? <p className="note warn">{code.gap}</p> : <div className="stack"><CopyBlock label="curl command" text={code.curl} /><CopyBlock label="SDK call" text={code.sdk} /></div>}
    </details>
  );
}
