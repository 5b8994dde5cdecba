import type { Tenant } from '../../kernel/tenant.ts';
import type { Endpoint, Reply } from '../../endpoints/reply.ts';
import type { Request } from '../../endpoints/request.ts';
import type { Look } from '../layout.ts';
import { appSessions, type AppSession, type AppSessions, type HeldTokens, type Notice } from './app-sessions.ts';
import { parseAction, showApp, type AppAction, type AppFace } from './app-pages.ts';
import { finishLogin, refreshTokens, revokeRefreshToken, startLogin, type RelyingParty, type RelyingPartyTools } from './relying-party.ts';

/** A regular web application inside the process. It is an ordinary client: it knows the server only through its public endpoints. */
export interface WebApp { readonly face: AppFace; readonly party: RelyingParty; readonly tools: RelyingPartyTools; readonly look: Look }

const pendingAtMost = 5;

/** The addresses of one application: its page, the way to the login, the callback, and the buttons. */
export function webAppEndpoints(app: WebApp): readonly Endpoint[] {
  const { path } = app.face;
  const name = path.replaceAll('/', '_').replace(/^_|_$/g, '');
  const sessions = appSessions({ cookie: `gatehouse_${name}`, path, secure: app.tools.tenant.issuer.startsWith('https:') });
  return [
    { name, path, methods: ['GET'], cors: 'none', handle: (request) => home(app, sessions.find(request)) },
    { name: `${name}_login`, path: `${path}login`, methods: ['GET'], cors: 'none', handle: (request) => login(app, sessions, request) },
    { name: `${name}_callback`, path: `${path}callback`, methods: ['GET'], cors: 'none', handle: (request) => callback(app, sessions, request) },
    { name: `${name}_act`, path: `${path}act`, methods: ['POST'], cors: 'none', handle: (request) => act(app, sessions, request) },
  ];
}

function home(app: WebApp, session: AppSession | undefined): Reply {
  const reply = showApp(app.face, session, app.look);
  if (session !== undefined) session.notice = undefined;
  return reply;
}

/** OIDC Core §4: whoever leads here may say who is to sign in. */
function login({ party, tools }: WebApp, sessions: AppSessions, request: Request): Reply {
  const found = sessions.find(request);
  const { session, setCookie } = found === undefined ? sessions.start() : { session: found, setCookie: undefined };
  const { url, pending } = startLogin(party, new URLSearchParams(request.query).get('login_hint'), tools);
  session.pending = [pending, ...session.pending].slice(0, pendingAtMost);
  return { kind: 'redirect', to: url, ...(setCookie === undefined ? {} : { headers: { 'set-cookie': setCookie } }) };
}

/** A new session starts with the tokens: a cookie that somebody planted before the login is worth nothing after it. */
async function callback(app: WebApp, sessions: AppSessions, request: Request): Promise<Reply> {
  const before = sessions.find(request);
  const outcome = await finishLogin(app.party, { query: request.query, pending: before?.pending ?? [] }, app.tools);
  if ('problem' in outcome) return showApp(app.face, { pending: [], tokens: before?.tokens, notice: { good: false, title: outcome.problem, detail: outcome.detail } }, app.look);
  sessions.end(request);
  const { session, setCookie } = sessions.start();
  session.tokens = outcome;
  return { kind: 'redirect', to: app.face.path, headers: { 'set-cookie': setCookie } };
}

async function act(app: WebApp, sessions: AppSessions, request: Request): Promise<Reply> {
  const session = sessions.find(request);
  const action = request.body.kind === 'form' ? parseAction(new URLSearchParams(request.body.text).get('action')) : undefined;
  if (session?.tokens === undefined || action === undefined || !isOwnForm(request, app.tools.tenant)) return { kind: 'redirect', to: app.face.path };
  if (action === 'logout') return logout(app, sessions, { request, tokens: session.tokens });
  if (action === 'refresh') await refresh(app, session, session.tokens);
  else session.notice = await callApi(app, action, session.tokens);
  return { kind: 'redirect', to: app.face.path };
}

/** The cookie is SameSite=Lax already; where the browser names the origin of a form, it must be ours (RFC 6749 §10.12). */
const isOwnForm = ({ headers }: Request, { issuer }: Tenant) => headers['origin'] === undefined || headers['origin'] === new URL(issuer).origin;

async function refresh({ party, tools }: WebApp, session: AppSession, tokens: HeldTokens): Promise<void> {
  const outcome = await refreshTokens(party, tokens, tools);
  if ('problem' in outcome) session.notice = { good: false, title: outcome.problem, detail: outcome.detail };
  else {
    session.tokens = outcome;
    session.notice = { good: true, title: 'New tokens arrived.', detail: outcome.refreshToken === tokens.refreshToken ? 'The refresh token stayed the same.' : 'The refresh token was replaced: the old one is spent.' };
  }
}

async function callApi({ tools }: WebApp, action: Exclude<AppAction, 'logout' | 'refresh'>, tokens: HeldTokens): Promise<Notice> {
  const token = action === 'call-id-token' ? tokens.idToken : tokens.accessToken;
  const headers = { authorization: `Bearer ${token}` };
  const answer = await tools.channel('/samples/api/appointments', action === 'book' ? { method: 'POST', headers: { ...headers, 'content-type': 'application/json' }, body: '{"what":"Haircut"}' } : { method: 'GET', headers });
  const challenge = answer.headers['www-authenticate'];
  return { good: answer.status < 300, title: `The API answered ${answer.status}.`, detail: `${challenge === undefined ? '' : `WWW-Authenticate: ${challenge}\n`}${pretty(answer.text)}` };
}

function pretty(text: string): string {
  try { return JSON.stringify(JSON.parse(text), undefined, 2); } catch { return text; }
}

/** OIDC RP-Initiated Logout §2: the local session ends, the refresh token goes back, and the server ends its own session. */
async function logout({ party, tools, face }: WebApp, sessions: AppSessions, { request, tokens }: { readonly request: Request; readonly tokens: HeldTokens }): Promise<Reply> {
  sessions.end(request);
  await revokeRefreshToken(party, tokens, tools);
  const query = new URLSearchParams({ id_token_hint: tokens.idToken, post_logout_redirect_uri: new URL(face.path, tools.tenant.issuer).href });
  return { kind: 'redirect', to: `${tools.tenant.issuer}oidc/logout?${query}` };
}
