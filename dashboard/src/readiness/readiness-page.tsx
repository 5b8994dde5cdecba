import { Button, Textarea } from '@mantine/core';
import { useState } from 'react';
import { FailureNotice } from '../pieces/failure-notice.tsx';
import { EmptyState } from '../pieces/empty-state.tsx';
import { LinkButton } from '../pieces/link-button.tsx';
import { Moment } from '../pieces/moment.tsx';
import { PageHead } from '../pieces/page-head.tsx';
import { Tag } from '../pieces/tag.tsx';
import { checks, type Check, type Finding } from './readiness-checks.ts';
import { useFacts, type Facts } from './readiness-facts.ts';
import { useSetAside } from './set-aside.ts';
import './readiness.css';

interface Judged { readonly check: Check; readonly findings: readonly Finding[] | undefined }
const isOpen = ({ findings }: Judged) => findings !== undefined && findings.length > 0;

/** D3: what is left to do before people rely on this server. */
export function ReadinessPage() {
  const { facts, error, again } = useFacts();
  return (
    <>
      <PageHead title="Readiness" lead="What is left to do before people rely on this server. Everything here is looked at now, in what the server says of itself; backups it can not see." />
      {error === null ? null : <FailureNotice error={error} what="Not everything could be looked at" onRetry={again} />}
      {facts === undefined ? <p role="status" className="muted">Looking at the settings …</p> : <Judgement facts={facts} />}
    </>
  );
}

function Judgement({ facts }: { readonly facts: Facts }) {
  const { aside, setAside } = useSetAside();
  const judged = checks.map((check) => ({ check, findings: check.find(facts) }));
  const open = judged.filter((one) => isOpen(one) && aside[one.check.id] === undefined);
  const left = judged.filter((one) => isOpen(one) && aside[one.check.id] !== undefined);
  const good = judged.filter(({ findings }) => findings?.length === 0);
  const hidden = judged.filter(({ findings }) => findings === undefined);
  return (
    <div className="stack-wide">
      <p role="status"><b>{open.length === 0 ? 'Nothing is left to do.' : `${open.filter(({ check }) => check.level === 'critical').length} critical and ${open.filter(({ check }) => check.level === 'recommended').length} recommended to do.`}</b> {good.length} of {checks.length} checks are as they should be.</p>
      {open.length === 0 ? <EmptyState title="All green">This server is what people may rely on, as far as it can be seen from here.</EmptyState> : null}
      {open.map((one) => <OpenCheck key={one.check.id} {...one} onAside={(words) => setAside(one.check.id, words)} />)}
      {left.length === 0 ? null : (
        <section className="stack"><h2>Set aside in this browser</h2>
          {left.map(({ check }) => <div key={check.id} className="card pad stack"><div><b>{check.title}</b><div className="muted small">{aside[check.id]?.words} (<Moment at={aside[check.id]?.at} />)</div></div><div><Button variant="default" onClick={() => setAside(check.id, undefined)} aria-label={`Take back: ${check.title}`}>Take back</Button></div></div>)}
        </section>
      )}
      <details><summary>What is as it should be ({good.length})</summary><ul className="readiness-good">{good.map(({ check }) => <li key={check.id}><Tag kind="ok">Good</Tag> {check.title}</li>)}</ul></details>
      {hidden.length === 0 ? null : <details><summary>What your role may not see ({hidden.length})</summary><ul className="readiness-good">{hidden.map(({ check }) => <li key={check.id}>{check.title}</li>)}</ul></details>}
    </div>
  );
}

/** So many findings of one check are shown; the others are counted. */
const shown = 10;

function OpenCheck({ check: { title, why, level }, findings = [], onAside }: Judged & { readonly onAside: (words: string) => void }) {
  return (
    <section className="card pad stack" aria-label={title}>
      <div className="readiness-title"><h2>{title}</h2><Tag kind={level === 'critical' ? 'bad' : 'warn'}>{level === 'critical' ? 'Critical' : 'Recommended'}</Tag></div>
      <p className="muted">{why}</p>
      <ul className="readiness-findings">
        {findings.slice(0, shown).map(({ words, link }) => <li key={words}><span>{words}</span>{link === undefined ? null : <LinkButton variant="default" size="xs" h={32} to={link.to} {...(link.params === undefined ? {} : { params: link.params })} {...(link.search === undefined ? {} : { search: link.search })} aria-label={`${link.label}: ${words}`}>{link.label}</LinkButton>}</li>)}
        {findings.length > shown ? <li className="muted">and {findings.length - shown} more</li> : null}
      </ul>
      <SetAside title={title} onAside={onAside} />
    </section>
  );
}

function SetAside({ title, onAside }: { readonly title: string; readonly onAside: (words: string) => void }) {
  const [words, write] = useState<string>();
  if (words === undefined) return <div><Button variant="subtle" onClick={() => write('')} aria-label={`Set aside: ${title}`}>Set aside …</Button></div>;
  return (
    <form className="stack" onSubmit={(event) => { event.preventDefault(); if (words.trim() !== '') onAside(words.trim()); }}>
      <Textarea label="Why it may stay so" description="Kept in this browser, with today’s date." value={words} maxLength={300} autosize onChange={({ currentTarget: { value } }) => write(value)} data-autofocus autoFocus />
      <div className="row"><Button type="submit" disabled={words.trim() === ''}>Set aside</Button><Button variant="default" onClick={() => write(undefined)}>Cancel</Button></div>
    </form>
  );
}
