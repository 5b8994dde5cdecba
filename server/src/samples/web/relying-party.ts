import { createHash, randomBytes } from 'node:crypto';
import type { Tenant } from '../../kernel/tenant.ts';
import type { Clock } from '../../kernel/time.ts';
import type { TokenVerifier } from '../../protocol/ports/key-ring.ts';
import type { BackChannel } from '../back-channel.ts';
import { describeRefusal, parseObject, textIn } from '../json-answer.ts';
import type { HeldTokens, PendingLogin } from './app-sessions.ts';

/** An application as its developer configures it. */
export interface RelyingParty {
  readonly clientId: string;
  readonly secret: string;
  readonly redirectUri: string;
  readonly audience: string;
  readonly scope: string;
}

/** What an application works with: the way to the server, the keys of the issuer, the time. */
export interface RelyingPartyTools { readonly tenant: Tenant; readonly channel: BackChannel; readonly verifier: TokenVerifier; readonly clock: Clock }

/** Why a step did not work, as the person at the sample page reads it. */
export interface Failure { readonly problem: string; readonly detail: string }

/** OIDC Core §3.1.2.1 with RFC 7636 §4: where the browser goes, and what must be remembered meanwhile. `loginHint`: who is meant; somebody else who is signed in is not taken for them. */
export function startLogin(party: RelyingParty, loginHint: string | null, { tenant }: { readonly tenant: Tenant }): { readonly url: string; readonly pending: PendingLogin } {
  const [state, nonce, verifier] = [random(), random(), random()];
  const challenge = createHash('sha256').update(verifier).digest('base64url');
  const query = new URLSearchParams({ response_type: 'code', client_id: party.clientId, redirect_uri: party.redirectUri, scope: party.scope, audience: party.audience, state, nonce, code_challenge: challenge, code_challenge_method: 'S256', ...(loginHint === null ? {} : { login_hint: loginHint }) });
  return { url: `${tenant.issuer}authorize?${query}`, pending: { state, nonce, verifier } };
}

const random = () => randomBytes(32).toString('base64url');

/** RFC 6749 §4.1.2 and RFC 9207 §2.4: judges the answer of the authorization endpoint and exchanges the code. */
export async function finishLogin(party: RelyingParty, { query, pending }: { readonly query: string; readonly pending: readonly PendingLogin[] }, tools: RelyingPartyTools): Promise<HeldTokens | Failure> {
  const answer = new URLSearchParams(query);
  const mine = pending.find(({ state }) => state === answer.get('state'));
  if (mine === undefined) return { problem: 'This answer does not belong to a login of this browser.', detail: 'The state value is unknown: the login was started elsewhere, or the page was loaded twice.' };
  if (answer.get('iss') !== tools.tenant.issuer) return { problem: 'Another server answered.', detail: `iss is ${answer.get('iss') ?? 'missing'}; expected ${tools.tenant.issuer}.` };
  const error = answer.get('error');
  if (error !== null) return { problem: error === 'access_denied' ? 'You declined.' : 'The server did not sign you in.', detail: `${error}: ${answer.get('error_description') ?? ''}` };
  const tokens = await requestTokens(party, { grant_type: 'authorization_code', code: answer.get('code') ?? '', redirect_uri: party.redirectUri, code_verifier: mine.verifier }, tools);
  if ('problem' in tokens) return tokens;
  return await refuseIdToken(tokens.idToken, { party, nonce: mine.nonce }, tools) ?? tokens;
}

/** RFC 6749 §6: new tokens; the newest refresh token replaces the old one. */
export async function refreshTokens(party: RelyingParty, held: HeldTokens, tools: RelyingPartyTools): Promise<HeldTokens | Failure> {
  if (held.refreshToken === undefined) return { problem: 'There is no refresh token.', detail: 'It was not granted: offline_access was not in the scope.' };
  const tokens = await requestTokens(party, { grant_type: 'refresh_token', refresh_token: held.refreshToken }, tools);
  return 'problem' in tokens ? tokens : { ...tokens, refreshToken: tokens.refreshToken ?? held.refreshToken, idToken: tokens.idToken === '' ? held.idToken : tokens.idToken };
}

/** RFC 7009 §2.1: gives the refresh token back before the person leaves. */
export async function revokeRefreshToken(party: RelyingParty, held: HeldTokens, tools: RelyingPartyTools): Promise<void> {
  if (held.refreshToken !== undefined) await post(party, { path: '/oauth/revoke', fields: { token: held.refreshToken, token_type_hint: 'refresh_token' } }, tools);
}

async function requestTokens(party: RelyingParty, fields: Readonly<Record<string, string>>, tools: RelyingPartyTools): Promise<HeldTokens | Failure> {
  const { status, text } = await post(party, { path: '/oauth/token', fields }, tools);
  const answer = parseObject(text);
  const access = textIn(answer, 'access_token');
  if (status !== 200 || access === undefined) return { problem: 'The token endpoint refused.', detail: describeRefusal(status, text) };
  return { accessToken: access, idToken: textIn(answer, 'id_token') ?? '', refreshToken: textIn(answer, 'refresh_token'), scope: textIn(answer, 'scope') ?? party.scope };
}

/** RFC 6749 §2.3.1: both halves form-urlencoded, then Basic. */
const post = (party: RelyingParty, { path, fields }: { readonly path: string; readonly fields: Readonly<Record<string, string>> }, { channel }: RelyingPartyTools) => channel(path, {
  method: 'POST', body: new URLSearchParams(fields).toString(),
  headers: { 'content-type': 'application/x-www-form-urlencoded', authorization: `Basic ${Buffer.from(`${encodeURIComponent(party.clientId)}:${encodeURIComponent(party.secret)}`).toString('base64')}` },
});

/** OIDC Core §3.1.3.7: signature, issuer, audience, expiry, nonce. */
async function refuseIdToken(idToken: string, { party, nonce }: { readonly party: RelyingParty; readonly nonce: string }, { verifier, tenant, clock }: RelyingPartyTools): Promise<Failure | undefined> {
  const claims = (await verifier.verify(tenant, idToken))?.claims;
  const wrong = (what: string): Failure => ({ problem: 'The ID token can not be trusted.', detail: what });
  if (claims === undefined) return wrong('Its signature does not belong to a key of the issuer.');
  if (claims['iss'] !== tenant.issuer) return wrong('iss is not the issuer.');
  if (![claims['aud']].flat().includes(party.clientId)) return wrong('aud is not this application.');
  if (typeof claims['exp'] !== 'number' || claims['exp'] <= clock.now()) return wrong('It has expired.');
  return claims['nonce'] === nonce ? undefined : wrong('nonce is not the one of this login.');
}
