import { Link } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { CopyBlock } from '../pieces/copy-block.tsx';
import { CopyValue } from '../pieces/copy-value.tsx';
import { Tag } from '../pieces/tag.tsx';
import { explainAnswer, type Explained } from './explain-answer.ts';
import { isWrite } from './operations.ts';
import type { Exchange } from './send-call.ts';

const indented = (text: string) => { try { return JSON.stringify(JSON.parse(text), null, 2); } catch { return text; } };

/** What was sent, and what came back. */
export function ExchangeView({ exchange }: { readonly exchange: Exchange }) {
  const { status, took, headers, body } = exchange;
  const box = useRef<HTMLElement>(null);
  useEffect(() => { box.current?.focus(); }, [exchange]);
  const explained = explainAnswer(exchange);
  const request = new Map(headers).get('x-request-id');
  // What only reads stands in the log when it was refused.
  const logged = status >= 400 || isWrite(exchange.operation);
  return (
    <section className="card form-card" aria-label="Answer" tabIndex={-1} ref={box}>
      <div className="row"><h2>Answer</h2><Tag kind={status < 400 ? 'ok' : 'bad'}>{status}</Tag><span className="muted small">{took} ms</span></div>
      {explained === undefined ? null : <Refused {...explained} />}
      {request === undefined ? null : <p className="small row"><span>Request</span><CopyValue value={request} label="number of the request" />{logged ? <Link to="/logs" search={{ q: `request_id:"${request}"` }}>In the log</Link> : null}</p>}
      {body === '' ? <p className="muted">The answer has no body.</p> : <pre className="code answer-body" dir="ltr" tabIndex={0} role="group" aria-label="Body of the answer">{indented(body)}</pre>}
      <details><summary>Headers of the answer ({headers.length})</summary><pre className="bare">{headers.map(([name, value]) => `${name}: ${value}`).join('\n')}</pre></details>
      <details><summary>What was sent</summary><CopyBlock label="request" text={requestOf(exchange)} /></details>
    </section>
  );
}

function Refused({ message, code, words }: Explained) {
  return (
    <div className="note bad" role="alert">
      {message === undefined ? null : <p><b>{message}</b>{code === undefined ? null : <> <code>{code}</code></>}</p>}
      <p>{words}</p>
    </div>
  );
}

const requestOf = ({ method, address, sentBody, tokenName }: Exchange) => [
  `${method} ${address}`, `Authorization: Bearer (${tokenName})`, ...(sentBody === undefined ? [] : ['Content-Type: application/json', '', indented(sentBody)]),
].join('\n');
