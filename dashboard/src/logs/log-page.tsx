import { Button, CopyButton } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import type { LogLine } from '../api/records.ts';
import { CopyBlock } from '../pieces/copy-block.tsx';
import { Loaded } from '../pieces/loaded.tsx';
import { Moment } from '../pieces/moment.tsx';
import { PageHead } from '../pieces/page-head.tsx';
import { Tag } from '../pieces/tag.tsx';
import { useMay } from '../session/session-context.ts';
import { CheckList } from './check-list.tsx';
import { failedCheck, isRefused, nameOfEvent, whyOf } from './log-words.ts';
import { useLogLine } from './log-query.ts';
import { RequestFacts } from './request-facts.tsx';
import { LinkButton } from '../pieces/link-button.tsx';

const route = getRouteApi('/logs/$id');

/** The decision record of one request: what was checked, what was sent, what to do. */
export function LogPage() {
  const { id } = route.useParams();
  const query = useLogLine(id);
  return <Loaded query={query} what="line of the log">{(line) => <Record line={line} />}</Loaded>;
}

function Record({ line }: { readonly line: LogLine }) {
  const json = JSON.stringify(line, null, 2);
  return (
    <>
      <PageHead
        title={nameOfEvent(line)} up={{ to: '/logs', label: 'Logs' }} lead={<><Tag kind={isRefused(line) ? 'bad' : 'ok'}>{isRefused(line) ? 'Refused' : 'Done'}</Tag> <Moment at={line.date} />{line.client_name === undefined ? null : <> · {line.client_name}</>}</>}
        actions={<><LinkButton variant="default" to="/logs/$id/sequence" params={{ id: line.log_id ?? '' }}>Open as sequence</LinkButton><CopyButton value={json} timeout={2000}>{({ copied, copy }) => <Button variant="default" onClick={copy}>{copied ? 'Copied' : 'Copy for support'}</Button>}</CopyButton></>}
      />
      <div className="stack">
        <What line={line} />
        {line.checks === undefined || line.checks.length === 0 ? null : <CheckList checks={line.checks} />}
        <RequestFacts line={line} />
        <details className="card pad"><summary>The whole record as JSON</summary><CopyBlock label="record" text={json} /></details>
      </div>
    </>
  );
}

function What({ line }: { readonly line: LogLine }) {
  const refused = isRefused(line);
  const check = failedCheck(line);
  return (
    <section className={refused ? 'note bad' : 'note ok'} aria-label="What happened">
      <p><b>{whyOf(line)}</b></p>
      {check === undefined ? null : (
        <dl className="facts wide">
          {check.received === undefined ? null : <><dt>Received</dt><dd><code>{check.received}</code></dd></>}
          {check.expected === undefined ? null : <><dt>Expected</dt><dd><code>{check.expected}</code></dd></>}
        </dl>
      )}
      {refused && line.fix !== undefined && line.fix.length > 0 ? <div><b>What to do</b><ul className="plain-list">{line.fix.map((one) => <li key={one}>{one}</li>)}</ul></div> : null}
      {refused ? <Fix line={line} /> : null}
      {line.docs === undefined ? null : <p className="small"><a href={line.docs} target="_blank" rel="noopener">About <code>{line.reason}</code></a></p>}
    </section>
  );
}

/** The way to the field that mends it, where there is one. */
function Fix({ line }: { readonly line: LogLine }) {
  const mayWrite = useMay('update:clients');
  const received = failedCheck(line)?.received;
  if (line.reason !== 'redirect_uri.not_registered' || line.client_id === undefined || received === undefined || !mayWrite) return null;
  return <div><LinkButton to="/applications/$id" params={{ id: line.client_id }} search={{ callback: received }}>Add this callback URL …</LinkButton></div>;
}
