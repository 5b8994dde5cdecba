import { TextInput } from '@mantine/core';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { Guide } from '../../../server/src/guides/guide.ts';
import { needOfApi, renderGuide } from '../../../server/src/guides/render-guide.ts';
import { renderCommand, renderPrompt } from '../../../server/src/guides/render-prompt.ts';
import type { Application } from '../api/records.ts';
import { CopyBlock } from '../pieces/copy-block.tsx';
import { GuideSteps } from './guide-steps.tsx';
import { needsOf } from './lacking.ts';
import { Prepare } from './prepare.tsx';
import { useGuideValues, type AskedValues } from './use-guide-values.ts';

const route = getRouteApi('/applications/$id');
const ways = [{ id: 'hand', title: 'By hand' }, { id: 'command', title: 'Command' }, { id: 'agent', title: 'Agent prompt' }] as const;

interface GuideCardProps { readonly guide: Guide; readonly application: Application }

/** One guide, with the values of the application in it, in three forms. */
export function GuideCard({ guide, application }: GuideCardProps) {
  const { how = 'hand' } = route.useSearch();
  const asked = useGuideValues(guide, application);
  const { values } = asked;
  return (
    <section className="card form-card" aria-label={`With ${guide.title}`}>
      <div><h2>With {guide.title}</h2><p className="muted">{guide.about}</p></div>
      <Questions guide={guide} asked={asked} />
      <Prepare application={application} needs={needsOf(guide, renderGuide(guide, values), values.audience)} />
      <nav className="tabs" aria-label="How to follow it">
        {ways.map(({ id, title }) => <Link key={id} to="." search={(before) => ({ ...before, how: id })} replace className={id === how ? 'tab now' : 'tab'} aria-current={id === how ? 'page' : undefined}>{title}</Link>)}
      </nav>
      {how === 'command' ? <Command guide={guide} asked={asked} /> : how === 'agent' ? <Prompt guide={guide} asked={asked} /> : <ByHand guide={guide} asked={asked} application={application} />}
    </section>
  );
}

interface AskedProps { readonly guide: Guide; readonly asked: AskedValues }

function Questions({ guide, asked: { values, apis, base, setBase, isUsable, setAudience } }: AskedProps) {
  const usual = `http://localhost:${guide.port}`;
  const isReached = /\{\{(?:url|port)\}\}/.test(JSON.stringify(guide));
  return (
    <>
      {isReached ? <TextInput label="Address of your app" description="While you develop it. The code below and the addresses of the application follow it." dir="ltr" value={base} onChange={(event) => setBase(event.currentTarget.value)} error={isUsable ? undefined : `An address, as in ${usual}`} /> : null}
      {apis.length === 0 ? null : (
        <label className="select-field"><b>API that its tokens are for</b>
          <select value={values.audience} onChange={(event) => setAudience(event.currentTarget.value)}>
            {needOfApi(guide) === 'possible' ? <option value="">None: it only signs people in</option> : null}
            {apis.map(({ identifier, name }) => <option key={identifier} value={identifier}>{name} ({identifier})</option>)}
          </select>
        </label>
      )}
    </>
  );
}

function ByHand({ guide, asked: { values, secret }, application }: AskedProps & { readonly application: Application }) {
  const hasSecret = guide.application.authentication !== 'none';
  return (
    <>
      {!hasSecret ? null : secret === undefined
        ? <p className="muted">The client secret was shown once, when it was made; the server keeps a hash of it. Put it in the place of <code>{values.clientSecret}</code>, or <Link to="/applications/$id" params={{ id: application.client_id ?? '' }} search={{ tab: 'credentials' }}>make a new one</Link>.</p>
        : <p className="muted">The client secret is masked here, and copied as it is, until you close or reload the dashboard.</p>}
      <GuideSteps guide={guide} rendered={renderGuide(guide, values)} secret={secret} />
    </>
  );
}

function Command({ guide, asked: { values } }: AskedProps) {
  return (
    <>
      <CopyBlock label="command: Set up" text={renderCommand(guide, values)} />
      <p className="muted">Run it in the folder where the server was started; <code>../my-app</code> is your project. It writes <code>{guide.environmentFile}</code>, keeps it out of the repository, and prints the lines of code and what to run.{guide.application.authentication === 'none' ? '' : ' A project that does not know the client secret gets a new one; the one of before stays good.'}</p>
    </>
  );
}

function Prompt({ guide, asked: { values } }: AskedProps) {
  return (
    <>
      <p className="muted">For a coding agent that works in your project. No secret is in it.</p>
      <CopyBlock label="Agent prompt" text={renderPrompt(guide, values)} />
    </>
  );
}
