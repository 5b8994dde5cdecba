import { createHash, randomBytes } from 'node:crypto';
import { hiddenFields, pageOf, type Answer, type Browser } from './browser.ts';

/** An application as the tests need one: who it is and where it wants its answers. */
export interface App { readonly id: string; readonly secret: string | undefined; readonly redirectUri: string; readonly method: 'none' | 'client_secret_basic' | 'client_secret_post' }

export interface Pkce { readonly verifier: string; readonly challenge: string }
export function newPkce(): Pkce {
  const verifier = randomBytes(32).toString('base64url');
  return { verifier, challenge: createHash('sha256').update(verifier).digest('base64url') };
}

export type Fields = Readonly<Record<string, string>>;

/** The address of an authorization request with PKCE; a value of '' takes a parameter away. */
export function authorizeUrl(app: App, pkce: Pkce, over: Fields = {}): string {
  const fields: Record<string, string> = { client_id: app.id, redirect_uri: app.redirectUri, response_type: 'code', scope: 'openid profile email', state: 'st-1', code_challenge: pkce.challenge, code_challenge_method: 'S256', ...over };
  return `/authorize?${new URLSearchParams(Object.entries(fields).filter(([, value]) => value !== '')).toString()}`;
}

/** Goes through the pages as a person would, until the answer leaves the server or a page can't be passed. */
export async function signIn(browser: Browser, start: string | Answer, person: { readonly email: string; readonly password: string }): Promise<Answer> {
  let at = await browser.follow(typeof start === 'string' ? await browser.get(start) : start);
  for (let steps = 0; steps < 4; steps++) {
    const page = pageOf(at);
    const fields = hiddenFields(at.text);
    if (page === 'login') at = await browser.follow(await browser.post('/u/login', { ...fields, username: person.email, password: person.password, action: 'default' }));
    else if (page === 'consent') at = await browser.follow(await browser.post('/u/consent', { ...fields, action: 'accept' }));
    else return at;
    if (pageOf(at) === page && at.status >= 400) return at;
  }
  return at;
}

/** The parameters of the answer that went to the application. */
export function answerOf(answer: Answer): URLSearchParams {
  if (answer.location === undefined) throw new Error(`The browser was not sent on: ${answer.status} ${pageOf(answer) ?? ''} ${answer.text.slice(0, 400)}`);
  const at = answer.location.search(/[?#]/);
  return new URLSearchParams(at === -1 ? '' : answer.location.slice(at + 1));
}

export interface TokenAnswer { readonly status: number; readonly body: Record<string, string> & { readonly expires_in?: number }; readonly headers: Headers }

/** A request to an endpoint that applications call, authenticated as the app is registered. */
export async function call(origin: string, path: string, { app, fields, headers }: { readonly app: App; readonly fields: Fields; readonly headers?: Fields }): Promise<TokenAnswer> {
  const basic = app.method === 'client_secret_basic' ? { authorization: `Basic ${Buffer.from(`${app.id}:${app.secret ?? ''}`).toString('base64')}` } : {};
  const inBody = app.method === 'client_secret_post' ? { client_id: app.id, client_secret: app.secret ?? '' } : app.method === 'none' ? { client_id: app.id } : {};
  const response = await fetch(`${origin}${path}`, { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded', ...basic, ...headers }, body: new URLSearchParams({ ...inBody, ...fields }).toString() });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: (text === '' ? {} : JSON.parse(text)) as TokenAnswer['body'] };
}

/** Exchanges a code. */
export const exchange = (origin: string, app: App, fields: Fields) => call(origin, '/oauth/token', { app, fields: { grant_type: 'authorization_code', redirect_uri: app.redirectUri, ...fields } });
/** Exchanges a refresh token; with more than the token, the fields of the request. */
export const refresh = (origin: string, app: App, asked: string | Fields) => call(origin, '/oauth/token', { app, fields: { grant_type: 'refresh_token', ...(typeof asked === 'string' ? { refresh_token: asked } : asked) } });

/** Everything at once: sign in, consent, exchange. */
export async function tokensFor(browser: Browser, { app, person }: { readonly app: App; readonly person: { readonly email: string; readonly password: string } }, over: Fields = {}): Promise<TokenAnswer> {
  const pkce = newPkce();
  const code = answerOf(await signIn(browser, authorizeUrl(app, pkce, over), person)).get('code');
  if (code === null) throw new Error('No code came.');
  return exchange(browser.origin, app, { code, code_verifier: pkce.verifier });
}

/** The claims of a JWT, unverified: for looking at them. */
export const claimsOf = (jwt: string | undefined) => JSON.parse(Buffer.from(jwt?.split('.')[1] ?? '', 'base64url').toString()) as Record<string, unknown>;
