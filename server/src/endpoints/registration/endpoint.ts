import { Refusal } from '../../kernel/refusal.ts';
import type { OAuthRefusal } from '../../protocol/vocabulary/errors.ts';
import { noStore } from '../oauth-error.ts';
import { appendEvent, type EventTools } from '../record-event.ts';
import type { Endpoint, Reply } from '../reply.ts';
import type { Request } from '../request.ts';
import { proveManaged, update, type ManageTools } from './manage.ts';
import { register } from './register.ts';
import { refusedReply, registeredReply } from './reply.ts';

/** What the registration endpoint works with. */
export type RegistrationTools = ManageTools & EventTools;

/**
 * RFC 7591 §3 at POST; RFC 7592 §2 at GET, PUT and DELETE, where the query names the client (OIDC Registration §4.1).
 * Clients in browsers register themselves too, and nothing rests on a cookie: any origin may.
 */
export const registrationEndpoint = (tools: RegistrationTools): Endpoint => ({
  name: 'registration', path: '/oidc/register', aliases: ['/oauth2/register'], methods: ['POST', 'GET', 'PUT', 'DELETE'], cors: 'public',
  async handle(request) {
    const reply = request.method === 'POST' ? await answerNew(request, tools) : await answerManaged(request, tools);
    if (reply instanceof Refusal) request.record.refuse(reply);
    appendEvent(request, request.method === 'POST' ? 'registration' : 'registration.managed', tools);
    return reply instanceof Refusal ? refusedReply(request, reply, tools.clock.now()) : reply;
  },
});

async function answerNew(request: Request, tools: RegistrationTools): Promise<Reply | OAuthRefusal> {
  const registered = await register(request, tools);
  return registered instanceof Refusal ? registered : registeredReply(request, 201, registered);
}

async function answerManaged(request: Request, tools: RegistrationTools): Promise<Reply | OAuthRefusal> {
  const managed = await proveManaged(request, tools);
  if (managed instanceof Refusal) return managed;
  const { client, registration, presented } = managed;
  if (request.method === 'GET') return registeredReply(request, 200, { client: { ...client, registration }, secret: undefined, accessToken: presented });
  if (request.method === 'PUT') {
    const updated = await update(request, managed, tools);
    return updated instanceof Refusal ? updated : registeredReply(request, 200, updated);
  }
  // RFC 7592 §2.3: with everything that was issued to it.
  await tools.registry.removeClient(request.tenant.id, client.id);
  return { kind: 'empty', status: 204, headers: noStore };
}
