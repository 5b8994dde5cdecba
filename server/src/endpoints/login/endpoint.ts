import { Refusal } from '../../kernel/refusal.ts';
import { passwordConnection } from '../../identity/connections/password-connection.ts';
import { signIn, type SignInTools } from '../../identity/passwords/sign-in.ts';
import { findPersonInSession } from '../../identity/sessions/find-person.ts';
import { finishLogin, type FinishLoginTools } from '../interaction/finish-login.ts';
import { lostStepPage, proveShownStep, proveTakenStep, type OpenStep, type StepTools } from '../interaction/prove-step.ts';
import { appendEvent } from '../record-event.ts';
import type { Endpoint, Reply } from '../reply.ts';
import type { Request } from '../request.ts';
import { loginReply } from './reply.ts';
import { parseCredentials, prefill } from './request.ts';

/** What the login page works with. */
export type LoginTools = StepTools & FinishLoginTools & SignInTools;

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
  return loginReply(request, { step, shown: prefill(step.transaction, person) }, tools);
}

async function take(request: Request, tools: LoginTools): Promise<Reply> {
  const step = await proveTakenStep(request, tools);
  const reply = step instanceof Refusal ? step : await attempt(request, step, tools);
  if (!(reply instanceof Refusal)) return reply;
  request.record.refuse(reply);
  appendEvent(request, event, tools);
  if (step instanceof Refusal || reply.reason === 'transaction.stale') return lostStepPage(request, reply, tools);
  return loginReply(request, { step, shown: { username: step.params.optional('username') ?? '', reauthenticate: false }, refusal: reply }, tools);
}

async function attempt(request: Request, { params, transaction, browser }: OpenStep, tools: LoginTools): Promise<Reply | Refusal> {
  const credentials = parseCredentials(params);
  if (credentials instanceof Refusal) return credentials;
  const { tenant, address, record } = request;
  const person = await signIn({ ...credentials, tenant, address, record, browser, connection: passwordConnection }, tools);
  return person instanceof Refusal ? person : finishLogin(request, { person, transaction, event }, tools);
}
