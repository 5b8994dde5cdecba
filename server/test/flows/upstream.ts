import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWTPayload } from 'jose';
import type { ManagedHouse } from '../management/house.ts';
import { addApp } from './arrangements.ts';
import { authorizeUrl, newPkce, signIn, type Fields } from './app.ts';
import type { Answer, Browser } from './browser.ts';
import { apps } from './fixtures.ts';
import type { RunningHouse } from './house.ts';

type Json = Record<string, unknown>;

/** A provider that says whatever a test wants. */
export interface HostileProvider {
  readonly issuer: string;
  readonly key: CryptoKey;
  /** Changes of the usual answers. */
  metadata: Json;
  /** Makes the ID token for a code; what it answers is sent. */
  idToken: (nonce: string) => Promise<string>;
  more: Json;
  userinfo: Json | undefined;
  /** What the introspection endpoint says of each token; where it is left out there is no answer (404). */
  introspection: ((form: URLSearchParams) => unknown) | undefined;
  /** The addresses that were asked. */
  readonly asked: string[];
  /** The forms that came to the token endpoint, and their Authorization headers. */
  readonly redeemed: { readonly form: URLSearchParams; readonly authorization: string | undefined }[];
  /** A token as a good provider makes it; a member that is `undefined` is left out. */
  sign(claims: Readonly<Record<string, unknown>>, over?: { readonly key?: CryptoKey | Uint8Array; readonly alg?: string; readonly kid?: string; readonly typ?: string }): Promise<string>;
  stop(): void;
}

/** The nonce of the sign-in that is under way: the test reads it where the browser is sent to. */
let nonce = '';

/** Starts one on loopback. */
export async function startHostileProvider(clientId = 'gatehouse'): Promise<HostileProvider> {
  const { publicKey, privateKey } = await generateKeyPair('RS256');
  const jwks = { keys: [{ ...(await exportJWK(publicKey)), kid: 'k1', alg: 'RS256', use: 'sig' }] };
  const server = createServer((request, response) => {
    const answer = (body: unknown) => response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    provider.asked.push(request.url ?? '');
    if (request.url === '/.well-known/openid-configuration') { answer({ issuer, authorization_endpoint: `${issuer}/authorize`, token_endpoint: `${issuer}/token`, jwks_uri: `${issuer}/jwks`, ...provider.metadata }); return; }
    if (request.url === '/jwks') { answer(jwks); return; }
    if (request.url === '/userinfo') { answer(provider.userinfo); return; }
    let body = '';
    request.on('data', (piece) => { body += String(piece); }).on('end', () => {
      if (request.url === '/introspect') {
        if (provider.introspection === undefined) response.writeHead(404).end();
        else answer(provider.introspection(new URLSearchParams(body)));
        return;
      }
      provider.redeemed.push({ form: new URLSearchParams(body), authorization: request.headers.authorization });
      void provider.idToken(nonce).then((idToken) => answer({ id_token: idToken, access_token: 'upstream-access-token-0123456789', refresh_token: 'upstream-refresh-token-0123456789', token_type: 'Bearer', expires_in: 3600, ...provider.more }));
    });
  });
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  const address = server.address();
  const issuer = `http://localhost:${typeof address === 'object' && address !== null ? address.port : 0}`;
  const provider: HostileProvider = {
    issuer, key: privateKey, metadata: {}, more: {}, userinfo: undefined, introspection: undefined, asked: [], redeemed: [],
    idToken: (said) => provider.sign({ nonce: said }),
    async sign(claims, { key = privateKey, alg = 'RS256', kid = 'k1', typ } = {}) {
      const now = Math.floor(Date.now() / 1000);
      const all = { iss: issuer, aud: clientId, sub: 'person-1', iat: now, exp: now + 300, ...claims };
      return new SignJWT(JSON.parse(JSON.stringify(all)) as JWTPayload).setProtectedHeader({ alg, kid, ...(typ === undefined ? {} : { typ }) }).sign(key);
    },
    stop: () => { server.closeAllConnections(); server.close(); },
  };
  return provider;
}

/** Makes a connection to a provider, for the application `web`. The answer is its id. */
export async function connect(house: ManagedHouse, name: string, options: object): Promise<string> {
  const made = await house.ask('POST', '/connections', { body: { name, strategy: 'oidc', options, enabled_clients: [apps.web.id] } });
  assert.equal(made.status, 201, JSON.stringify(made.body));
  return String(made.body['id']);
}

/** Registers one house at the other, and connects it under a name. The answer is the id of the connection. */
export async function connectHouse(house: ManagedHouse, idp: RunningHouse, { name, options = {} }: { readonly name: string; readonly options?: object }): Promise<string> {
  const app = await addApp(idp, `gatehouse-${name}`, { authenticationMethod: 'client_secret_basic', redirectUris: [`${house.running.issuer}login/callback`] });
  return connect(house, name, { issuer: idp.issuer, client_id: app.id, client_secret: app.secret, ...options });
}

/** Sets out for a provider: the address at which the browser leaves. */
export async function depart(browser: Browser, over: Fields): Promise<URL> {
  const left = await browser.follow(await browser.get(authorizeUrl(apps.web, newPkce(), over)));
  assert.ok(left.location !== undefined, `the browser did not leave: ${left.status} ${left.text.slice(0, 2000)}`);
  const url = new URL(left.location);
  nonce = url.searchParams.get('nonce') ?? '';
  return url;
}

/** Comes back with an answer. */
export const comeBack = async (browser: Browser, fields: Fields): Promise<Answer> => browser.follow(await browser.get(`/login/callback?${new URLSearchParams(fields).toString()}`));

/** From the application to a provider that is a house, through its pages, and back to the application. */
export async function signInUpstream({ browser, idp, person }: { readonly browser: Browser; readonly idp: RunningHouse; readonly person: { readonly email: string; readonly password: string } }, start: string): Promise<Answer> {
  const left = await browser.follow(await browser.get(start));
  assert.ok(left.location?.startsWith(idp.origin) === true, `the browser was not sent to the provider: ${left.status} ${left.location ?? left.text.slice(0, 2000)}`);
  const there = await signIn(idp.browser(), left.location.slice(idp.origin.length), person);
  assert.ok(there.location !== undefined, `the provider did not send the browser back: ${there.status} ${there.text.slice(0, 500)}`);
  return browser.follow(await browser.get(there.location.slice(browser.origin.length)));
}
