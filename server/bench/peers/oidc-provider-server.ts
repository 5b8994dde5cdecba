import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import Provider from 'oidc-provider';
import { fixtures } from '../fixtures.ts';
import type { AdapterFactory } from './adapter.ts';

/** What the bench tells this server, as a JSON file named by the first argument. */
export interface PeerSettings { readonly port: number; readonly storage: 'memory' | 'sqlite' | 'postgres'; readonly location: string; readonly keys: readonly object[] }

const settings = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as PeerSettings;
const account = 'auth0|5f7c8ec7c33c6c004bbafe82';

/** Only the adapter that is used is loaded, so that the others cost neither time nor memory. */
async function chosenAdapter(): Promise<AdapterFactory> {
  if (settings.storage === 'sqlite') return (await import('./sqlite-adapter.ts')).sqliteAdapter(settings.location);
  if (settings.storage === 'postgres') return (await import('./postgres-adapter.ts')).postgresAdapter(settings.location);
  return (await import('./map-adapter.ts')).mapAdapter();
}

const { m2m, web, webRs } = fixtures.clients;
const webClient = (client: typeof web | typeof webRs, algorithm: string) => ({
  client_id: client.id, client_secret: client.secret, token_endpoint_auth_method: 'client_secret_post', redirect_uris: [fixtures.redirectUri],
  grant_types: ['authorization_code', 'refresh_token', 'urn:ietf:params:oauth:grant-type:device_code'], response_types: ['code'], id_token_signed_response_alg: algorithm,
});

/** What the measured requests need, and no more; lifetimes are numbers as Gatehouse has them. */
const configuration = (adapter: AdapterFactory) => ({
  adapter,
  clients: [
    { client_id: m2m.id, client_secret: m2m.secret, token_endpoint_auth_method: 'client_secret_post', redirect_uris: [], response_types: [], grant_types: ['client_credentials'] },
    webClient(web, 'ES256'),
    webClient(webRs, 'RS256'),
  ],
  jwks: { keys: settings.keys },
  cookies: { keys: ['bench-cookie-key'] },
  claims: { openid: ['sub'], profile: ['name', 'nickname', 'picture', 'updated_at'], email: ['email', 'email_verified'] },
  scopes: ['openid', 'offline_access'],
  pkce: { required: () => true },
  rotateRefreshToken: true,
  responseTypes: ['code'],
  features: {
    devInteractions: { enabled: false }, clientCredentials: { enabled: true }, introspection: { enabled: true, allowedPolicy: () => true },
    dPoP: { enabled: true }, pushedAuthorizationRequests: { enabled: true }, deviceFlow: { enabled: true }, rpInitiatedLogout: { enabled: false },
    resourceIndicators: { enabled: true, getResourceServerInfo },
  },
  ttl: { AccessToken: 86_400, AuthorizationCode: 60, ClientCredentials: 86_400, Grant: 2_592_000, IdToken: 36_000, Interaction: 3600, RefreshToken: 1_296_000, Session: 259_200 },
  findAccount: (_context: unknown, sub: string) => ({ accountId: sub, claims: () => ({ sub, name: 'Richard Hendricks', nickname: 'richard', picture: 'https://cdn.bench.example/richard.png', updated_at: 1_700_000_000, email: fixtures.person.email, email_verified: true }) }),
  interactions: { url: (_context: unknown, { uid }: { readonly uid: string }) => `/interaction/${uid}` },
});

function getResourceServerInfo(_context: unknown, resource: string): object {
  const alg = resource === fixtures.apis.RS256 ? 'RS256' : 'ES256';
  return { scope: fixtures.permission, accessTokenFormat: 'jwt', accessTokenTTL: 86_400, jwt: { sign: { alg } } };
}

/** Signs the one person in and grants all that was asked: the place of login and consent pages, unmeasured. */
async function finishInteraction(provider: Provider, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { params } = await provider.interactionDetails(request, response);
  const grant = new provider.Grant({ accountId: account, clientId: String(params['client_id']) });
  grant.addOIDCScope(String(params['scope']));
  await provider.interactionFinished(request, response, { login: { accountId: account }, consent: { grantId: await grant.save() } });
}

const provider = new Provider(`http://127.0.0.1:${settings.port}`, configuration(await chosenAdapter()));
const answer = provider.callback();
createServer((request, response) => {
  if (request.url?.startsWith('/interaction/') === true) void finishInteraction(provider, request, response);
  else answer(request, response);
}).listen(settings.port, '127.0.0.1');
process.on('SIGTERM', () => process.exit(0));
