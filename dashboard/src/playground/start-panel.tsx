import { Button, Checkbox, PasswordInput, TextInput } from '@mantine/core';
import { useState, type SyntheticEvent } from 'react';
import type { PublishedFlow } from '../../../server/src/playground/published-flows.ts';
import { FailureNotice } from '../pieces/failure-notice.tsx';
import { LinkButton } from '../pieces/link-button.tsx';
import { useSession } from '../session/session-context.ts';
import { useFlowSwitch } from './flow-switch.tsx';
import { neededScopes, type usePlaygroundApplication } from './playground-application.ts';
import type { Ground } from './use-flow-values.ts';

/** What a person adds to a run. */
export interface Asked { readonly typed: Readonly<Record<string, string>>; /** The sign-in page is shown, although there is a session. */ readonly signsIn: boolean }

interface StartPanelProps { readonly flow: PublishedFlow; readonly ground: Ground; readonly kept: ReturnType<typeof usePlaygroundApplication>; readonly asked: Asked; readonly onAsked: (asked: Asked) => void }

/** Why a flow can not be run now, in words. */
function useObstacle(flow: PublishedFlow, { apiAddress, loading }: Ground): string | undefined {
  const { scopes } = useSession();
  const on = useFlowSwitch(flow.warning?.flag);
  const lacking = neededScopes.filter((scope) => !scopes.has(scope));
  if (lacking.length > 0) return `Running a flow makes an application, which takes ${lacking.join(' and ')}. You can read every step all the same.`;
  if (flow.needsApi === true && apiAddress === undefined && !loading) return 'This flow is about an API, and the sample API is not on this server. It is there in development, with samples.';
  return on === false ? 'The tenant has this flow switched off. The switch is above.' : undefined;
}

/** What is needed before the first step: an application, and what no data can know. */
export function StartPanel({ flow, ground, kept, asked, onAsked }: StartPanelProps) {
  const { application, making, ready } = kept;
  const obstacle = useObstacle(flow, ground);
  const start = (event: SyntheticEvent) => { event.preventDefault(); making.mutate(); };
  return (
    <form className="card form-card" aria-label="What it runs with" noValidate onSubmit={start}>
      <h2>What it runs with</h2>
      <Application flow={flow} kept={kept} />
      {ground.apiAddress === undefined && !ground.loading ? <p className="muted">The sample API is not on this server: the calls to “your API” are shown and not sent.</p> : null}
      {flow.endsSession === true ? <p className="note warn"><span>It signs you out of this server in this browser. The dashboard goes on until its token is over, and asks you to sign in then.</span></p> : null}
      <Typed flow={flow} asked={asked} onAsked={onAsked} />
      {obstacle === undefined ? null : <p className="note warn">{obstacle}</p>}
      {application === undefined && obstacle === undefined ? <div><Button type="submit" loading={making.isPending || ground.loading || !ready}>Create the application</Button></div> : null}
    </form>
  );
}

function Application({ flow, kept: { application, making, removing } }: Pick<StartPanelProps, 'flow' | 'kept'>) {
  return (
    <>
      {application === undefined ? <p>The playground makes an application of its own for this flow. {flow.application.token_endpoint_auth_method === 'none' ? 'It has no secret.' : 'Its secret stays in the memory of this page: after a reload the next run makes a new application and removes this one.'}</p> : (
        <div className="row"><span>Application <b>{application.name}</b></span><LinkButton variant="default" size="xs" h={32} to="/applications/$id" params={{ id: application.id }}>Look at it</LinkButton><Button variant="default" size="xs" h={32} loading={removing.isPending} onClick={() => removing.mutate()}>Remove it</Button></div>
      )}
      {making.isError ? <FailureNotice error={making.error} what="The application was not made" takesFocus /> : null}
      {removing.isError ? <FailureNotice error={removing.error} what="The application was not removed" takesFocus /> : null}
    </>
  );
}

function Typed({ flow, asked, onAsked }: Pick<StartPanelProps, 'flow' | 'asked' | 'onAsked'>) {
  const [shown] = useState(flow.asks ?? []);
  const type = (name: string, value: string) => onAsked({ ...asked, typed: { ...asked.typed, [name]: value } });
  const visits = flow.steps.some(({ id }) => id === 'authorize');
  return (
    <>
      {shown.map(({ name, label, secret }) => (secret
        ? <PasswordInput key={name} label={label} description="Kept in the memory of this page." autoComplete="off" value={asked.typed[name] ?? ''} onChange={(event) => type(name, event.currentTarget.value)} />
        : <TextInput key={name} label={label} autoComplete="off" dir="ltr" value={asked.typed[name] ?? ''} onChange={(event) => type(name, event.currentTarget.value)} />))}
      {visits ? <Checkbox label="Show the sign-in page" description="You are signed in: without this the browser comes back at once." checked={asked.signsIn} onChange={(event) => onAsked({ ...asked, signsIn: event.currentTarget.checked })} /> : null}
    </>
  );
}
