import { Button, CopyButton, TextInput } from '@mantine/core';
import { useState, type SyntheticEvent } from 'react';
import type { MadeManagementToken } from '../api/records.ts';
import { FailureNotice } from '../pieces/failure-notice.tsx';
import { LinkButton } from '../pieces/link-button.tsx';
import { useSession } from '../session/session-context.ts';
import { neededScopes, type ApiOperation } from './operations.ts';
import { ScopePicker } from './scope-picker.tsx';
import { useTokenMaking } from './token-queries.ts';

const lifetimes = [{ label: '10 minutes', seconds: 600 }, { label: '1 hour', seconds: 3600 }, { label: '24 hours', seconds: 86_400 }] as const;
/** A token makes no others. */
const notHandedOn = 'create:management_tokens';

interface TokenGeneratorProps { readonly operations: readonly ApiOperation[]; /** The operation that a token is wanted for. */ readonly wantedFor: ApiOperation | undefined; readonly onMade: (token: MadeManagementToken) => void }

/** Makes a token with a part of what the administrator may do, for a day at most. */
export function TokenGenerator({ operations, wantedFor, onMade }: TokenGeneratorProps) {
  const { scopes: own, person } = useSession();
  const offered = [...new Set(operations.flatMap(neededScopes))].filter((scope) => own.has(scope) && scope !== notHandedOn);
  const [chosen, choose] = useState<ReadonlySet<string>>(() => new Set(wantedFor === undefined ? [] : neededScopes(wantedFor).filter((scope) => offered.includes(scope)).slice(0, 1)));
  const [name, setName] = useState('API explorer');
  const [life, setLife] = useState<number>(600);
  const [gap, setGap] = useState<string>();
  const [made, setMade] = useState<MadeManagementToken>();
  const making = useTokenMaking((token) => { setMade(token); onMade(token); });
  const generate = (event: SyntheticEvent) => {
    event.preventDefault();
    const missing = name.trim() === '' ? 'Give the token a name, so that you know it in the list.' : chosen.size === 0 ? 'Choose at least one thing that the token may do.' : undefined;
    setGap(missing);
    if (missing === undefined) making.mutate({ name: name.trim(), scope: [...chosen], expires_in: life });
  };
  if (!own.has(notHandedOn)) return <div className="note warn"><p>A token takes <b>{notHandedOn}</b>, which your role does not bring. Calls can be sent with your own session.</p></div>;
  return (
    <form className="card form-card" noValidate aria-label="Generate a token" onSubmit={generate}>
      <div><h2>Generate a token</h2><p className="muted">It may do what you choose here, and never more than you. In the log its calls stand with {person.email ?? person.name}.</p></div>
      <div className="pair">
        <TextInput label="Name" description="What it is for." maxLength={100} value={name} onChange={(event) => setName(event.currentTarget.value)} />
        <label className="select-field"><b>Lifetime</b><span className="muted small">Afterwards it opens nothing.</span><select value={life} onChange={(event) => setLife(Number(event.currentTarget.value))}>{lifetimes.map(({ label, seconds }) => <option key={label} value={seconds}>{label}</option>)}</select></label>
      </div>
      <ScopePicker scopes={offered} chosen={chosen} onChange={choose} />
      {gap === undefined ? null : <p className="note bad" role="alert">{gap}</p>}
      {making.isError ? <FailureNotice error={making.error} what="The token was not made" takesFocus /> : null}
      <div><Button type="submit" loading={making.isPending}>Generate token</Button></div>
      {made === undefined ? null : <Made token={made} back={wantedFor} />}
    </form>
  );
}

function Made({ token, back }: { readonly token: MadeManagementToken; readonly back: ApiOperation | undefined }) {
  return (
    <div className="note ok" role="status">
      <p><b>“{token.name}” is made.</b> Its value is kept in this page alone, until you leave it: copy it if you need it elsewhere. Calls are sent with it from now on.</p>
      <div className="row">
        <CopyButton value={token.access_token} timeout={2000}>{({ copied, copy }) => <Button variant="default" size="xs" h={32} onClick={copy}>{copied ? 'Copied' : 'Copy the token'}</Button>}</CopyButton>
        <LinkButton variant="default" size="xs" h={32} to="/explorer" search={back === undefined ? {} : { op: back.id }}>Back to the calls</LinkButton>
      </div>
    </div>
  );
}
