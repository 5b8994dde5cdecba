import type { KeyObject } from 'node:crypto';
import type { OpaqueTokens } from '../../kernel/opaque-token.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { authenticateClient, type AuthenticatedClient, type ClientAuthenticationTools } from '../../protocol/client-authentication/authenticate-client.ts';
import { deviceCodeTtl, devicePollInterval, type DeviceRequest, type UserCodeRecord } from '../../protocol/device/device-request.ts';
import { mintUserCode, userCodeKey } from '../../protocol/device/user-code.ts';
import { deviceCode } from '../../protocol/grant-types/device-code.ts';
import type { Params } from '../../protocol/params.ts';
import type { Pending, PendingStore } from '../../protocol/ports/pending-store.ts';
import { unauthorizedClient, type OAuthErrorCode, type OAuthRefusal } from '../../protocol/vocabulary/errors.ts';
import { parseAskedAccess } from '../../protocol/waiting/asked-access.ts';
import { expiredMargin } from '../../protocol/waiting/polled.ts';
import { clientCallOf } from '../client-call.ts';
import { noStore, oauthErrorReply } from '../oauth-error.ts';
import { readBodyParams } from '../read-params.ts';
import { appendEvent, type EventTools } from '../record-event.ts';
import type { Endpoint } from '../reply.ts';
import type { Request } from '../request.ts';

/** What authenticates the device, keeps its request, and hides its code (`codeKey`: a secret key of the installation). */
export type DeviceAuthorizationTools = ClientAuthenticationTools & EventTools & { readonly pending: PendingStore; readonly tokens: OpaqueTokens; readonly codeKey: KeyObject };

/** RFC 8628 §3.1: a device asks for a code that its person can type elsewhere. */
export const deviceAuthorizationEndpoint = (tools: DeviceAuthorizationTools): Endpoint => ({
  name: 'device-authorization', path: '/oauth/device/code', aliases: ['/oauth2/device_authorize'], methods: ['POST'], cors: 'applications',
  async handle(request) {
    const answer = await authorizeDevice(request, tools);
    if (answer instanceof Refusal) request.record.refuse(answer);
    appendEvent(request, 'device.asked', tools);
    return answer instanceof Refusal ? oauthErrorReply(answer, request) : { kind: 'json', status: 200, body: answerOf(answer, request), headers: noStore };
  },
});

interface Codes { readonly device: string; readonly user: string }

/** RFC 8628 §3.2: the wire form. */
const answerOf = ({ device, user }: Codes, { tenant: { issuer } }: Request) => ({
  device_code: device, user_code: user, verification_uri: `${issuer}activate`, verification_uri_complete: `${issuer}activate?user_code=${encodeURIComponent(user)}`,
  expires_in: deviceCodeTtl, interval: devicePollInterval,
});

async function authorizeDevice(request: Request, tools: DeviceAuthorizationTools): Promise<Codes | OAuthRefusal> {
  const { record } = request;
  const params = readBodyParams(request);
  if (params instanceof Refusal) return params;
  record.pass('request.parameters');
  const client = await authenticateClient(clientCallOf(request, params), tools);
  if (client instanceof Refusal) return client;
  const device = await parseDevice(params, client, { request, tools });
  return device instanceof Refusal ? device : openDevice(device, request, tools);
}

/** RFC 8628 §3.1: what the device asks for. */
async function parseDevice(params: Params, client: AuthenticatedClient, { request, tools }: { readonly request: Request; readonly tools: DeviceAuthorizationTools }): Promise<DeviceRequest | OAuthRefusal> {
  const { tenant, record } = request;
  if (!client.grantTypes.includes(deviceCode.name)) return unauthorizedClient('client.grant_not_allowed', { expected: client.grantTypes.join(' '), received: deviceCode.name });
  record.facts.grantType = deviceCode.name;
  record.pass('client.grant_allowed');
  const asked = await parseAskedAccess(params, { client, tenant, record }, tools);
  if (asked instanceof Refusal) return asked;
  const now = tools.clock.now();
  return {
    clientId: client.id, ...asked, address: request.address, createdAt: now,
    expiresAt: now + deviceCodeTtl, interval: devicePollInterval, answer: { kind: 'waiting' },
  };
}

/** A code that is in use is not given out again; so many others are tried. */
const tries = 8;

async function openDevice(data: DeviceRequest, { tenant }: Request, { pending, tokens, clock, codeKey }: DeviceAuthorizationTools): Promise<Codes | OAuthRefusal> {
  const { token, key } = tokens.mint(clock.nowMs());
  const device: Pending<DeviceRequest> = { kind: 'device', key, version: 1, expiresAt: data.expiresAt + expiredMargin, data };
  for (let left = tries; left > 0; left--) {
    const user = mintUserCode(tenant.settings.userCodes);
    const code: Pending<UserCodeRecord> = { kind: 'user_code', key: userCodeKey(codeKey, user), version: 1, expiresAt: data.expiresAt, data: { device: key } };
    if ((await pending.open(tenant.id, [device, code])) === 'opened') return { device: token, user };
  }
  return new Refusal<OAuthErrorCode>('temporarily_unavailable', 'user_code.exhausted');
}
