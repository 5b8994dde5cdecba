import assert from 'node:assert/strict';
import { request as httpRequest } from 'node:http';
import { authorizeUrl, claimsOf, newPkce, tokensFor, type App, type Fields } from '../flows/app.ts';
import { pageOf, type Browser } from '../flows/browser.ts';
import { api, apps, people } from '../flows/fixtures.ts';
import type { ManagedHouse } from './house.ts';

/** A person at a browser, with what an application got there. */
export interface Signed {
  readonly browser: Browser;
  readonly app: App;
  readonly userId: string;
  readonly sid: string;
  readonly accessToken: string;
  readonly refreshToken: string;
}

/** Signs a person in; with offline access where the fields do not say otherwise. */
export async function signedIn(house: ManagedHouse, over: { readonly app?: App; readonly person?: { readonly email: string; readonly password: string }; readonly browser?: Browser; readonly fields?: Fields } = {}): Promise<Signed> {
  const { app = apps.web, person = people.alice, browser = house.running.browser() } = over;
  const { status, body } = await tokensFor(browser, { app, person }, { scope: 'openid offline_access', ...over.fields });
  assert.equal(status, 200, JSON.stringify(body));
  const { sub, sid } = claimsOf(body['id_token']);
  return { browser, app, userId: String(sub), sid: String(sid), accessToken: body['access_token'] ?? '', refreshToken: body['refresh_token'] ?? '' };
}

/** A request to a node, which may not be the one that the issuer's host leads to. */
export function sendTo({ issuer, port }: NodeOfTest, { method = 'GET', path, headers, form }: { readonly method?: string; readonly path: string; readonly headers?: Fields; readonly form?: Fields }): Promise<{ readonly status: number; readonly location: string | undefined; readonly text: string }> {
  return new Promise((resolve, reject) => {
    const type = form === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' };
    httpRequest({ host: 'localhost', port, method, path, headers: { host: new URL(issuer).host, ...type, ...headers } }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part: string) => { text += part; }).on('end', () => { resolve({ status: response.statusCode ?? 0, location: response.headers.location, text }); });
    }).on('error', reject).end(form === undefined ? undefined : new URLSearchParams(form).toString());
  });
}

/** A node of an installation. */
export interface NodeOfTest { readonly issuer: string; readonly port: number }
/** The node that the issuer's host leads to. */
export const nodeOf = ({ running: { issuer } }: ManagedHouse): NodeOfTest => ({ issuer, port: Number(new URL(issuer).port) });

/** What still works of it, at a node: asked of the endpoints, not of the database. */
export async function aliveAt(node: NodeOfTest, { app, accessToken, refreshToken, browser }: Signed) {
  const post = (path: string, fields: Fields) => sendTo(node, {
    method: 'POST', path, ...(app.method === 'client_secret_basic' ? { headers: { authorization: `Basic ${Buffer.from(`${app.id}:${app.secret ?? ''}`).toString('base64')}` } } : {}),
    form: { ...fields, ...(app.method === 'client_secret_basic' ? {} : { client_id: app.id }) },
  });
  const silent = await sendTo(node, { path: authorizeUrl(app, newPkce(), { prompt: 'none' }), headers: { cookie: `gatehouse_session=${browser.cookie('gatehouse_session') ?? ''}` } });
  const userinfo = await sendTo(node, { path: '/userinfo', headers: { authorization: `Bearer ${accessToken}` } });
  const introspection = await post('/oauth2/introspect', { token: accessToken });
  const refreshed = refreshToken === '' ? undefined : await post('/oauth/token', { grant_type: 'refresh_token', refresh_token: refreshToken });
  return {
    session: /[?&](code=|error=consent_required)/.test(silent.location ?? ''), userinfo: userinfo.status === 200, introspection: (JSON.parse(introspection.text) as { readonly active?: boolean }).active === true,
    refresh: refreshed?.status === 200,
  };
}

export const allAlive = { session: true, userinfo: true, introspection: true, refresh: true };
export const allDead = { session: false, userinfo: false, introspection: false, refresh: false };

/** An application whose people are asked. */
export const thirdParty = apps.web3p;
/** Is the person asked again by this application, for the API? */
export const isAsked = async (browser: Browser) => pageOf(await browser.follow(await browser.get(authorizeUrl(thirdParty, newPkce(), { scope: 'openid', audience: api })))) === 'consent';
