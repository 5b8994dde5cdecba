import { chooseUpstream } from '../../identity/connections/choose-connections.ts';
import { findUpstreamPerson, type UpstreamPersonTools } from '../../identity/upstream/find-upstream-person.ts';
import { upstreamTokenPlace, type KeptUpstreamTokens } from '../../identity/upstream/upstream-tokens.ts';
import type { UpstreamTokenStore } from '../../identity/ports/upstream-token-store.ts';
import type { PreparedWrite } from '../../kernel/prepared-write.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { ClientKeyTools } from '../../protocol/client/verify-with-client-keys.ts';
import { Params } from '../../protocol/params.ts';
import type { Outbound } from '../../protocol/ports/outbound.ts';
import type { UpstreamTokens } from '../../protocol/upstream/redeem-code.ts';
import { invalidRequest } from '../../protocol/vocabulary/errors.ts';
import { refusalPage } from '../error-page/render-refusal.ts';
import { finishLogin, type FinishLoginTools } from '../interaction/finish-login.ts';
import { proveStep, type OpenStep } from '../interaction/prove-step.ts';
import { appendEvent } from '../record-event.ts';
import type { Endpoint, Reply } from '../reply.ts';
import type { Request } from '../request.ts';
import { proveHop } from './hop.ts';
import { proveArrival, type Arrival } from './prove-arrival.ts';
import type { UpstreamStartTools } from './start.ts';

/** What ends the way back from another provider. */
export type UpstreamCallbackTools = UpstreamStartTools & FinishLoginTools & ClientKeyTools & UpstreamPersonTools & { readonly outbound: Outbound; readonly upstreamTokens: UpstreamTokenStore };

const event = 'login.upstream';

/** Seed row 61: where other providers send people back to, with one fixed address for all of them. */
export const upstreamCallbackEndpoint = (tools: UpstreamCallbackTools): Endpoint => ({
  name: 'login_callback', path: '/login/callback', methods: ['GET', 'POST'], cors: 'none',
  handle: (request) => (request.method === 'POST' ? relay(request, tools) : take(request, tools)),
});

/** What an answer is made of; tokens are never taken from a browser, and never put into a URL. */
const answerFields = ['code', 'state', 'iss', 'error', 'error_description'] as const;

/** A form that another site posts comes without the cookies of this one, so the answer is read by a request of our own. */
function relay(request: Request, tools: UpstreamCallbackTools): Reply {
  const params = request.body.kind === 'form' ? Params.fromForm(request.body.text) : invalidRequest('request.media_type_unknown', { expected: 'application/x-www-form-urlencoded' });
  if (params instanceof Refusal) return refuse(request, { refusal: params, step: undefined }, tools);
  const fields = answerFields.flatMap((name) => { const value = params.optional(name); return value === undefined ? [] : [[name, value.slice(0, 4096)]]; });
  return { kind: 'redirect', to: `/login/callback?${new URLSearchParams(fields).toString()}` };
}

async function take(request: Request, tools: UpstreamCallbackTools): Promise<Reply> {
  const params = Params.fromForm(request.query);
  if (params instanceof Refusal) return refuse(request, { refusal: params, step: undefined }, tools);
  const hop = await proveHop(request, params.optional('state'), tools);
  if (hop instanceof Refusal) return refuse(request, { refusal: hop, step: undefined }, tools);
  const step = await proveStep(request, { params, state: hop.transaction }, tools);
  if (step instanceof Refusal) return refuse(request, { refusal: step, step: undefined }, tools);
  const reply = await arrive(request, { step, hop }, tools);
  return reply instanceof Refusal ? refuse(request, { refusal: reply, step }, tools) : reply;
}

async function arrive(request: Request, { step, hop }: Omit<Arrival, 'connection'>, tools: UpstreamCallbackTools): Promise<Reply | Refusal> {
  const { transaction, client } = step;
  const open = await chooseUpstream({ tenant: request.tenant.id, clientId: client?.id, named: undefined }, tools.connections);
  const connection = open.find(({ id }) => id === hop.connection);
  if (connection === undefined) return invalidRequest('connection.disabled');
  request.record.facts.connection = connection.name;
  request.record.pass('connection.enabled');
  const proved = await proveArrival(request, { step, hop, connection }, tools);
  if (proved instanceof Refusal) return proved;
  const person = await findUpstreamPerson({ tenant: request.tenant, connection, sub: proved.sub, described: proved.described, record: request.record }, tools);
  return person instanceof Refusal ? person : finishLogin(request, { person, transaction, event, more: prepareTokens(request, { tokens: proved.tokens, identity: person.identity }, tools) }, tools);
}

/** Auth0: what the provider gave is kept for those who may call it in the name of the person, under the master key; the next sign-in brings others. */
function prepareTokens({ tenant }: Request, { tokens: { accessToken, refreshToken, expiresIn }, identity }: { readonly tokens: UpstreamTokens; readonly identity: string }, { upstreamTokens, messageSeal, clock }: UpstreamCallbackTools): readonly PreparedWrite[] {
  if (accessToken === undefined) return [];
  const kept: KeptUpstreamTokens = { accessToken, refreshToken, expiresAt: expiresIn === undefined ? undefined : clock.now() + expiresIn };
  return [upstreamTokens.prepare(tenant.id, identity, messageSeal.seal(JSON.stringify(kept), upstreamTokenPlace(tenant.id, identity)))];
}

/** A page that leads back to the application, where it is known by proof; the state of the address is the provider's and names nothing of ours. */
function refuse(request: Request, { refusal, step }: { readonly refusal: Refusal; readonly step: OpenStep | undefined }, tools: UpstreamCallbackTools): Reply {
  request.record.refuse(refusal);
  appendEvent(request, event, tools);
  return refusalPage(request, refusal, step?.client);
}
