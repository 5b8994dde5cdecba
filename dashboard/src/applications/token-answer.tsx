import { Link } from '@tanstack/react-router';
import { MemberTable } from '../tokens/member-table.tsx';
import { Tag } from '../pieces/tag.tsx';
import type { AnsweredPreview } from './try-queries.ts';

/** The tokens that would be issued, or why there would be none. */
export function TokenAnswer({ answer: { preview, userId } }: { readonly answer: AnsweredPreview }) {
  if (preview.outcome === 'refused') return <Refused preview={preview} />;
  const { scope = '', expires_in: life = 0, access_token: access, id_token: id, refresh_token: refresh } = preview;
  return (
    <>
      <section className="card form-card" role="status" aria-label="What would be issued">
        <h2>What would be issued</h2>
        <dl className="facts">
          {userId === undefined ? null : <><dt>For</dt><dd><Link to="/users/$id" params={{ id: userId }}>{userId}</Link></dd></>}
          <dt>Granted scope</dt><dd>{scope === '' ? <span className="subtle">none</span> : <code>{scope}</code>}</dd>
          <dt>Access token</dt><dd>{access === null ? <><Tag>Opaque</Tag> no API is asked for, so it is good for /userinfo alone</> : <Tag kind="info">JWT</Tag>}, for {life} seconds</dd>
          <dt>ID token</dt><dd>{id === undefined ? 'no: the scope has no openid' : 'yes'}</dd>
          <dt>Refresh token</dt><dd>{refresh === true ? 'yes' : 'no'}</dd>
        </dl>
        <p className="muted small">Times, sid and jti are others in every token.</p>
      </section>
      {access === null || access === undefined ? null : <Token title="Access token" token={access} />}
      {id === undefined ? null : <Token title="ID token" token={id} />}
    </>
  );
}

interface TokenProps { readonly title: string; readonly token: { readonly header: Readonly<Record<string, unknown>>; readonly claims: Readonly<Record<string, unknown>> } }

function Token({ title, token: { header, claims } }: TokenProps) {
  return (
    <section className="stack" aria-label={title}>
      <h2>{title}</h2>
      <p className="muted small">Header: {Object.entries(header).map(([name, value]) => <span key={name}><code>{name}: {String(value)}</code> </span>)}</p>
      <MemberTable of="claims" members={claims} now={Number(claims['iat'] ?? 0)} />
    </section>
  );
}

function Refused({ preview: { error, reason, explain, fix = [], error_description: told } }: { readonly preview: AnsweredPreview['preview'] }) {
  return (
    <section className="note bad" role="status" aria-label="Nothing would be issued">
      <p><b>Nothing would be issued.</b> {explain}</p>
      <ul className="plain-list">{fix.map((line) => <li key={line}>{line}</li>)}</ul>
      <p className="small note-facts"><span>The application gets: <code>{error}</code> {told}</span><span>Reason: <code>{reason}</code></span></p>
    </section>
  );
}
