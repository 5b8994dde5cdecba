import { Button, Textarea } from '@mantine/core';
import { useDeferredValue, useState } from 'react';
import { PageHead } from '../pieces/page-head.tsx';
import { JwtReport } from './jwt-report.tsx';
import { MemberTable } from './member-table.tsx';
import { OpaqueReport } from './opaque-report.tsx';
import { parseToken, type ParsedText } from './parse-token.ts';

/** D29: what a token says, what it is worth, and who would take it. The text is kept in this page alone. */
export function TokenInspector() {
  const [text, setText] = useState('');
  const parsed = parseToken(useDeferredValue(text));
  return (
    <>
      <PageHead title="Token inspector" lead="What a token says, whether its signature holds, and why an API would refuse it." />
      <div className="stack-wide">
        <Textarea
          label="Token" description="Read and verified in this window. It is put into no address, kept nowhere, and never leaves this server." autosize minRows={4} maxRows={10} dir="ltr" spellCheck={false} autoComplete="off" autoCapitalize="off"
          styles={{ input: { fontFamily: 'var(--font-mono)', fontSize: 'var(--fs-sm)', overflowWrap: 'anywhere' } }} value={text} onChange={(event) => setText(event.currentTarget.value)}
        />
        {text === '' ? null : <div><Button variant="default" onClick={() => setText('')}>Clear</Button></div>}
        <Report parsed={parsed} onPick={setText} />
      </div>
    </>
  );
}

function Report({ parsed, onPick }: { readonly parsed: ParsedText; readonly onPick: (text: string) => void }) {
  switch (parsed.form) {
    case 'empty': return <WhatCanCome />;
    case 'jwt': return <JwtReport jwt={parsed} />;
    case 'opaque': return <OpaqueReport key={parsed.text} text={parsed.text} />;
    case 'jwe': return <Encrypted header={parsed.header} />;
    case 'answer': return <Pick tokens={parsed.tokens} onPick={onPick} />;
    default: return <section className="note warn" aria-label="What it is"><h2>Not a token</h2><p>It looks like {parsed.looks}.</p></section>;
  }
}

const kinds = [
  ['JSON Web Tokens of this server', 'Access tokens of both forms, ID tokens, tokens of the Management API, logout tokens, signed answers. They are verified by the public keys of the tenant.'],
  ['Opaque tokens', 'Access tokens without an audience, and refresh tokens. Nothing can be read from them; you learn who to ask.'],
  ['DPoP proofs', 'They are verified by the key that they carry.'],
  ['Everything else', 'JWTs of other servers can be read and are not verified. Of what is no token you learn what it looks like.'],
] as const;

function WhatCanCome() {
  return (
    <section className="card form-card" aria-label="What can be read here">
      <h2>What can be read here</h2>
      <dl className="facts">{kinds.map(([name, words]) => <div className="fact" key={name}><dt>{name}</dt><dd>{words}</dd></div>)}</dl>
      <p className="muted">A whole answer of the token endpoint, or the address that a browser was sent to, can be pasted too.</p>
    </section>
  );
}

function Encrypted({ header }: { readonly header: Readonly<Record<string, unknown>> }) {
  return (
    <div className="stack-wide">
      <section className="note" aria-label="What it is"><h2>An encrypted token</h2><p>Its content can be read by the one it was encrypted for alone (RFC 7516 §3.1); this page can not, and nobody on the way can. The header is open.</p></section>
      <section className="stack" aria-labelledby="header-head"><h2 id="header-head">Header</h2><MemberTable of="header" members={header} now={0} /></section>
    </div>
  );
}

function Pick({ tokens, onPick }: { readonly tokens: readonly { readonly name: string; readonly text: string }[]; readonly onPick: (text: string) => void }) {
  return (
    <section className="note" aria-label="What it is">
      <h2>An answer with {tokens.length === 1 ? 'a token' : `${tokens.length} tokens`} in it</h2>
      <div className="row">{tokens.map(({ name, text }) => <Button key={name} variant="default" onClick={() => onPick(text)}>Inspect {name}</Button>)}</div>
    </section>
  );
}
