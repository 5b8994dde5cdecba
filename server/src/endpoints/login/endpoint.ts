import { Refusal } from '../../kernel/refusal.ts';
import { findSignupConnection } from '../../identity/connections/choose-connections.ts';
import type { ConnectionDirectory } from '../../identity/ports/connection-store.ts';
import { signIn, type SignInTools } from '../../identity/passwords/sign-in.ts';
import { findPersonInSession } from '../../identity/sessions/find-person.ts';
import { databasesOfStep } from '../interaction/databases.ts';
import { finishLogin, type FinishLoginTools } from '../interaction/finish-login.ts';
import { lostStepPage, proveShownStep, proveTakenStep, type OpenStep, type StepTools } from '../interaction/prove-step.ts';
import { appendEvent } from '../record-event.ts';
import type { Endpoint, Reply } from '../reply.ts';
import type { Request } from '../request.ts';
import { loginReply } from './reply.ts';
import { parseCredentials, prefill } from './request.ts';

/** What the login page works with. */
export type LoginTools = StepTools & FinishLoginTools & SignInTools & { readonly connections: ConnectionDirectory };

const event = 'login.password';

/** OIDC Core §3.1.2.3: the person proves who they are. What follows is decided at the authorization endpoint, never here. */
export const loginEndpoint = (tools: LoginTools): Endpoint => ({
  name: 'login', path: '/u/login', methods: ['GET', 'POST'], cors: 'none',
  handle: (request) => (request.method === 'POST' ? take(request, tools) : show(request, tools)),
});

async function show(request: Request, tools: LoginTools): Promise<Reply> {
  const step = await proveShownStep(request, tools);
  if (step instanceof Refusal) return lostStepPage(request, step, tools);
  const person = await findPersonInSession(request.tenant, request.cookie('session'), tools);
  const signupOpen = await takesAccounts(request, step, tools);
  return signupOpen instanceof Refusal ? lostStepPage(request, signupOpen, tools) : loginReply(request, { step, shown: prefill(step.transaction, person), signupOpen }, tools);
}

async function take(request: Request, tools: LoginTools): Promise<Reply> {
  const step = await proveTakenStep(request, tools);
  const reply = step instanceof Refusal ? step : await attempt(request, step, tools);
  if (!(reply instanceof Refusal)) return reply;
  request.record.refuse(reply);
  appendEvent(request, event, tools);
  if (step instanceof Refusal || reply.reason === 'transaction.stale') return lostStepPage(request, reply, tools);
  const signupOpen = await takesAccounts(request, step, tools);
  if (signupOpen instanceof Refusal) return lostStepPage(request, signupOpen, tools);
  return loginReply(request, { step, shown: { username: step.params.optional('username') ?? '', reauthenticate: false }, signupOpen, refusal: reply }, tools);
}

/** Can somebody make an account in one of the databases that this step leads to? */
async function takesAccounts(request: Request, step: OpenStep, tools: LoginTools): Promise<boolean | Refusal> {
  const databases = await databasesOfStep(request, step, tools);
  return databases instanceof Refusal ? databases : findSignupConnection(databases) !== undefined;
}

async function attempt(request: Request, step: OpenStep, tools: LoginTools): Promise<Reply | Refusal> {
  const { params, transaction, browser } = step;
  const credentials = parseCredentials(params);
  if (credentials instanceof Refusal) return credentials;
  const { tenant, address, record } = request;
  const connections = await databasesOfStep(request, step, tools);
  if (connections instanceof Refusal) return connections;
  const person = await signIn({ ...credentials, tenant, address, record, browser, connections }, tools);
  return person instanceof Refusal ? person : finishLogin(request, { person, transaction, event }, tools);
}
