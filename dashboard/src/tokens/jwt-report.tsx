import { useEffect, useState } from 'react';
import { useApplications } from '../applications/application-queries.ts';
import { CopyBlock } from '../pieces/copy-block.tsx';
import { Tag } from '../pieces/tag.tsx';
import { dashboardClient as client } from '../session/client.ts';
import { useMay } from '../session/session-context.ts';
import { ApiQuestion } from './api-question.tsx';
import { judgeSignature, useKeys } from './key-query.ts';
import { MemberTable } from './member-table.tsx';
import type { Jwt, Members } from './parse-token.ts';
import { audiencesOf, kinds, recogniseToken, type JwtKind } from './recognise-token.ts';
import { SignatureTag } from './signature-tag.tsx';
import { farFrom, isTime } from './token-time.ts';
import type { SignatureVerdict } from './verify-signature.ts';

const home = { issuer: client.issuer, management: client.audience };

/** The time of this browser in seconds, as it goes on. */
function useNow(): number {
  const [now, setNow] = useState(() => Math.floor(Date.now() / 1000));
  useEffect(() => {
    const timer = setInterval(() => setNow(Math.floor(Date.now() / 1000)), 1000);
    return () => clearInterval(timer);
  }, []);
  return now;
}

function useSignature(jwt: Jwt, kind: JwtKind): SignatureVerdict | undefined {
  const keys = useKeys();
  const [found, setFound] = useState<{ readonly of: string; readonly verdict: SignatureVerdict }>();
  const { text } = jwt;
  useEffect(() => {
    if (keys.data === undefined) return undefined;
    let wanted = true;
    void judgeSignature(jwt, kind, keys.data).then((verdict) => { if (wanted) setFound({ of: text, verdict }); });
    return () => { wanted = false; };
    // The text says all of the token.
  }, [text, kind, keys.data]);
  if (keys.error !== null && keys.data === undefined) return { state: 'unknown', words: keys.error.message, kid: undefined };
  return found?.of === text ? found.verdict : undefined;
}

/** Everything that can be said of a JWT. */
export function JwtReport({ jwt }: { readonly jwt: Jwt }) {
  const kind = recogniseToken(jwt, home);
  const signature = useSignature(jwt, kind);
  const now = useNow();
  const apiCanAsk = !['dpop', 'request', 'assertion'].includes(kind);
  return (
    <div className="stack-wide">
      <Kind kind={kind} jwt={jwt} signature={signature} now={now} />
      <section className="stack" aria-labelledby="claims-head"><h2 id="claims-head">Claims</h2><MemberTable of="claims" members={jwt.claims} now={now} /></section>
      {apiCanAsk ? <ApiQuestion ground={{ jwt, kind, signature, issuer: home.issuer, now }} /> : null}
      <section className="stack" aria-labelledby="header-head"><h2 id="header-head">Header</h2><MemberTable of="header" members={jwt.header} now={now} /></section>
      <details className="card pad"><summary>Header and claims as JSON</summary><CopyBlock label="JSON" text={JSON.stringify({ header: jwt.header, claims: jwt.claims }, null, 2)} /></details>
    </div>
  );
}

function Kind({ kind, jwt, signature, now }: { readonly kind: JwtKind; readonly jwt: Jwt; readonly signature: SignatureVerdict | undefined; readonly now: number }) {
  const { title, words, section } = kinds[kind];
  const state = signature?.state === 'bad' ? 'bad' : signature?.state === 'good' ? 'ok' : '';
  return (
    <section className={`note ${state}`} aria-label="What it is">
      <div className="row"><h2>{title}</h2><SignatureTag verdict={signature} /><LifeTag claims={jwt.claims} now={now} /></div>
      <p>{words}{section === undefined ? null : <span className="muted small"> {section}</span>}</p>
      <ForWhom kind={kind} claims={jwt.claims} />
      {signature === undefined ? null : <p>{signature.words}{signature.kid === undefined ? null : <span className="muted small"> Key <code>{signature.kid}</code></span>}</p>}
    </section>
  );
}

function LifeTag({ claims: { exp }, now }: { readonly claims: Members; readonly now: number }) {
  if (!isTime(exp)) return null;
  return exp > now ? <Tag kind="ok">Ends {farFrom(exp, now)}</Tag> : <Tag kind="bad">Over since {farFrom(exp, now).replace(/ ago$/, '')}</Tag>;
}

/** The application that it names, by the name that people know. */
function ForWhom({ kind, claims }: { readonly kind: JwtKind; readonly claims: Members }) {
  const applications = useApplications({ enabled: useMay('read:clients') }).data ?? [];
  if (kind === 'foreign' || kind === 'dpop') return null;
  const ids = [claims['azp'], ...audiencesOf(claims)].filter((one) => typeof one === 'string');
  const found = applications.find(({ client_id: id }) => id !== undefined && ids.includes(id));
  const name = found?.name ?? (ids.includes(client.id) ? 'this dashboard' : undefined);
  return name === undefined ? null : <p>The application is <b>{name}</b>.</p>;
}
