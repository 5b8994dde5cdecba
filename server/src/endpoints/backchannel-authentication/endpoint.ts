import type { OpaqueTokens } from '../../kernel/opaque-token.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Seconds } from '../../kernel/time.ts';
import { backchannelPollInterval, type BackchannelRequest } from '../../protocol/ciba/backchannel-request.ts';
import { noticeMessage, sealNotice } from '../../protocol/ciba/notice.ts';
import { parseBackchannelRequest, type AskedBackchannel } from '../../protocol/ciba/parse-backchannel-request.ts';
import type { SignedRequestTools } from '../../protocol/ciba/prove-signed-request.ts';
import { addWaiting } from '../../protocol/ciba/waiting-list.ts';
import { authenticateClient, type AuthenticatedClient, type ClientAuthenticationTools } from '../../protocol/client-authentication/authenticate-client.ts';
import type { IdTokenTools } from '../../protocol/tokens/verify-id-token.ts';
import type { MessageSeal } from '../../protocol/ports/message-seal.ts';
import type { Outbox } from '../../protocol/ports/outbox.ts';
import type { PendingStore } from '../../protocol/ports/pending-store.ts';
import { tooManyRequests, type OAuthRefusal } from '../../protocol/vocabulary/errors.ts';
import { expiredMargin } from '../../protocol/waiting/polled.ts';
import { clientCallOf } from '../client-call.ts';
import { noStore, oauthErrorReply } from '../oauth-error.ts';
import { readBodyParams } from '../read-params.ts';
import { appendEvent, type EventTools } from '../record-event.ts';
import type { Endpoint } from '../reply.ts';
import type { Request } from '../request.ts';
import { findAskedPerson, type AskedPersonTools } from './asked-person.ts';

/** What authenticates the application, finds the person, and keeps the request until it is answered. */
export type BackchannelTools = ClientAuthenticationTools & IdTokenTools & SignedRequestTools & AskedPersonTools & EventTools & {
  readonly pending: PendingStore;
  readonly outbox: Outbox;
  readonly tokens: OpaqueTokens;
  readonly messageSeal: MessageSeal;
};

/** OIDC CIBA §7: an application asks that a person, who is somewhere else, be asked. */
export const backchannelEndpoint = (tools: BackchannelTools): Endpoint => ({
  name: 'backchannel-authentication', path: '/bc-authorize', methods: ['POST'], cors: 'none',
  async handle(request) {
    const answer = await authenticatePerson(request, tools);
    if (answer instanceof Refusal) request.record.refuse(answer);
    appendEvent(request, 'ciba.asked', tools);
    return answer instanceof Refusal ? oauthErrorReply(answer, request) : { kind: 'json', status: 200, body: answer, headers: noStore };
  },
});

/** OIDC CIBA §7.3: the wire form. Who gets everything pushed never polls, so there is no interval. */
interface Acknowledgement { readonly auth_req_id: string; readonly expires_in: Seconds; readonly interval?: Seconds }

async function authenticatePerson(request: Request, tools: BackchannelTools): Promise<Acknowledgement | OAuthRefusal> {
  const { tenant, record } = request;
  const params = readBodyParams(request);
  if (params instanceof Refusal) return params;
  record.pass('request.parameters');
  const client = await authenticateClient(clientCallOf(request, params), tools);
  if (client instanceof Refusal) return client;
  const asked = await parseBackchannelRequest(params, { tenant, client, record }, tools);
  if (asked instanceof Refusal) return asked;
  const person = await findAskedPerson(asked.hint, { request, client }, tools);
  if (person instanceof Refusal) return person;
  record.facts.userId = person.id;
  record.pass('ciba.person');
  return open(asked, { client, userId: person.id }, { request, tools });
}

interface Parties { readonly client: AuthenticatedClient; readonly userId: string }

/** Stored first, told to the person then: what comes between leaves a request that nobody sees and that expires. */
async function open(asked: AskedBackchannel, { client, userId }: Parties, { request: { tenant }, tools }: { readonly request: Request; readonly tools: BackchannelTools }): Promise<Acknowledgement | OAuthRefusal> {
  const { pending, outbox, tokens, clock, messageSeal } = tools;
  const { token, key } = tokens.mint(clock.nowMs());
  const mode = client.ciba.deliveryMode;
  const now = clock.now();
  const expiresAt = now + asked.ttl;
  const { notificationToken, bindingMessage } = asked;
  const notice = notificationToken === undefined ? undefined : sealNotice({ authReqId: token, token: notificationToken }, { tenant: tenant.id, request: key }, messageSeal);
  const data: BackchannelRequest = {
    clientId: client.id, userId, mode, ...asked.access, acrValues: asked.acrValues, createdAt: now, expiresAt, interval: backchannelPollInterval, answer: { kind: 'waiting' },
    ...(bindingMessage === undefined ? {} : { bindingMessage }), ...(notice === undefined ? {} : { notice }),
  };
  await pending.open(tenant.id, [{ kind: 'ciba', key, version: 1, expiresAt: expiresAt + expiredMargin, data }]);
  if ((await addWaiting({ tenant: tenant.id, userId }, { request: key, expiresAt }, tools)) === 'full') {
    await pending.remove(tenant.id, 'ciba', key);
    return tooManyRequests('ciba.person_busy');
  }
  // OIDC CIBA §12: who gets tokens pushed is told too that nobody answered in time.
  if (mode === 'push' && notice !== undefined) await outbox.put([noticeMessage(tenant.id, { kind: 'ciba_push', dueAt: expiresAt, madeAt: clock.nowMs(), data: { clientId: client.id, userId, request: key, sealed: notice, expiresAt, expiry: true } })]);
  return { auth_req_id: token, expires_in: asked.ttl, ...(mode === 'push' ? {} : { interval: backchannelPollInterval }) };
}
