import { Refusal } from '../../kernel/refusal.ts';
import { passwordConnection } from '../../identity/connections/password-connection.ts';
import { signUp, type SignUpTools } from '../../identity/users/sign-up.ts';
import { finishLogin, type FinishLoginTools } from '../interaction/finish-login.ts';
import { lostStepPage, proveShownStep, proveTakenStep, type OpenStep, type StepTools } from '../interaction/prove-step.ts';
import { appendEvent } from '../record-event.ts';
import type { Endpoint, Reply } from '../reply.ts';
import type { Request } from '../request.ts';
import { signupReply } from './reply.ts';
import { parseRegistration, prefilledEmail } from './request.ts';

/** What the sign-up page works with. */
export type SignupTools = StepTools & FinishLoginTools & SignUpTools;

const event = 'signup.password';

/** A person makes an account and is signed in with it at once; the same transaction goes on. */
export const signupEndpoint = (tools: SignupTools): Endpoint => ({
  name: 'signup', path: '/u/signup', methods: ['GET', 'POST'], cors: 'none',
  handle: (request) => (request.method === 'POST' ? take(request, tools) : show(request, tools)),
});

async function show(request: Request, tools: SignupTools): Promise<Reply> {
  const step = await proveShownStep(request, tools);
  if (step instanceof Refusal) return lostStepPage(request, step, tools);
  if (!request.tenant.settings.signupOpen) return lostStepPage(request, new Refusal('access_denied', 'signup.closed'), tools);
  return signupReply(request, { step, email: prefilledEmail(step.transaction) }, tools);
}

async function take(request: Request, tools: SignupTools): Promise<Reply> {
  const step = await proveTakenStep(request, tools);
  const reply = step instanceof Refusal ? step : await attempt(request, step, tools);
  if (!(reply instanceof Refusal)) return reply;
  request.record.refuse(reply);
  appendEvent(request, event, tools);
  if (step instanceof Refusal || reply.reason === 'transaction.stale') return lostStepPage(request, reply, tools);
  return signupReply(request, { step, email: step.params.optional('email') ?? '', refusal: reply }, tools);
}

async function attempt(request: Request, { params, transaction }: OpenStep, tools: SignupTools): Promise<Reply | Refusal> {
  const registration = parseRegistration(params);
  if (registration instanceof Refusal) return registration;
  const { tenant, address, record } = request;
  const person = await signUp({ ...registration, tenant, address, record, connection: passwordConnection }, tools);
  return person instanceof Refusal ? person : finishLogin(request, { person, transaction, event }, tools);
}
