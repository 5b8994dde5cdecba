import { Refusal } from '../../kernel/refusal.ts';
import { findSignupConnection, type SomeConnections } from '../../identity/connections/choose-connections.ts';
import { shownNameOf } from '../../identity/connections/upstream.ts';
import type { ConnectionDirectory } from '../../identity/ports/connection-store.ts';
import { signIn, type SignInTools } from '../../identity/passwords/sign-in.ts';
import { canonicalLogin } from '../../identity/users/canonical-login.ts';
import { findPersonInSession } from '../../identity/sessions/find-person.ts';
import type { AskMailTools } from '../../identity/tickets/ask-mail.ts';
import { askVerification } from '../interaction/ask-verification.ts';
import { invalidRequest } from '../../protocol/vocabulary/errors.ts';
import { finishLogin, type FinishLoginTools } from '../interaction/finish-login.ts';
import { findLoginWays } from '../interaction/login-ways.ts';
import { upstreamPath } from '../interaction/upstream-path.ts';
import { lostStepPage, proveShownStep, proveTakenStep, type OpenStep, type StepTools } from '../interaction/prove-step.ts';
import { appendEvent } from '../record-event.ts';
import type { Endpoint, Reply } from '../reply.ts';
import type { Request } from '../request.ts';
import { loginReply, type OpenWays } from './reply.ts';
import { parseCredentials, prefill } from './request.ts';

/** What the login page works with. */
export type LoginTools = StepTools & FinishLoginTools & SignInTools & AskMailTools & { readonly connections: ConnectionDirectory };

const event = 'login.password';

/** OIDC Core §3.1.2.3: the person proves who they are. What follows is decided at the authorization endpoint, never here. */
export const loginEndpoint = (tools: LoginTools): Endpoint => ({
  name: 'login', path: '/u/login', methods: ['GET', 'POST'], cors: 'none',
  handle: (request) => (request.method === 'POST' ? take(request, tools) : show(request, tools)),
});

async function show(request: Request, tools: LoginTools): Promise<Reply> {
  const step = await proveShownStep(request, tools);
  if (step instanceof Refusal) return lostStepPage(request, step, tools);
  const open = await findOpenWays(request, step, tools);
  if (!(open instanceof Refusal) && open.straightTo !== undefined) return { kind: 'redirect', to: upstreamPath(step.transaction.state, open.straightTo) };
  const person = await findPersonInSession(request.tenant, request.cookie('session'), tools);
  return open instanceof Refusal ? lostStepPage(request, open, tools) : loginReply(request, { step, shown: prefill(step.transaction, person), open }, tools);
}

async function take(request: Request, tools: LoginTools): Promise<Reply> {
  const step = await proveTakenStep(request, tools);
  const reply = step instanceof Refusal ? step : await attempt(request, step, tools);
  if (!(reply instanceof Refusal)) return reply;
  request.record.refuse(reply);
  appendEvent(request, event, tools);
  if (step instanceof Refusal || reply.reason === 'transaction.stale') return lostStepPage(request, reply, tools);
  const open = await findOpenWays(request, step, tools);
  if (open instanceof Refusal) return lostStepPage(request, open, tools);
  return loginReply(request, { step, shown: { username: step.params.optional('username') ?? '', reauthenticate: false }, open, refusal: reply }, tools);
}

/** Which ways this step leads to, and whether somebody can make an account in one of its databases. */
async function findOpenWays(request: Request, step: OpenStep, tools: LoginTools): Promise<(OpenWays & { /** The provider that the application named. */ readonly straightTo: string | undefined }) | Refusal> {
  const ways = await findLoginWays(request, step, tools);
  if (ways instanceof Refusal) return ways;
  const upstream = ways.upstream.map((connection) => ({ name: shownNameOf(connection), path: upstreamPath(step.transaction.state, connection.name) }));
  return { upstream, straightTo: ways.named && ways.databases === undefined && ways.mail === undefined ? ways.upstream[0]?.name : undefined, signupOpen: ways.databases !== undefined && findSignupConnection(ways.databases) !== undefined, passwordOpen: ways.databases !== undefined, codeOpen: ways.mail !== undefined };
}

/** The password was right: now the address is proved, and then the person signs in. */
async function verifyFirst(request: Request, { step, databases, refusal }: { readonly step: OpenStep; readonly databases: SomeConnections; readonly refusal: Refusal }, tools: LoginTools): Promise<Reply | Refusal> {
  const login = canonicalLogin(step.params.optional('username') ?? '');
  const found = await Promise.all(databases.map(({ name }) => tools.users.findByLogin(request.tenant.id, name, login)));
  request.record.refuse(refusal);
  return askVerification(request, { step, email: found.find((user) => user !== undefined)?.email ?? '', event }, tools);
}

async function attempt(request: Request, step: OpenStep, tools: LoginTools): Promise<Reply | Refusal> {
  const { params, transaction, browser } = step;
  const credentials = parseCredentials(params);
  if (credentials instanceof Refusal) return credentials;
  const { tenant, address, record } = request;
  const ways = await findLoginWays(request, step, tools);
  if (ways instanceof Refusal) return ways;
  if (ways.databases === undefined) return invalidRequest('connection.none');
  const person = await signIn({ ...credentials, tenant, address, record, browser, connections: ways.databases }, tools);
  if (person instanceof Refusal) return person.reason === 'login.unverified' ? verifyFirst(request, { step, databases: ways.databases, refusal: person }, tools) : person;
  return finishLogin(request, { person, transaction, event }, tools);
}
