import { getRouteApi, Link } from '@tanstack/react-router';
import './overview.css';
import { EmptyState } from '../pieces/empty-state.tsx';
import { LinkButton } from '../pieces/link-button.tsx';
import { Loaded } from '../pieces/loaded.tsx';
import { Moment } from '../pieces/moment.tsx';
import { PageHead } from '../pieces/page-head.tsx';
import { RecordTable, type Column } from '../pieces/record-table.tsx';
import { useMay } from '../session/session-context.ts';
import { Attention } from './attention.tsx';
import { DayBars } from './day-bars.tsx';
import { compare, sumOf, type Periods } from './days.ts';
import { refusedSince, useActiveUsers, useAnySignIn, useDays, useRefusals, type ReasonCount } from './overview-queries.ts';

const route = getRouteApi('/overview');
const lengths = [7, 30] as const;

/** D2: how the tenant is doing. */
export function OverviewPage() {
  const { days } = route.useSearch();
  const length = days === '30' ? 30 : 7;
  const query = useDays(length);
  const logs = useMay('read:logs');
  return (
    <>
      <PageHead title="Overview" lead="Sign-ins, and what was refused. Days are those of UTC." actions={<Lengths now={length} />} />
      <div className="stack-wide">
        <Attention />
        <Loaded query={query} what="statistics">{(periods) => <SignIns periods={periods} length={length} />}</Loaded>
        {logs ? <Refused length={length} /> : null}
      </div>
    </>
  );
}

function Lengths({ now }: { readonly now: number }) {
  return <nav className="row" aria-label="Period">{lengths.map((length) => <Link key={length} to="/overview" search={length === 7 ? {} : { days: String(length) }} replace className={length === now ? 'period now' : 'period'} aria-current={length === now ? 'true' : undefined}>{length} days</Link>)}</nav>;
}

function SignIns({ periods: { now, before }, length }: { readonly periods: Periods; readonly length: number }) {
  const active = useActiveUsers();
  const anySignIn = useAnySignIn(useMay('read:logs'));
  const [logins, loginsBefore, signups, signupsBefore] = [sumOf(now, 'logins'), sumOf(before, 'logins'), sumOf(now, 'signups'), sumOf(before, 'signups')];
  if (anySignIn.data === false || logins + loginsBefore + signups + signupsBefore === 0) return <EmptyState title="No sign-ins yet" action={<LinkButton to="/">Try the sample application</LinkButton>}>Numbers stand here as soon as somebody signs in to one of your applications.</EmptyState>;
  return (
    <>
      <dl className="cards figures">
        <div className="card pad"><dt>Sign-ins</dt><dd><b>{logins}</b><span className="muted small">{compare(logins, loginsBefore, length)}</span></dd></div>
        <div className="card pad"><dt>Sign-ups</dt><dd><b>{signups}</b><span className="muted small">{compare(signups, signupsBefore, length)}</span></dd></div>
        <div className="card pad"><dt>Active people</dt><dd><Loaded query={active} what="number of active people">{(count) => <><b>{count}</b><span className="muted small">signed in during the last 30 days</span></>}</Loaded></dd></div>
      </dl>
      <DayBars days={now} />
      <p className="muted small">Counted in the log, sign-ins to this dashboard too. Days that it does not keep any more are 0.</p>
    </>
  );
}

const columnsOf = (length: number): readonly Column<ReasonCount>[] => [
  { title: 'Reason', width: '30%', cell: ({ reason }) => <Link to="/logs" search={{ q: `reason:${reason} AND ${refusedSince(length)}` }}>{reason}</Link> },
  { title: 'How often', width: '110px', cell: ({ count }) => count },
  { title: 'Last', width: '180px', cell: ({ last }) => <Moment at={last} /> },
  { title: 'What happened', cell: ({ explain }) => explain },
];

function Refused({ length }: { readonly length: number }) {
  const query = useRefusals(length);
  return (
    <section className="stack" aria-label="Refused requests">
      <div className="spread"><h2>Refused requests, by reason</h2><Link to="/logs" search={{ result: 'refused' }}>All in the log</Link></div>
      <Loaded query={query} what="refused requests">
        {({ reasons, looked, total }) => (reasons.length === 0 ? <EmptyState title="Nothing was refused">A wrong password, a callback that is not registered, a token that is too old: each stands here with its reason.</EmptyState> : (
          <>
            <RecordTable caption="Refused requests, by reason" columns={columnsOf(length)} rows={reasons} keyOf={({ reason }) => reason} />
            {looked < total ? <p className="muted small">Of {total} refused requests the newest {looked} were counted.</p> : null}
          </>
        ))}
      </Loaded>
    </section>
  );
}
