import { Link } from '@tanstack/react-router';
import { EmptyState } from '../pieces/empty-state.tsx';
import { Loaded } from '../pieces/loaded.tsx';
import { PageHead } from '../pieces/page-head.tsx';
import { LogTable } from '../logs/log-table.tsx';
import { useMay } from '../session/session-context.ts';
import { Steps } from './steps.tsx';
import { useRecentEvents } from './progress.ts';

/** D1: the first hour. Its cards tick themselves when the server sees the thing happen. */
export function GettingStarted() {
  const reads = useMay('read:logs');
  return (
    <>
      <PageHead title="Getting started" lead="Four steps from an empty server to an API that knows who calls it. They tick themselves when the server sees it happen." />
      <Steps />
      {reads ? <RecentLog /> : null}
    </>
  );
}

function RecentLog() {
  const recent = useRecentEvents();
  return (
    <section className="recent stack" aria-label="Last sign-ins and token requests">
      <div className="spread"><h2>Last sign-ins and token requests</h2><Link to="/logs">All logs</Link></div>
      <Loaded query={recent} what="log">
        {(lines) => (lines.length === 0 ? <EmptyState title="Waiting for the first event">Sign in to the sample app, or ask for a token: it stands here within seconds, with the reason where it was refused.</EmptyState> : <LogTable lines={lines.slice(0, 8)} />)}
      </Loaded>
    </section>
  );
}
