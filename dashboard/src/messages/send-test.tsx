import { Button, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useApi } from '../api/api-context.ts';
import { segment } from '../api/management-api.ts';
import { FailureNotice } from '../pieces/failure-notice.tsx';
import { useSession } from '../session/session-context.ts';
import { orNothing, type DraftWords } from './message-queries.ts';
import type { MessageName, MessageTrial } from './message-records.ts';

interface SendTestProps { readonly name: MessageName; readonly language: string; /** `undefined`: what is stored. */ readonly words?: DraftWords | undefined }

/** Sends a mail with sample values, and tells what the SMTP server said. */
export function SendTest({ name, language, words }: SendTestProps) {
  const api = useApi();
  const queries = useQueryClient();
  const { person } = useSession();
  const [to, setTo] = useState(person.email ?? '');
  const texts = words === undefined ? {} : { from: orNothing(words.from), subject: orNothing(words.subject), body: orNothing(words.body) };
  const trial = useMutation({
    mutationFn: () => api.post<MessageTrial>(`/email-templates/${segment(name)}/try`, { to: to.trim(), language, ...texts }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['messages', 'outbox'] }),
  });
  const isAddress = /^[^\s@<>]+@[^\s@<>]+$/.test(to.trim());
  return (
    <section className="card form-card" aria-label="Send a test">
      <h2>Send a test</h2>
      <p className="muted">With sample values, on the way that every mail goes. Its link opens nothing.</p>
      <TextInput label="To" type="email" dir="ltr" autoComplete="email" value={to} onChange={(event) => setTo(event.currentTarget.value)} error={to === '' || isAddress ? undefined : 'One address, with an @ in it.'} />
      <div><Button variant="default" loading={trial.isPending} disabled={!isAddress} onClick={() => trial.mutate()}>Send test</Button></div>
      {trial.isError ? <FailureNotice error={trial.error} what="The test was not sent" takesFocus /> : null}
      {trial.data === undefined ? null : <Outcome trial={trial.data} to={to} />}
    </section>
  );
}

function Outcome({ trial: { outcome, server, said, explain, fix = [], flaw }, to }: { readonly trial: MessageTrial; readonly to: string }) {
  return (
    <div className={`note ${outcome === 'not_sent' ? 'bad' : 'ok'}`} role="status">
      {outcome === 'delivered' ? <p><b>The server took it.</b> It is on its way to {to}.</p> : null}
      {outcome === 'kept' ? <p><b>It lies in the <Link to="/messages" search={{ tab: 'outbox' }}>outbox</Link>.</b> Development mode sends no mail.</p> : null}
      {outcome === 'not_sent' ? <p><b>It was not sent.</b> {explain}</p> : null}
      {said === undefined ? null : <p className="small">{server ?? 'The server'} said: <code>{said}</code></p>}
      {fix.length === 0 ? null : <ul className="plain-list">{fix.map((line) => <li key={line}>{line}</li>)}</ul>}
      {flaw === undefined ? null : <p className="small">Left out for this server’s own text: <code>{flaw}</code></p>}
    </div>
  );
}
