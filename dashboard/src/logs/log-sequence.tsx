import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { Lane } from '../../../server/src/playground/flow.ts';
import { useApi } from '../api/api-context.ts';
import type { LogLine, Paged } from '../api/records.ts';
import { CopyBlock } from '../pieces/copy-block.tsx';
import { Loaded } from '../pieces/loaded.tsx';
import { PageHead } from '../pieces/page-head.tsx';
import { mermaidOf } from '../playground/export-run.ts';
import { Sequence } from '../playground/sequence.tsx';
import { CheckList } from './check-list.tsx';
import { eventOf, isRefused, nameOfEvent, whyOf } from './log-words.ts';
import { useLogLine } from './log-query.ts';
import { RequestFacts } from './request-facts.tsx';

const route = getRouteApi('/logs/$id/sequence');

/** Requests so far from the one that was looked at belong to it, in milliseconds. */
const window = 600_000;
const most = 100;

/** The requests around one of them, as messages between the four lanes. */
export function LogSequence() {
  const { id } = route.useParams();
  const query = useLogLine(id);
  return <Loaded query={query} what="line of the log">{(line) => <Around line={line} />}</Loaded>;
}

/** Of the same application, and of the same person or from the same address. */
const belongs = (one: LogLine, line: LogLine) => one.log_id === line.log_id || (one.client_id === line.client_id && ((one.user_id !== undefined && one.user_id === line.user_id) || (one.ip !== undefined && one.ip === line.ip)));

function useAround(line: LogLine) {
  const api = useApi();
  const { client_id: clientId, ip, date = '' } = line;
  const at = Date.parse(date);
  const who = clientId === undefined ? `ip:"${ip ?? ''}"` : `client_id:"${clientId}"`;
  const q = `${who} AND date:[${new Date(at - window).toISOString()} TO ${new Date(at + window).toISOString()}]`;
  return useQuery({
    queryKey: ['logs', 'around', line.log_id], staleTime: Infinity,
    queryFn: async () => {
      const { logs, total } = await api.get<Paged<'logs', LogLine>>('/logs', { q, per_page: most, include_totals: true, sort: 'date:1' });
      return { lines: logs.filter((one) => belongs(one, line)), isCut: total > logs.length };
    },
  });
}

function Around({ line }: { readonly line: LogLine }) {
  const around = useAround(line);
  return (
    <>
      <PageHead title="Sequence" up={{ to: '/logs', label: 'Logs' }} lead="The requests of this application within ten minutes, by the same person or from the same address. The log keeps no number that joins them; values of secrets are not in it." />
      <Loaded query={around} what="sequence">{({ lines, isCut }) => <Drawn lines={lines} first={Math.max(0, lines.findIndex(({ log_id: id }) => id === line.log_id))} isCut={isCut} />}</Loaded>
    </>
  );
}

const atServer: readonly Lane[] = ['app', 'server'];
const throughBrowser: readonly Lane[] = ['app', 'browser', 'server'];
const byPerson: readonly Lane[] = ['browser', 'server'];
const fromApp = ['token.exchange', 'authorize.pushed', 'device.asked', 'ciba.asked', 'userinfo', 'introspection', 'revocation', 'registration', 'delegation', 'tokeninfo'];

/** Between whom a request went, as far as its event tells. */
function pathOf(line: LogLine): readonly Lane[] {
  const event = eventOf(line);
  if (event === 'authorize' || event.startsWith('logout')) return throughBrowser;
  return fromApp.includes(event) ? atServer : byPerson;
}

const wordOf = ({ details }: LogLine, name: string) => { const value = details?.[name]; return typeof value === 'string' ? value : ''; };
const titleOf = (line: LogLine) => `${wordOf(line, 'method')} ${wordOf(line, 'path')}: ${nameOfEvent(line)}${isRefused(line) ? `, refused (${line.reason ?? ''})` : ''}`.trim();

function Drawn({ lines, first, isCut }: { readonly lines: readonly LogLine[]; readonly first: number; readonly isCut: boolean }) {
  const [chosen, choose] = useState(first);
  const line = lines[chosen];
  const drawn = lines.map((one) => ({ title: titleOf(one), path: pathOf(one) }));
  return (
    <div className="stack-wide">
      {isCut ? <p className="note warn">There were more than {most} requests; these are the first.</p> : null}
      <div className="playground">
        <Sequence entries={drawn.map(({ title, path }, index) => ({ key: lines[index]?.log_id ?? title, title, path, state: lines[index] !== undefined && isRefused(lines[index]) ? 'bad' : 'open' }))} chosen={chosen} onChoose={choose} />
        {line === undefined ? null : (
          <section className="stack" aria-label={`Request ${chosen + 1}`}>
            <p className={isRefused(line) ? 'note bad' : 'note ok'}><span><b>{whyOf(line)}</b> <Link to="/logs/$id" params={{ id: line.log_id ?? '' }}>The decision record</Link></span></p>
            {line.checks === undefined || line.checks.length === 0 ? null : <CheckList checks={line.checks} />}
            <RequestFacts line={line} />
          </section>
        )}
      </div>
      <details className="card pad"><summary>As Mermaid</summary><CopyBlock label="Mermaid" text={mermaidOf(drawn)} /></details>
    </div>
  );
}
