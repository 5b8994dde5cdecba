import { chooseUpstream } from '../../identity/connections/choose-connections.ts';
import type { ConnectionDirectory } from '../../identity/ports/connection-store.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { upstreamAuthorizationUrl, type UpstreamRequest } from '../../protocol/upstream/authorization-url.ts';
import { findAddresses } from '../../protocol/upstream/find-addresses.ts';
import { findProviderMetadata, type MetadataTools } from '../../protocol/upstream/find-metadata.ts';
import { plainAuthorizationUrl } from '../../protocol/upstream/plain-authorization-url.ts';
import { isPlain, type PlainProvider, type UpstreamProvider } from '../../protocol/upstream/provider.ts';
import { invalidRequest } from '../../protocol/vocabulary/errors.ts';
import { lostStepPage, proveShownStep, type StepTools } from '../interaction/prove-step.ts';
import { appendEvent, type EventTools } from '../record-event.ts';
import type { Endpoint, Reply } from '../reply.ts';
import type { Request } from '../request.ts';
import { openHop, type HopTools } from './hop.ts';
import { providerOf } from '../interaction/provider-of.ts';

/** What leads to another provider. */
export type UpstreamStartTools = StepTools & HopTools & MetadataTools & EventTools & { readonly connections: ConnectionDirectory };

/** The one address that providers send people back to; it is registered there. */
export const callbackUri = (issuer: string): string => `${issuer}login/callback`;

/** A sign-in goes on at another provider: one that is enabled for the application, and no other. */
export const upstreamStartEndpoint = (tools: UpstreamStartTools): Endpoint => ({
  name: 'login_upstream', path: '/u/login/connection', methods: ['GET'], cors: 'none',
  async handle(request) {
    const reply = await setOut(request, tools);
    if (!(reply instanceof Refusal)) return reply;
    request.record.refuse(reply);
    appendEvent(request, 'login.upstream', tools);
    return lostStepPage(request, reply, tools);
  },
});

async function setOut(request: Request, tools: UpstreamStartTools): Promise<Reply | Refusal> {
  const step = await proveShownStep(request, tools);
  if (step instanceof Refusal) return step;
  const { transaction, client, params } = step;
  const wanted = params.optional('connection') ?? '';
  const open = await chooseUpstream({ tenant: request.tenant.id, clientId: client?.id, named: transaction.request['connection']?.[0] }, tools.connections);
  const connection = open.find(({ name }) => name === wanted);
  if (connection === undefined) return invalidRequest('connection.disabled', { received: wanted.slice(0, 128) });
  request.record.facts.connection = connection.name;
  request.record.pass('connection.enabled');
  const way = await findWay(providerOf(connection, tools), transaction.request, tools);
  if (way instanceof Refusal) return way;
  const binding = await openHop(request, { transaction: transaction.state, connection: connection.id }, tools);
  return { kind: 'redirect', to: way({ binding, redirectUri: callbackUri(request.tenant.issuer), asked: transaction.request }) };
}

type Way = (request: Pick<UpstreamRequest, 'binding' | 'redirectUri' | 'asked'>) => string;

/** How the address at the provider is made, once it is known where that is. */
async function findWay(provider: UpstreamProvider | PlainProvider, asked: UpstreamRequest['asked'], tools: MetadataTools): Promise<Way | Refusal> {
  if (!isPlain(provider)) {
    const metadata = await findProviderMetadata(provider, tools);
    return metadata instanceof Refusal ? metadata : (request) => upstreamAuthorizationUrl({ ...request, provider, metadata });
  }
  // OIDC Core §3.1.2.1: a fresh sign-in that nobody vouches for is none.
  if (asked['max_age'] !== undefined) return invalidRequest('upstream.age_unknown', { received: 'max_age' });
  const addresses = findAddresses(provider, tools.outboundPolicy);
  return addresses instanceof Refusal ? addresses : (request) => plainAuthorizationUrl({ ...request, provider, addresses });
}
