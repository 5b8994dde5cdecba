import type { Connection } from '../../identity/connections/connection.ts';
import { connectionSecretPlace, isPlainStrategy, upstreamIssuersOf } from '../../identity/connections/upstream.ts';
import type { MessageSeal } from '../../protocol/ports/message-seal.ts';
import type { PlainService } from '../../protocol/upstream/plain-service.ts';
import { plainPresets } from '../../protocol/upstream/presets/index.ts';
import type { PlainProvider, UpstreamClient, UpstreamProvider } from '../../protocol/upstream/provider.ts';

/** How this server is registered at the provider of a connection. The management schema lets none in without client id, and without issuer or addresses. */
export function providerOf(connection: Connection, tools: { readonly messageSeal: MessageSeal }): UpstreamProvider | PlainProvider {
  return isPlainStrategy(connection.strategy) ? plainProviderOf(connection, tools) : openidProviderOf(connection, tools);
}

function openidProviderOf(connection: Connection, tools: { readonly messageSeal: MessageSeal }): UpstreamProvider {
  const client = clientOf(connection, tools);
  const issuers = upstreamIssuersOf(connection) ?? nobody(connection);
  const asked = client.scope.length === 0 ? ['profile', 'email'] : client.scope;
  return { ...client, issuers, nativeClientIds: connection.options.allowed_audiences ?? [], scope: [...new Set(['openid', ...asked])] };
}

function plainProviderOf(connection: Connection, tools: { readonly messageSeal: MessageSeal }): PlainProvider {
  const client = clientOf(connection, tools);
  const service = plainPresets.get(connection.strategy) ?? ownService(connection);
  return { ...client, service, secretMethod: service.secretMethod, scope: client.scope.length === 0 ? service.scope : client.scope };
}

/** What an administrator wrote down of a provider that is not known by name. */
function ownService(connection: Connection): PlainService {
  const { issuer, authorizationURL: authorizationUrl, tokenURL: tokenUrl, userinfo_url: url, fieldsMap: fields, pkce_enabled: pkce = true, token_endpoint_auth_method: secretMethod = 'client_secret_post' } = connection.options;
  if (authorizationUrl === undefined || tokenUrl === undefined || url === undefined) return nobody(connection);
  return { issuer, authorizationUrl, tokenUrl, pkce, secretMethod, scope: [], sources: [{ url, fields: { ...usualFields, ...fields } }] };
}

/** The names of OIDC Core §5.1, with which most begin. */
const usualFields = { user_id: 'sub', name: 'name', given_name: 'given_name', family_name: 'family_name', nickname: 'nickname', picture: 'picture', email: 'email', email_verified: 'email_verified' };

function clientOf(connection: Connection, { messageSeal }: { readonly messageSeal: MessageSeal }): UpstreamClient {
  const { options: { client_id: clientId, scope = [], token_endpoint_auth_method: secretMethod }, sealedSecret } = connection;
  const asked = typeof scope === 'string' ? scope.split(' ') : scope;
  return { clientId: clientId ?? nobody(connection), secretMethod, clientSecret: sealedSecret === undefined ? undefined : messageSeal.open(sealedSecret, connectionSecretPlace(connection)), scope: [...new Set(asked.filter((value) => value !== ''))] };
}

function nobody({ id }: Connection): never { throw new Error(`The connection ${id} names no provider.`); }
