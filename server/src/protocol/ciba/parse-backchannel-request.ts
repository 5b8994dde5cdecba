import type { DecisionRecord } from '../../kernel/decision-record.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Tenant } from '../../kernel/tenant.ts';
import type { Seconds } from '../../kernel/time.ts';
import { askedContext } from '../authentication-context/acr.ts';
import { isConfidential, type Client } from '../client/client.ts';
import { rulesOf } from '../client/profiles.ts';
import type { Params } from '../params.ts';
import type { ClientDirectory } from '../ports/client-directory.ts';
import type { IdTokenTools } from '../tokens/verify-id-token.ts';
import { invalidBindingMessage, invalidRequest, unauthorizedClient, type OAuthRefusal } from '../vocabulary/errors.ts';
import type { GrantTypeName } from '../vocabulary/names.ts';
import { parseAskedAccess, type AskedAccess } from '../waiting/asked-access.ts';
import { backchannelTtl, longestBackchannelTtl } from './backchannel-request.ts';
import { parseHint, type Hint } from './hint.ts';
import { proveSignedRequest, type SignedRequestTools } from './prove-signed-request.ts';

/** OIDC CIBA §7.1: a backchannel authentication request, typed. Whether the person exists is not known yet. */
export interface AskedBackchannel {
  readonly hint: Hint;
  readonly access: AskedAccess;
  readonly bindingMessage: string | undefined;
  readonly acrValues: readonly string[];
  readonly ttl: Seconds;
  /** Ping and push. */
  readonly notificationToken: string | undefined;
}

const grantType: GrantTypeName = 'urn:openid:params:grant-type:ciba';

interface Context { readonly tenant: Tenant; readonly client: Client; readonly record: DecisionRecord }

/** Reads and judges everything but the person (OIDC CIBA §7.2). The client is authenticated before. `sent`: what came, signed or not. */
export async function parseBackchannelRequest(sent: Params, context: Context, tools: IdTokenTools & SignedRequestTools): Promise<AskedBackchannel | OAuthRefusal> {
  const { client, record } = context;
  const refusal = findUnfit(client);
  if (refusal !== undefined) return refusal;
  record.facts.grantType = grantType;
  record.pass('client.grant_allowed');
  const params = await proveSignedRequest(sent, context, tools);
  if (params instanceof Refusal) return params;
  const plain = parsePlain(params, client);
  if (plain instanceof Refusal) return plain;
  const access = await parseAskedAccess(params, context, tools);
  if (access instanceof Refusal) return access;
  if (!access.scope.includes('openid')) return invalidRequest('ciba.openid_missing', { received: access.scope.join(' ') || 'no scope' });
  const unbound = await findUnbound(access, context, tools);
  if (unbound !== undefined) return unbound;
  const hint = await parseHint(params, context, tools);
  if (hint instanceof Refusal) return hint;
  record.pass('ciba.request');
  return { ...plain, hint, access, acrValues: askedContext(params, undefined, client).voluntary };
}

/** OIDC CIBA §4: for clients that keep a secret and are registered for it, with an endpoint where they want to be told. */
function findUnfit(client: Client): OAuthRefusal | undefined {
  const { grantTypes, ciba: { deliveryMode, notificationEndpoint } } = client;
  if (!isConfidential(client)) return unauthorizedClient('client.public_not_allowed');
  if (!grantTypes.includes(grantType)) return unauthorizedClient('client.grant_not_allowed', { expected: grantTypes.join(' '), received: grantType });
  return deliveryMode !== 'poll' && notificationEndpoint === undefined ? unauthorizedClient('ciba.notification_endpoint_missing') : undefined;
}

/** Who gets tokens pushed proves no key with any request, so nothing can be bound to one. */
async function findUnbound({ audience }: AskedAccess, { tenant, client }: Context, { clients }: { readonly clients: ClientDirectory }): Promise<OAuthRefusal | undefined> {
  if (client.ciba.deliveryMode !== 'push') return undefined;
  const api = audience === undefined ? undefined : await clients.findResourceServer(tenant.id, audience);
  const bound = client.senderConstraint !== 'none' || rulesOf(client).senderConstrained || api?.senderConstrained === true;
  return bound ? unauthorizedClient('ciba.push_unbound') : undefined;
}

type Plain = Pick<AskedBackchannel, 'bindingMessage' | 'ttl' | 'notificationToken'>;

function parsePlain(params: Params, client: Client): Plain | OAuthRefusal {
  const bindingMessage = parseBindingMessage(params);
  if (bindingMessage instanceof Refusal) return bindingMessage;
  const ttl = parseExpiry(params);
  if (ttl instanceof Refusal) return ttl;
  const notificationToken = client.ciba.deliveryMode === 'poll' ? undefined : parseNotificationToken(params);
  return notificationToken instanceof Refusal ? notificationToken : { bindingMessage, ttl, notificationToken };
}

/** OIDC CIBA §7.1: short and plain, since a person compares it on two devices. */
function parseBindingMessage(params: Params): string | undefined | OAuthRefusal {
  const text = params.optional('binding_message');
  return text === undefined || /^[^\p{C}\p{Zl}\p{Zp}]{1,64}$/u.test(text) ? text : invalidBindingMessage('ciba.binding_message_invalid', { received: `${[...text].length} characters` });
}

/** OIDC CIBA §7.1 `requested_expiry`: within limits, which the answer tells. */
function parseExpiry(params: Params): Seconds | OAuthRefusal {
  const text = params.optional('requested_expiry');
  if (text === undefined) return backchannelTtl;
  return /^0*[1-9]\d{0,9}$/.test(text) ? Math.min(Number(text), longestBackchannelTtl) : invalidRequest('ciba.expiry_malformed', { received: text.slice(0, 40) });
}

/** OIDC CIBA §7.1: at most 1024 characters of the bearer token syntax (RFC 6750 §2.1). */
function parseNotificationToken(params: Params): string | OAuthRefusal {
  const token = params.optional('client_notification_token');
  return token !== undefined && /^(?=.{1,1024}$)[A-Za-z0-9._~+/-]+=*$/.test(token) ? token : invalidRequest('ciba.notification_token_invalid', { received: token === undefined ? 'none' : `${token.length} characters` });
}
