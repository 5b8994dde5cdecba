import { Link } from '@tanstack/react-router';
import { useQuery } from '@tanstack/react-query';
import type { Application } from '../api/records.ts';
import { CopyBlock } from '../pieces/copy-block.tsx';
import { EmptyState } from '../pieces/empty-state.tsx';
import { dashboardClient } from '../session/client.ts';
import { challengeOf, randomText } from '../session/pkce.ts';
import { useSession } from '../session/session-context.ts';
import { isForPeople } from './application-types.ts';
import { TokenQuestionForm } from './token-question.tsx';

/** D9: a login with the application, and what its tokens will contain. */
export function ApplicationTry({ application }: { readonly application: Application }) {
  const { scopes } = useSession();
  const grants = application.grant_types ?? [];
  const forPeople = isForPeople(application.app_type) && grants.some((type) => type !== 'client_credentials' && type !== 'refresh_token');
  const machine = grants.includes('client_credentials');
  if (!forPeople && !machine) return <EmptyState title="It gets no tokens">This application has no grant type. Switch one on under <Link to="." search={{ tab: 'advanced' } as never}>Advanced</Link>.</EmptyState>;
  return (
    <div className="stack-wide">
      {forPeople ? <TryLogin application={application} /> : null}
      {machine ? <TryToken application={application} /> : null}
      {machine || scopes.has('read:users') ? <TokenQuestionForm clientId={application.client_id ?? ''} forPeople={forPeople && scopes.has('read:users')} machine={machine} /> : null}
    </div>
  );
}

const originOf = (address: string | undefined) => (address !== undefined && /^https?:/.test(address) && URL.canParse(address) ? `${new URL(address).origin}/` : undefined);

/** Only the application can finish a login that it began: here are the ways in. */
function TryLogin({ application: { client_id: id = '', callbacks = [], initiate_login_uri: start } }: { readonly application: Application }) {
  const [callback] = callbacks;
  const opened = start ?? originOf(callback);
  const page = useQuery({ queryKey: ['applications', id, 'sign-in page', callback], enabled: callback !== undefined, staleTime: Infinity, queryFn: () => signInPage(id, callback ?? '') });
  return (
    <section className="card form-card" aria-label="Log in">
      <h2>Log in</h2>
      <p className="muted">A login belongs to who began it, so it begins at the application. What comes of it stands in the <Link to="/logs" search={{ application: id }}>log</Link>.</p>
      <ul className="plain-list">
        {opened === undefined ? null : <li><a href={opened} target="_blank" rel="noopener noreferrer">{start === undefined ? 'Open the application' : 'Start a login'}</a> <code>{opened}</code></li>}
        {page.data === undefined ? null : <li><a href={page.data} target="_blank" rel="noopener noreferrer">See its sign-in page</a> <span className="muted">Who signs in there is sent to the callback with a code that the application did not ask for: it refuses it.</span></li>}
        {callback === undefined ? <li>It has no callback URL yet: add one under <Link to="." search={{} as never}>Settings</Link>.</li> : null}
      </ul>
      <p className="muted small">A token that you have is read in the <Link to="/tokens">token inspector</Link>; what travels at each step of a flow is shown in the <Link to="/playground">playground</Link>.</p>
    </section>
  );
}

/** The page that the application would send a browser to. */
async function signInPage(clientId: string, redirectUri: string): Promise<string> {
  const asked = new URLSearchParams({ client_id: clientId, response_type: 'code', redirect_uri: redirectUri, scope: 'openid profile email', prompt: 'login', state: randomText(), code_challenge: await challengeOf(randomText()), code_challenge_method: 'S256' });
  return `${dashboardClient.issuer}authorize?${asked.toString()}`;
}

/** How a command shows the secret; `undefined`: the application proves itself in another way. */
const secretLines: Readonly<Record<string, (id: string) => string>> = {
  client_secret_basic: (id) => `-u "${id}:$CLIENT_SECRET"`, client_secret_post: (id) => `-d client_id=${id} \\\n  -d client_secret="$CLIENT_SECRET"`,
};

/** The server keeps a hash of the secret: only who has it can ask. */
function TryToken({ application: { client_id: id = '', token_endpoint_auth_method: method } }: { readonly application: Application }) {
  const secret = secretLines[String(method)]?.(id);
  return (
    <section className="card form-card" aria-label="Get a token">
      <h2>Get a token</h2>
      {secret === undefined ? <p className="muted">It proves itself by <code>{String(method)}</code>: its own code asks for the token.</p> : (
        <>
          <p className="muted">In its own name, with its secret, which the server does not know: it keeps a hash. Put the identifier of an API for YOUR_API.</p>
          <CopyBlock text={`curl -s ${dashboardClient.issuer}oauth/token \\\n  -d grant_type=client_credentials \\\n  ${secret} \\\n  --data-urlencode audience=YOUR_API`} label="the command" />
        </>
      )}
      <p className="muted small">What comes is read in the <Link to="/tokens">token inspector</Link>.</p>
    </section>
  );
}
