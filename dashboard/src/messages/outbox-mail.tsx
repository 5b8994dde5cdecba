import { getRouteApi } from '@tanstack/react-router';
import './messages.css';
import { Loaded } from '../pieces/loaded.tsx';
import { Moment } from '../pieces/moment.tsx';
import { PageHead } from '../pieces/page-head.tsx';
import { MailFrame } from './mail-frame.tsx';
import { useKeptMail } from './message-queries.ts';
import type { KeptMail } from './message-records.ts';

const route = getRouteApi('/messages/outbox/$id');

/** One mail of the outbox of development. */
export function OutboxMail() {
  const { id } = route.useParams();
  const query = useKeptMail(id);
  return <Loaded query={query} what="mail">{(mail) => <Shown mail={mail} />}</Loaded>;
}

function Shown({ mail: { subject, from, to, created_at: at, html, text } }: { readonly mail: KeptMail }) {
  return (
    <>
      <PageHead title={subject} up={{ to: '/messages', label: 'Messages' }} lead="It stayed on this machine: development mode sends no mail." />
      <div className="stack-wide">
        <dl className="facts"><dt>From</dt><dd><bdi>{from}</bdi></dd><dt>To</dt><dd><bdi>{to}</bdi></dd><dt>Time</dt><dd><Moment at={at} /></dd></dl>
        <section className="stack" aria-label="Text"><h2>Text</h2><pre className="code mail-text" tabIndex={0} role="group" aria-label="The mail as text"><Linked text={text} /></pre></section>
        <section className="stack" aria-label="HTML"><h2>HTML</h2><MailFrame html={html} title="The mail as HTML" /><p className="muted small">Links lead nowhere in this view: use those of the text.</p></section>
      </div>
    </>
  );
}

/** Addresses in a text become links, everything else stays text. */
function Linked({ text }: { readonly text: string }) {
  return text.split(/(https?:\/\/[^\s<>"']+)/).map((part, index) => (index % 2 === 1 ? <a key={index} href={part} target="_blank" rel="noopener noreferrer">{part}</a> : part));
}
