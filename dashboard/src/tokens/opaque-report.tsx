import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Unreachable } from '../api/api-failure.ts';
import { CopyBlock } from '../pieces/copy-block.tsx';
import { FailureNotice } from '../pieces/failure-notice.tsx';
import { dashboardClient as client } from '../session/client.ts';

interface Asked { readonly live: boolean; readonly text: string }

/** OIDC Core §5.3.1: the question that an access token answers by itself. It goes to this server alone, in a header. */
async function askUserinfo(token: string): Promise<Asked> {
  try {
    const response = await fetch('/userinfo', { headers: { authorization: `Bearer ${token}` }, credentials: 'omit', cache: 'no-store' });
    return { live: response.ok, text: response.ok ? indented(await response.text()) : response.headers.get('www-authenticate') ?? `The server answered ${response.status}.` };
  } catch (error) {
    throw new Unreachable('The server can not be reached.', { cause: error });
  }
}

/** An application may have its answers signed (OIDC Core §5.3.2): those are no JSON. */
const indented = (text: string) => (text.startsWith('{') ? JSON.stringify(JSON.parse(text), null, 2) : text);

const introspection = `curl ${client.issuer}oauth2/introspect \\
  --user "$CLIENT_ID:$CLIENT_SECRET" \\
  --data-urlencode "token=$TOKEN"`;

/** A value without content: what it may be, and who can say more. */
export function OpaqueReport({ text }: { readonly text: string }) {
  const question = useMutation({ mutationFn: askUserinfo, gcTime: 0 });
  return (
    <div className="stack-wide">
      <section className="note" aria-label="What it is">
        <h2>An opaque token</h2>
        <p>It has the form of this server’s own values without content: an access token that was asked for without an audience, or a refresh token. From outside all of them look the same, and nothing can be read from them (RFC 6749 §10.10).</p>
        <p>An API other than this server can not verify it. For a JWT, send <code>audience</code> with the identifier of the API in the authorization request.</p>
      </section>
      <section className="card form-card" aria-label="Is it an access token?">
        <h2>Is it an access token?</h2>
        <p className="muted">One that is alive opens <code>/userinfo</code> of this server; a refresh token, or one that is over, does not. The token is shown to this server alone.</p>
        <div><Button loading={question.isPending} onClick={() => question.mutate(text)}>Ask userinfo with it</Button></div>
        {question.isError ? <FailureNotice error={question.error} what="Nothing was asked" takesFocus /> : null}
        {question.data === undefined ? null : <Answer {...question.data} />}
      </section>
      <section className="card form-card" aria-label="Everything about it">
        <h2>Everything about it</h2>
        <p className="muted">The server tells that to applications alone: the one that the token was made for, or one that introspects for the API (RFC 7662 §4). The dashboard is a public client and is told nothing. Ask with the secret of an application:</p>
        <CopyBlock label="command" text={introspection} />
        <p className="muted">A refresh token is listed, and revoked, on the page of its person, among the devices.</p>
      </section>
    </div>
  );
}

function Answer({ live, text }: Asked) {
  return (
    <div className={live ? 'note ok' : 'note warn'} role="status">
      <p><b>{live ? 'It is an access token, and it is alive.' : 'It opens nothing: it is over or revoked, a refresh token, bound to a key, or not of this server.'}</b></p>
      <pre className="bare">{text}</pre>
    </div>
  );
}
