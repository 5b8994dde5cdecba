import { proveCodeAlone } from '../../identity/passwordless/prove-mailed-code.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { noStore } from '../oauth-error.ts';
import { appendEvent } from '../record-event.ts';
import type { Endpoint, Reply } from '../reply.ts';
import type { Request } from '../request.ts';
import type { PasswordlessTools } from './passwordless-tools.ts';
import { proveAsker } from './prove-asker.ts';
import { passwordlessErrorReply } from './reply.ts';
import { parsePasswordlessCall } from './request.ts';

/** Auth0: whether a code is right, before the browser is sent away with it. It is not used up by that, and the try is counted like any other. */
export const verifyEndpoint = (tools: PasswordlessTools): Endpoint => ({
  name: 'passwordless.verify', path: '/passwordless/verify', methods: ['POST'], cors: 'applications',
  async handle(request) {
    const reply = await verify(request, tools);
    if (!(reply instanceof Refusal)) return reply;
    request.record.refuse(reply);
    appendEvent(request, 'passwordless.verified', tools);
    return passwordlessErrorReply(reply, request);
  },
});

async function verify(request: Request, tools: PasswordlessTools): Promise<Reply | Refusal> {
  const call = parsePasswordlessCall(request);
  if (call instanceof Refusal) return call;
  const asker = await proveAsker(request, call.params, tools);
  if (asker instanceof Refusal) return asker;
  const typed = call.params.required('verification_code');
  if (typed instanceof Refusal) return typed;
  const { tenant, address, record } = request;
  const right = await proveCodeAlone({ ...asker.place, behind: asker.behind, typed, address, record }, tools);
  if (right instanceof Refusal) return right;
  await tools.throttles.change(tenant.id, right.counters, tools.clock.now());
  appendEvent(request, 'passwordless.verified', tools);
  return { kind: 'json', status: 200, headers: noStore, body: {} };
}
