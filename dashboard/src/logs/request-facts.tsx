import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { LogLine } from '../api/records.ts';
import { CopyValue } from '../pieces/copy-value.tsx';
import { Moment } from '../pieces/moment.tsx';
import { dashboardClient } from '../session/client.ts';
import { eventOf } from './log-words.ts';

const detail = ({ details }: LogLine, name: string) => { const value = details?.[name]; return typeof value === 'string' ? value : undefined; };

/** The dashboard itself has no page of its own. */
function ApplicationLink({ line: { client_id: id = '', client_name: name = id } }: { readonly line: LogLine }) {
  return id === dashboardClient.id ? name : <Link to="/applications/$id" params={{ id }}>{name}</Link>;
}

function rowsOf(line: LogLine): readonly (readonly [title: string, value: ReactNode])[] {
  const { client_id: clientId, user_id: userId, request_id: requestId } = line;
  const path = detail(line, 'path');
  return [
    ['Time', <Moment at={line.date} />],
    ['Event', <><code>{eventOf(line)}</code>{line.type === eventOf(line) ? null : <span className="muted small"> in Auth0’s logs <code>{line.type}</code></span>}</>],
    ['Application', clientId && <ApplicationLink line={line} />],
    ['User', userId && <Link to="/users/$id" params={{ id: userId }}>{line.user_name ?? userId}</Link>],
    ['Request', path && <code>{detail(line, 'method')} {path}</code>],
    ['Audience', line.audience && <code>{line.audience}</code>], ['Scope', line.scope && <code>{line.scope}</code>], ['Connection', line.connection],
    ['Address', line.ip && <code>{line.ip}</code>], ['Browser', line.user_agent],
    ['Request ID', requestId && <CopyValue value={requestId} label="request ID" />],
  ];
}

/** Who asked, from where and for what. */
export function RequestFacts({ line }: { readonly line: LogLine }) {
  return (
    <section className="card pad stack" aria-label="The request">
      <h2>The request</h2>
      <dl className="facts">{rowsOf(line).map(([title, value]) => (value === undefined || value === '' ? null : <div className="fact" key={title}><dt>{title}</dt><dd>{value}</dd></div>))}</dl>
    </section>
  );
}
