import { getRouteApi, Link } from '@tanstack/react-router';
import './messages.css';
import { Loaded } from '../pieces/loaded.tsx';
import { PageHead } from '../pieces/page-head.tsx';
import { PageTabs } from '../pieces/page-tabs.tsx';
import { RecordTable, type Column } from '../pieces/record-table.tsx';
import { Tag } from '../pieces/tag.tsx';
import { pageFacts } from '../session/page-facts.ts';
import { useMay } from '../session/session-context.ts';
import { MailSending } from './mail-sending.tsx';
import { useMessages } from './message-queries.ts';
import type { MessageRow } from './message-records.ts';
import { messageWords } from './message-words.ts';
import { OutboxList } from './outbox-list.tsx';

const route = getRouteApi('/messages');

/** D24: what mails say, how they leave, and where they lie in development. */
export function MessagesPage() {
  const { tab = 'mails' } = route.useSearch();
  const sending = useMay('read:email_provider');
  const tabs = [{ id: 'mails', title: 'Mails' }, ...(sending ? [{ id: 'sending', title: 'Sending' }] : []), ...(pageFacts.development ? [{ id: 'outbox', title: 'Outbox' }] : [])];
  return (
    <>
      <PageHead title="Messages" lead="The mails that people get. Each has a text of this server’s in six languages; you can write it anew." />
      <PageTabs label="Parts of the messages" now={tab} tabs={tabs} />
      {tab === 'mails' ? <Mails /> : null}
      {tab === 'sending' && sending ? <MailSending /> : null}
      {tab === 'outbox' && pageFacts.development ? <OutboxList /> : null}
    </>
  );
}

const columns: readonly Column<MessageRow>[] = [
  { title: 'Mail', width: '34%', cell: ({ template }) => <><Link to="/messages/$name" params={{ name: template }}>{messageWords[template].title}</Link><div className="muted small"><code>{template}</code></div></> },
  { title: 'When', cell: ({ template }) => messageWords[template].when },
  { title: 'Text', width: '170px', cell: ({ written, enabled }) => (!enabled ? <Tag kind="warn">Switched off</Tag> : written ? <Tag kind="info">Yours</Tag> : <Tag>This server’s</Tag>) },
];

function Mails() {
  const query = useMessages();
  const keyOf = ({ template }: MessageRow) => template;
  return (
    <Loaded query={query} what="list of mails">
      {(rows) => (
        <div className="stack-wide">
          <RecordTable caption="Mails" columns={columns} rows={rows.filter(({ sent }) => sent)} keyOf={keyOf} />
          <details><summary>Mails that nothing in this version sends yet</summary><RecordTable caption="Mails that are not sent yet" columns={columns} rows={rows.filter(({ sent }) => !sent)} keyOf={keyOf} /></details>
        </div>
      )}
    </Loaded>
  );
}
