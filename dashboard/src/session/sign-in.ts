import { dashboardClient as client, wantedScopes } from './client.ts';
import { challengeOf, randomText } from './pkce.ts';
import { tokenOfCode, type SignIn } from './token-endpoint.ts';

/** What must be remembered while the browser is at the sign-in; it is good for one answer. */
interface Leaving { readonly state: string; readonly verifier: string; readonly back: string; readonly tries: number }

const place = 'gatehouse.signing-in';
/** Who comes back without a token so often is told so instead of being sent again. */
const mostTries = 3;

/** The address is of the dashboard itself: nobody is led elsewhere after a sign-in. */
const ownAddress = (path: string) => (/^\/dashboard\/(?!callback)/.test(path) ? path : '/dashboard/');

/** Leads the browser to the sign-in of the server, and back to this address. Never returns. */
export async function leaveForSignIn({ tries = 0, prompt }: { readonly tries?: number; readonly prompt?: 'login' } = {}): Promise<never> {
  const leaving: Leaving = { state: randomText(), verifier: randomText(), back: ownAddress(`${location.pathname}${location.search}`), tries };
  sessionStorage.setItem(place, JSON.stringify(leaving));
  const query = new URLSearchParams({
    response_type: 'code', client_id: client.id, redirect_uri: client.redirectUri, audience: client.audience, scope: ['openid', 'profile', 'email', 'offline_access', ...wantedScopes].join(' '),
    state: leaving.state, code_challenge: await challengeOf(leaving.verifier), code_challenge_method: 'S256', ...(prompt === undefined ? {} : { prompt }),
  });
  location.assign(`${client.issuer}authorize?${query}`);
  return new Promise<never>(() => undefined);
}

/** Why nobody is signed in. */
export class SignInFailed extends Error {
  override readonly name = 'SignInFailed';
  readonly code: string;
  constructor(code: string, description: string) {
    super(description);
    this.code = code;
  }
}

/** Takes the answer of the authorization endpoint at the callback address, and puts the address of before in its place. */
export async function returnFromSignIn(): Promise<SignIn> {
  const query = new URLSearchParams(location.search);
  const left = sessionStorage.getItem(place);
  sessionStorage.removeItem(place);
  history.replaceState(null, '', '/dashboard/');
  const leaving = left === null ? undefined : JSON.parse(left) as Leaving;
  // RFC 6749 §10.12, RFC 9207 §2.4: an answer that this browser did not ask for, or that another server gave, is not taken.
  const asked = leaving !== undefined && query.get('state') === leaving.state && query.get('iss') === client.issuer;
  if (!asked) {
    const tries = (leaving?.tries ?? 0) + 1;
    return tries < mostTries ? leaveForSignIn({ tries }) : Promise.reject(new SignInFailed('state_mismatch', 'The answer of the sign-in does not belong to this window.'));
  }
  const error = query.get('error');
  if (error !== null) throw new SignInFailed(error, query.get('error_description') ?? 'The sign-in ended without an answer.');
  const signIn = await tokenOfCode(query.get('code') ?? '', leaving.verifier);
  history.replaceState(null, '', leaving.back);
  return signIn;
}
