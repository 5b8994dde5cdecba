import { Link } from '@tanstack/react-router';
import { EmptyState } from '../pieces/empty-state.tsx';
import { Loaded } from '../pieces/loaded.tsx';
import { Moment } from '../pieces/moment.tsx';
import { RecordTable, type Column } from '../pieces/record-table.tsx';
import { useMay } from '../session/session-context.ts';
import { useMailWay, useOutbox } from './message-queries.ts';
import type { KeptHead } from './message-records.ts';

const columns: readonly Column<KeptHead>[] = [
  { title: 'Subject', width: '46%', cell: ({ id, subject }) => <Link to="/messages/outbox/$id" params={{ id }}>{subject}</Link> },
  { title: 'To', cell: ({ to }) => <bdi>{to}</bdi> },
  { title: 'Time', width: '190px', cell: ({ created_at: at }) => <Moment at={at} form="log" /> },
];

/** Mail that development kept: it never left this machine. */
export function OutboxList() {
  return useMay('read:email_outbox') ? <Kept /> : <EmptyState title="The outbox is an owner’s">Links in these mails open accounts. Reading them takes <code>read:email_outbox</code>, which the role owner brings.</EmptyState>;
}

function Kept() {
  const query = useOutbox();
  const way = useMailWay().data?.way;
  return (
    <Loaded query={query} what="outbox">
      {(mails) => (
        <div className="stack">
          <p className="muted">{way === undefined || way === 'outbox' ? 'Development mode sends no mail: each stays here for a week.' : <>Mail leaves now, see <Link to="/messages" search={{ tab: 'sending' }}>Sending</Link>. Here is what was kept before.</>}</p>
          {mails.length === 0 ? <EmptyState title="No mail yet">Sign up, ask for a new password, or send a test from one of the <Link to="/messages">mails</Link>: it lies here about a second later.</EmptyState> : <RecordTable caption="Outbox" columns={columns} rows={mails} keyOf={({ id }) => id} />}
        </div>
      )}
    </Loaded>
  );
}
