import { Link } from '@tanstack/react-router';
import { RecordTable, type Column } from '../pieces/record-table.tsx';
import { useMay } from '../session/session-context.ts';
import type { DayCount } from './days.ts';

const short = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', timeZone: 'UTC' });
const dateOf = ({ date }: DayCount) => date.slice(0, 10);
const nameOf = (day: DayCount) => short.format(new Date(day.date));
const signInsOf = (day: DayCount) => `(type:s OR type:sepft) AND date:${dateOf(day)}`;

/** Sign-ins of each day as bars, and the same as a table that leads into the log. */
export function DayBars({ days }: { readonly days: readonly DayCount[] }) {
  const logs = useMay('read:logs');
  const most = Math.max(1, ...days.map(({ logins }) => logins));
  const [first, last] = [days[0], days.at(-1)];
  const columns: readonly Column<DayCount>[] = [
    { title: 'Day', cell: (day) => (logs ? <Link to="/logs" search={{ q: signInsOf(day) }}>{nameOf(day)}</Link> : nameOf(day)) },
    { title: 'Sign-ins', cell: ({ logins }) => logins }, { title: 'Sign-ups', cell: ({ signups }) => signups },
  ];
  return (
    <section className="card form-card" aria-label="Sign-ins of each day">
      <h2>Sign-ins of each day</h2>
      <div className="bars" role="img" aria-label={`Sign-ins of each day, at most ${most}; the table below has the numbers`}>
        {days.map((day) => <div key={day.date} className="bar" title={`${nameOf(day)}: ${day.logins}`}><span className={day.logins === 0 ? 'none' : undefined} style={{ blockSize: `${(day.logins / most) * 100}%` }} /></div>)}
      </div>
      {first === undefined || last === undefined ? null : <div className="spread muted small"><span>{nameOf(first)}</span><span>{nameOf(last)}</span></div>}
      <details><summary>As a table</summary><RecordTable caption="Sign-ins and sign-ups of each day" columns={columns} rows={[...days].reverse()} keyOf={({ date }) => date} /></details>
    </section>
  );
}
