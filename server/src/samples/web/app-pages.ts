import type { Reply } from '../../endpoints/reply.ts';
import { html, type Html } from '../html.ts';
import { showPage, type Look } from '../layout.ts';
import type { AppSession, HeldTokens, Notice } from './app-sessions.ts';

/** What the pages of one sample application say about it. */
export interface AppFace { readonly title: string; readonly intro: string; /** `/samples/web/` */ readonly path: string }

/** The only page of the application: signed out or signed in, with what the last button did. */
export function showApp(face: AppFace, session: AppSession | undefined, look: Look): Reply & { readonly kind: 'html' } {
  const tokens = session?.tokens;
  const content = html`<h1>${face.title}</h1><p class="muted">${face.intro}</p>
${session?.notice === undefined ? undefined : showNotice(session.notice)}
${tokens === undefined ? signedOut(face) : signedIn(face, tokens)}`;
  return showPage({ title: face.title, content }, look);
}

const showNotice = ({ good, title, detail }: Notice) => html`<section class="note ${good ? 'ok' : 'bad'}" role="status"><strong>${title}</strong><pre tabindex="0">${detail}</pre></section>`;

const signedOut = ({ path }: AppFace) => html`<p><a class="button primary" href="${path}login">Sign in</a></p>
<p class="small muted">The button leads to the login page of the server, with a code challenge, a state and a nonce. The people and their passwords stand on the page of all samples.</p>`;

const actions = [
  ['call', 'Call the API', 'With the access token: 200.'],
  ['call-id-token', 'Call the API with the ID token', 'Refused, and the API says why.'],
  ['book', 'Book an appointment', 'Needs write:appointments, which this application did not ask for: 403.'],
  ['refresh', 'Refresh the tokens', 'The refresh token is used once and replaced.'],
  ['logout', 'Sign out', 'Here and at the server.'],
] as const;

/** The buttons that the page offers, as they come back in `action`. */
export type AppAction = (typeof actions)[number][0];
/** The button behind a form value; `undefined` where there is no such button. */
export const parseAction = (text: string | null): AppAction | undefined => actions.find(([name]) => name === text)?.[0];

const signedIn = ({ path }: AppFace, tokens: HeldTokens): Html => html`<p>Signed in as <strong>${nameOf(tokens.idToken)}</strong>. Granted scope: <code>${tokens.scope}</code></p>
<form method="post" action="${path}act" class="actions">${actions.map(([name, label, hint]) => html`<p><button class="button" name="action" value="${name}">${label}</button> <span class="small muted">${hint}</span></p>`)}</form>
<h2>ID token</h2><p class="small muted">For this application: who signed in, when and how.</p>${decoded(tokens.idToken)}
<h2>Access token</h2><p class="small muted">For the API named in aud: what this application may do there.</p>${decoded(tokens.accessToken)}`;

function nameOf(idToken: string): string {
  const claims = partOf(idToken, 1);
  const name = claims?.['name'] ?? claims?.['email'] ?? claims?.['sub'];
  return typeof name === 'string' ? name : 'somebody';
}

/** A JWT in its two readable parts; anything else is opaque. */
function decoded(token: string): Html {
  const [header, claims] = [partOf(token, 0), partOf(token, 1)];
  if (header === undefined || claims === undefined) return html`<pre tabindex="0">${token}</pre><p class="small muted">Opaque: only the server can read it.</p>`;
  return html`<pre tabindex="0">${JSON.stringify(header)}
${JSON.stringify(claims, undefined, 2)}</pre><details><summary>As it is sent</summary><pre tabindex="0">${token}</pre></details>`;
}

function partOf(token: string, index: 0 | 1): Readonly<Record<string, unknown>> | undefined {
  const parts = token.split('.');
  if (parts.length !== 3) return undefined;
  try {
    return JSON.parse(Buffer.from(parts[index] as string, 'base64url').toString('utf8')) as Readonly<Record<string, unknown>>;
  } catch {
    return undefined;
  }
}
