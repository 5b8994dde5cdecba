import { dashboardClient as client } from './client.ts';

/** What the token endpoint gave. All of it is kept in memory alone. */
export interface SignIn {
  readonly accessToken: string;
  readonly refreshToken: string | undefined;
  readonly idToken: string | undefined;
  readonly scopes: ReadonlySet<string>;
  /** When the access token ends, in milliseconds of this browser's clock. */
  readonly endsAt: number;
}

/** The server did not give a token for it: the sign-in is over. */
export class TokenRefused extends Error {
  override readonly name = 'TokenRefused';
}

interface TokenAnswer { readonly access_token: string; readonly refresh_token?: string; readonly id_token?: string; readonly scope?: string; readonly expires_in: number }

/** RFC 6749 §4.1.3 with RFC 7636 §4.5. */
export const tokenOfCode = (code: string, verifier: string): Promise<SignIn> => ask({ grant_type: 'authorization_code', code, code_verifier: verifier, redirect_uri: client.redirectUri });

/** RFC 6749 §6. The refresh token is good once; the answer brings the next one. */
export const tokenOfRefresh = (refreshToken: string): Promise<SignIn> => ask({ grant_type: 'refresh_token', refresh_token: refreshToken });

async function ask(fields: Readonly<Record<string, string>>): Promise<SignIn> {
  const response = await fetch('/oauth/token', { method: 'POST', body: new URLSearchParams({ ...fields, client_id: client.id }), credentials: 'omit' });
  if (!response.ok) {
    const told = await response.json().catch(() => ({})) as { readonly error?: string; readonly error_description?: string };
    throw new TokenRefused(told.error_description ?? told.error ?? `The token endpoint answered ${response.status}.`);
  }
  const answer = await response.json() as TokenAnswer;
  return {
    accessToken: answer.access_token, refreshToken: answer.refresh_token, idToken: answer.id_token, scopes: new Set((answer.scope ?? '').split(' ').filter((scope) => scope !== '')),
    endsAt: Date.now() + answer.expires_in * 1000,
  };
}
