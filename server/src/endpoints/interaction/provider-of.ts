import type { Connection } from '../../identity/connections/connection.ts';
import { connectionSecretPlace, upstreamIssuersOf } from '../../identity/connections/upstream.ts';
import type { MessageSeal } from '../../protocol/ports/message-seal.ts';
import type { UpstreamProvider } from '../../protocol/upstream/provider.ts';

/** How this server is registered at the provider of a connection. The management schema lets none in without issuer and client id. */
export function providerOf(connection: Connection, { messageSeal }: { readonly messageSeal: MessageSeal }): UpstreamProvider {
  const { options: { client_id: clientId, scope = [], token_endpoint_auth_method: secretMethod, allowed_audiences: nativeClientIds = [] }, sealedSecret } = connection;
  const issuers = upstreamIssuersOf(connection);
  if (issuers === undefined || clientId === undefined) throw new Error(`The connection ${connection.id} names no provider.`);
  const asked = typeof scope === 'string' ? scope.split(' ') : scope;
  const always = asked.length === 0 ? ['openid', 'profile', 'email'] : ['openid', ...asked];
  return { issuers, clientId, nativeClientIds, secretMethod, clientSecret: sealedSecret === undefined ? undefined : messageSeal.open(sealedSecret, connectionSecretPlace(connection)), scope: [...new Set(always.filter((value) => value !== ''))] };
}
