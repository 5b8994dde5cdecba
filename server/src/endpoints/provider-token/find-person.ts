import { chooseUpstream } from '../../identity/connections/choose-connections.ts';
import type { Connection } from '../../identity/connections/connection.ts';
import { addressBlock } from '../../identity/attack-protection/address-block.ts';
import type { ConnectionDirectory } from '../../identity/ports/connection-store.ts';
import { findUpstreamPerson, type UpstreamPerson, type UpstreamPersonTools } from '../../identity/upstream/find-upstream-person.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { TokenCall } from '../../protocol/grant-types/grant-type.ts';
import type { FailureWindow } from '../../protocol/ports/failure-window.ts';
import type { MessageSeal } from '../../protocol/ports/message-seal.ts';
import { findProviderMetadata, type MetadataTools } from '../../protocol/upstream/find-metadata.ts';
import { mapProfile } from '../../protocol/upstream/map-profile.ts';
import type { AccessTokenTools } from '../../protocol/upstream/prove-access-token.ts';
import { proveBroughtTokens, type BroughtTokens } from '../../protocol/upstream/prove-brought-tokens.ts';
import { isPlain } from '../../protocol/upstream/provider.ts';
import { invalidGrant, invalidRequest, tooManyRequests, type OAuthRefusal } from '../../protocol/vocabulary/errors.ts';
import { providerOf } from '../interaction/provider-of.ts';

/** What proves tokens of other providers, and finds whom they name. */
export type ProviderTokenTools = AccessTokenTools & MetadataTools & UpstreamPersonTools & { readonly connections: ConnectionDirectory; readonly messageSeal: MessageSeal; readonly failures: FailureWindow };

/** What was asked for. */
export interface BroughtByApplication { readonly accessToken: string; readonly idToken: string | undefined; readonly connection: string }
/** Whom the provider named, with the tokens that prove it. */
export interface ProvedByProvider { readonly person: UpstreamPerson; readonly tokens: BroughtTokens }

/** The person whom tokens of a provider name, by one of the connections of the application. Refused tokens are counted: each one is a request to the provider, too. */
export async function findBroughtPerson(brought: BroughtByApplication, call: TokenCall, tools: ProviderTokenTools): Promise<ProvedByProvider | OAuthRefusal> {
  const { tenant, client, record, address } = call;
  const connection = await findConnection(brought.connection, call, tools);
  if (connection instanceof Refusal) return connection;
  record.facts.connection = connection.name;
  record.pass('connection.enabled');
  const key = `provider token|${tenant.id}|${client.id}|${addressBlock(address)}`;
  const wait = tools.failures.retryAfter(key, tools.clock.now());
  if (wait !== undefined) return tooManyRequests('upstream.throttled', { expected: `a pause of ${wait} seconds` });
  const proved = await prove(brought, { connection, call }, tools);
  if (proved instanceof Refusal && proved.code !== 'temporarily_unavailable') tools.failures.fail(key, tools.clock.now());
  return proved;
}

async function findConnection(named: string, { tenant, client }: TokenCall, { connections }: ProviderTokenTools): Promise<Connection | OAuthRefusal> {
  const [open] = await chooseUpstream({ tenant: tenant.id, clientId: client.id, named }, connections);
  if (open !== undefined) return open;
  return invalidRequest((await connections.find(tenant.id, named)) === undefined ? 'connection.unknown' : 'connection.disabled', { expected: 'a connection to another provider', received: named.slice(0, 128) });
}

async function prove({ accessToken, idToken }: BroughtByApplication, { connection, call }: { readonly connection: Connection; readonly call: TokenCall }, tools: ProviderTokenTools): Promise<ProvedByProvider | OAuthRefusal> {
  const { tenant, record } = call;
  const provider = providerOf(connection, tools);
  if (isPlain(provider)) return invalidGrant('upstream.access_token_unproven', { expected: 'a connection to an OpenID Provider (oidc, google-oauth2)', received: connection.strategy });
  const metadata = await findProviderMetadata(provider, tools);
  if (metadata instanceof Refusal) return metadata;
  record.pass('upstream.metadata');
  const tokens = await proveBroughtTokens({ accessToken, idToken, provider, metadata, record }, tools);
  if (tokens instanceof Refusal) return asGrant(tokens);
  const person = await findUpstreamPerson({ tenant, connection, sub: tokens.sub, described: mapProfile(tokens.claims), record }, tools);
  return person instanceof Refusal ? asGrant(person) : { person, tokens };
}

/** RFC 6749 §5.2: tokens that are no good, and people who may not come, are invalid_grant here. */
function asGrant(refusal: Refusal): OAuthRefusal {
  const { code, reason, evidence } = refusal;
  if (reason === 'login.blocked') return invalidGrant('user.blocked');
  return code === 'temporarily_unavailable' ? refusal as OAuthRefusal : invalidGrant(reason, evidence);
}
