import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { EmptyState } from '../pieces/empty-state.tsx';
import { Loaded } from '../pieces/loaded.tsx';
import { Moment } from '../pieces/moment.tsx';
import { RecordTable, type Column } from '../pieces/record-table.tsx';
import { Tag } from '../pieces/tag.tsx';
import { useMay } from '../session/session-context.ts';
import { useMailWay, useQueue } from './message-queries.ts';
import type { MailWay, QueuedMail } from './message-records.ts';
import { messageWords } from './message-words.ts';
import { ProviderSettings } from './provider-settings.tsx';
import { SendTest } from './send-test.tsx';

const wayWords: Readonly<Record<MailWay['way'], ReactNode>> = {
  provider: <><Tag kind="ok">Your SMTP server</Tag> Mail leaves by the server below.</>,
  operator: <><Tag kind="ok">The operator’s SMTP server</Tag> Mail leaves by the server of <code>GATEHOUSE_SMTP_URL</code>. With one of your own below, it leaves by that.</>,
  outbox: <><Tag kind="info">Outbox</Tag> No SMTP server is set, and this is development mode: mail stays in the <Link to="/messages" search={{ tab: 'outbox' }}>outbox</Link>.</>,
  none: <><Tag kind="bad">Nowhere yet</Tag> No SMTP server is set. Mail waits until there is one: set it below, or <code>GATEHOUSE_SMTP_URL</code> for the whole server.</>,
};

/** How mail leaves, what waits, and a try of it. */
export function MailSending() {
  const way = useMailWay();
  const mayTest = useMay('update:email_templates');
  return (
    <Loaded query={way} what="way of the mail">
      {(found) => (
        <div className="stack-wide">
          <section className="card form-card" aria-label="Way of the mail"><h2>Where mail goes</h2><p>{wayWords[found.way]}</p><dl className="facts"><dt>Sender</dt><dd><bdi>{found.from}</bdi></dd></dl></section>
          <div className="message-parts"><ProviderSettings hasProvider={found.has_provider} />{mayTest ? <SendTest name="verify_email" language="en" /> : null}</div>
          <Waiting />
        </div>
      )}
    </Loaded>
  );
}

const failed = 'reason:mail.undelivered OR reason:mail.refused OR reason:mail.expired OR reason:mail.address_invalid';
const columns: readonly Column<QueuedMail>[] = [
  { title: 'Mail', width: '34%', cell: ({ template, user_id: user }) => <>{messageWords[template].title}{user === undefined ? null : <div className="small"><Link to="/users/$id" params={{ id: user }}>the person</Link></div>}</> },
  { title: 'Tries', width: '110px', cell: ({ attempts }) => attempts },
  { title: 'Next try', cell: ({ next_attempt_at: at }) => <Moment at={at} /> },
  { title: 'Given up', cell: ({ expires_at: at }) => (at === undefined ? <span className="subtle">after a day</span> : <Moment at={at} />) },
];

function Waiting() {
  const query = useQueue();
  const logs = useMay('read:logs');
  return (
    <section className="stack" aria-label="Mail that waits">
      <div className="spread"><h2>Mail that waits</h2>{logs ? <Link to="/logs" search={{ q: failed }}>Mail that was given up, in the log</Link> : null}</div>
      <Loaded query={query} what="mail that waits">
        {(mails) => (mails.length === 0 ? <EmptyState title="Nothing waits">A mail stands here until an SMTP server took it. It is tried again for a day.</EmptyState> : <RecordTable caption="Mail that waits" columns={columns} rows={mails} keyOf={({ id }) => id} />)}
      </Loaded>
    </section>
  );
}
