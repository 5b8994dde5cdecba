import { authorizeUrl, newPkce, type App } from '../flows/app.ts';
import { hiddenFields } from '../flows/browser.ts';
import { people } from '../flows/fixtures.ts';
import type { ServerNode } from './node-process.ts';

/** Alice, signed in once; the value is her Cookie header. */
export async function signInAt(node: ServerNode, app: App): Promise<string> {
  const jar = new Map<string, string>();
  const keep = (lines: readonly string[]) => { for (const line of lines) { const [pair = ''] = line.split(';'); jar.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)); } };
  const cookie = () => [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
  const start = await node.send('GET', authorizeUrl(app, newPkce()));
  keep(start.cookies);
  const page = await node.send('GET', start.location ?? '', { headers: { cookie: cookie() } });
  keep(page.cookies);
  const posted = await node.send('POST', '/u/login', { fields: { ...hiddenFields(page.text), username: people.alice.email, password: people.alice.password, action: 'default' }, headers: { cookie: cookie() } });
  keep(posted.cookies);
  if (posted.status !== 303) throw new Error(`Alice could not sign in: ${posted.status} ${posted.text.slice(0, 300)}`);
  return cookie();
}

/** A code and its verifier, for who is signed in. */
export async function codeAt(node: ServerNode, app: App, cookie: string): Promise<{ readonly code: string; readonly verifier: string }> {
  const pkce = newPkce();
  const answer = await node.send('GET', authorizeUrl(app, pkce, { scope: 'openid offline_access' }), { headers: { cookie } });
  const code = new URL(answer.location ?? 'about:blank').searchParams.get('code');
  if (code === null) throw new Error(`No code: ${answer.status} ${answer.location ?? answer.text.slice(0, 300)}`);
  return { code, verifier: pkce.verifier };
}

export const authorizationOf = (app: App) => ({ authorization: `Basic ${Buffer.from(`${app.id}:${app.secret ?? ''}`).toString('base64')}` });
export const redeemAt = (node: ServerNode, app: App, { code, verifier }: { readonly code: string; readonly verifier: string }) => node.send('POST', '/oauth/token', { fields: { grant_type: 'authorization_code', code, code_verifier: verifier, redirect_uri: app.redirectUri }, headers: authorizationOf(app) });
export const refreshAt = (node: ServerNode, app: App, token: string) => node.send('POST', '/oauth/token', { fields: { grant_type: 'refresh_token', refresh_token: token }, headers: authorizationOf(app) });
