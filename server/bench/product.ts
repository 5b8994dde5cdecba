import { newBrowser, type Browser, type Halt } from './browser.ts';
import { fixtures, type BenchClient } from './fixtures.ts';
import { encodeFields } from './load/request-bytes.ts';

/** The addresses of a product. */
export interface Paths { readonly authorize: string; readonly token: string; readonly introspect: string; readonly userinfo: string; readonly jwks: string; readonly discovery: string; readonly par: string; readonly device: string }

/** Who signs in. */
export interface Person { readonly email: string; readonly password: string }

/** A running product, as an application sees it. */
export interface Product {
  readonly port: number;
  readonly paths: Paths;
  /** What an authorization request carries beside the scope to get a refresh token (OIDC Core §11: some want consent asked for it). */
  readonly forOfflineAccess: Readonly<Record<string, string>>;
}

export const originOf = ({ port }: Product) => `http://127.0.0.1:${port}`;

/** Path and query of an authorization request with code and PKCE. */
export function authorizePath({ paths }: Product, client: BenchClient, extra: Readonly<Record<string, string>> = {}): string {
  const { redirectUri, pkce } = fixtures;
  return `${paths.authorize}?${encodeFields({ response_type: 'code', client_id: client.id, redirect_uri: redirectUri, scope: 'openid profile email', state: 'bench-state-0123456789', nonce: 'bench-nonce-0123456789', code_challenge: pkce.challenge, code_challenge_method: 'S256', ...extra })}`;
}

/** The text before and after the code in the body of a code exchange. */
export function codeBody(client: BenchClient, code: string): string {
  return encodeFields({ grant_type: 'authorization_code', client_id: client.id, client_secret: client.secret, redirect_uri: fixtures.redirectUri, code_verifier: fixtures.pkce.verifier, code });
}

/** Posts to the token endpoint; throws when no token comes. Unmeasured. */
export async function fetchTokens(product: Product, body: string): Promise<Readonly<Record<string, string>>> {
  const answer = await fetch(`${originOf(product)}${product.paths.token}`, { method: 'POST', body, headers: { 'content-type': 'application/x-www-form-urlencoded' } });
  const text = await answer.text();
  if (answer.status !== 200) throw new Error(`token endpoint answered ${answer.status}: ${text}`);
  return JSON.parse(text) as Record<string, string>;
}

/** Tokens of the person for the client, through the browser: signs in at the login page when one is shown. */
export async function signIn(product: Product, browser: Browser, { client, extra }: { readonly client: BenchClient; readonly extra?: Readonly<Record<string, string>> }): Promise<Readonly<Record<string, string>>> {
  let halt: Halt = await browser.open(`${originOf(product)}${authorizePath(product, client, extra)}`);
  if (halt.kind === 'page') halt = await browser.submit(halt.form.action, loginFields(halt.form.hidden));
  const code = halt.kind === 'away' ? halt.url.searchParams.get('code') : null;
  if (code === null) throw new Error(`no code for ${client.id}, but ${halt.kind === 'away' ? halt.url.href : `the page ${halt.url}`}`);
  return fetchTokens(product, codeBody(client, code));
}

/** What the person sends with the login form. */
export const loginFields = (hidden: Readonly<Record<string, string>>, { email, password }: Person = fixtures.person) =>
  ({ ...hidden, username: email, password, action: 'default' });

/** What the measured requests of a product carry. */
export interface Credentials {
  /** Cookie header of a browser with a session. */
  readonly cookies: string;
  /** Opaque access tokens of the person, with the scopes openid, profile and email. */
  readonly userTokens: readonly string[];
  /** Opaque access tokens that an application has in its own name. */
  readonly clientTokens: readonly string[];
  /** One family each. */
  readonly refreshTokens: readonly string[];
}

/** Signs in once and collects `count` of everything. */
export async function collectCredentials(product: Product, count: number): Promise<Credentials> {
  const browser = newBrowser(originOf(product));
  const { m2m, web, webRs } = fixtures.clients;
  await signIn(product, browser, { client: web });
  await signIn(product, browser, { client: webRs });
  const [userTokens, clientTokens, refreshTokens]: [string[], string[], string[]] = [[], [], []];
  for (let i = 0; i < count; i++) {
    userTokens.push((await signIn(product, browser, { client: web }))['access_token'] ?? '');
    clientTokens.push((await fetchTokens(product, encodeFields({ grant_type: 'client_credentials', client_id: m2m.id, client_secret: m2m.secret })))['access_token'] ?? '');
  }
  // In a browser of its own: asking for consent gives the session of the measured code cycle another grant.
  const offline = newBrowser(originOf(product));
  for (let i = 0; i < count; i++) {
    const { refresh_token: token } = await signIn(product, offline, { client: web, extra: { scope: 'openid offline_access', ...product.forOfflineAccess } });
    if (token === undefined) throw new Error('no refresh token for offline_access');
    refreshTokens.push(token);
  }
  return { cookies: browser.cookies(), userTokens, clientTokens, refreshTokens };
}
