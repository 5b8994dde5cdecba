import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { Tag } from '../pieces/tag.tsx';
import { useMay, useSession } from '../session/session-context.ts';
import { useProgress } from './progress.ts';
import { LinkButton } from '../pieces/link-button.tsx';

interface StepProps { readonly title: string; readonly time: string; readonly done: boolean; readonly children: ReactNode; readonly action?: ReactNode }

function Step({ title, time, done, children, action }: StepProps) {
  return (
    <li className="card step">
      {done ? <Tag kind="ok">Done</Tag> : <Tag>{time}</Tag>}
      <h2>{title}</h2>
      <p className="muted">{children}</p>
      {action}
    </li>
  );
}

/** The four cards. One of them has the primary button: the next that is to be done. */
export function Steps() {
  const { person } = useSession();
  const progress = useProgress();
  const { hasSamples, sampleTried, ownSignedIn, apiUsed } = progress;
  const next = hasSamples && !sampleTried ? 'sample' : !ownSignedIn ? 'app' : !apiUsed ? 'api' : undefined;
  return (
    <ol className="cards steps-list" aria-label="Steps">
      <Step title="1. Administrator created" time="" done>You are signed in as {person.email ?? person.name}.</Step>
      {hasSamples ? (
        <Step title="2. Try the sample app" time="2 minutes" done={sampleTried} action={<Button component="a" href="/samples/" target="_blank" variant={next === 'sample' ? 'filled' : 'default'}>Open the sample app</Button>}>
          A sample app and an Appointments API already run inside this server.
        </Step>
      ) : <Step title="2. Try the sample app" time="Left out" done={false}>This server runs without samples, as it does in production.</Step>}
      <OwnApplication done={ownSignedIn} primary={next === 'app'} id={progress.ownApplication} />
      <OwnApi done={apiUsed} primary={next === 'api'} id={progress.ownApi} />
    </ol>
  );
}

interface OwnProps { readonly done: boolean; readonly primary: boolean; readonly id: string | undefined }

function OwnApplication({ done, primary, id }: OwnProps) {
  const create = useMay('create:clients');
  const variant = primary ? 'filled' : 'default';
  const action = id !== undefined ? <LinkButton to="/applications/$id" params={{ id }} search={{ tab: 'connect' }} variant={variant}>{done ? 'See the connection' : 'Connect it'}</LinkButton>
    : create ? <LinkButton to="/applications/new" variant={variant}>Create application</LinkButton> : undefined;
  return <Step title="3. Add login to your app" time="5 minutes" done={done} action={action}>{id === undefined ? 'Two questions, and your app has its client ID, domain and addresses.' : done ? 'People sign in to your own application.' : 'Your application is created. This card ticks itself when somebody signs in.'}</Step>;
}

function OwnApi({ done, primary, id }: OwnProps) {
  const create = useMay('create:resource_servers');
  const variant = primary ? 'filled' : 'default';
  const action = id !== undefined ? <LinkButton to="/apis/$id" params={{ id }} search={{ tab: 'permissions' }} variant={variant}>Open the API</LinkButton>
    : create ? <LinkButton to="/apis/new" variant={variant}>Register an API</LinkButton> : undefined;
  return <Step title="4. Protect your API" time="5 minutes" done={done} action={action}>{id === undefined ? 'Register an identifier and permissions; tokens are then for it, and for nobody else.' : done ? 'Tokens for your API are being given.' : 'Your API is registered. This card ticks itself with its first token.'}</Step>;
}
