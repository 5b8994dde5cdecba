import { dashboardClient as client } from './client.ts';
import { leaveForSignIn } from './sign-in.ts';
import { tokenOfRefresh, type SignIn } from './token-endpoint.ts';

/** Who is signed in, as the ID token tells. */
export interface Person { readonly id: string; readonly name: string; readonly email: string | undefined }

/** The signed-in administrator of this window. Nothing of it outlives the page. */
export interface Session {
  readonly person: Person;
  /** The scopes of the access token: what the administrator may do. */
  readonly scopes: ReadonlySet<string>;
  /** A token that is good for the next minute at least. */
  readonly accessToken: () => Promise<string>;
  /** The token of before was refused: the next one is a new one. */
  readonly forget: () => void;
  readonly signOut: () => void;
}

/** A token is renewed so long before it ends, in milliseconds. */
const early = 60_000;

/** Opens the session of a sign-in. */
export function openSession(first: SignIn): Session {
  let now = first;
  let stale = false;
  let renewing: Promise<string> | undefined;
  const renew = async (): Promise<string> => {
    try {
      if (now.refreshToken === undefined) return await leaveForSignIn();
      now = { ...await tokenOfRefresh(now.refreshToken), idToken: now.idToken };
      stale = false;
      return now.accessToken;
    } catch (error) {
      // The sign-in is over (TokenRefused): the session at the server, if there is one, gives the next in silence.
      if (error instanceof TypeError) throw error;
      return leaveForSignIn();
    } finally {
      renewing = undefined;
    }
  };
  return {
    person: personOf(first.idToken), scopes: first.scopes,
    accessToken: async () => (!stale && now.endsAt - early > Date.now() ? now.accessToken : renewing ??= renew()),
    forget: () => { stale = true; },
    signOut: () => { location.assign(`${client.issuer}oidc/logout?${new URLSearchParams({ client_id: client.id, post_logout_redirect_uri: client.logoutUri, ...(now.idToken === undefined ? {} : { id_token_hint: now.idToken }) })}`); },
  };
}

/** The claims are for showing; nothing is decided by them, and the token came from the server itself. */
function personOf(idToken: string | undefined): Person {
  const part = idToken?.split('.')[1];
  if (part === undefined) return { id: '', name: 'Administrator', email: undefined };
  const bytes = Uint8Array.from(atob(part.replaceAll('-', '+').replaceAll('_', '/')), (character) => character.charCodeAt(0));
  const claims = JSON.parse(new TextDecoder().decode(bytes)) as { readonly sub: string; readonly name?: string; readonly email?: string };
  return { id: claims.sub, name: claims.name ?? claims.email ?? claims.sub, email: claims.email };
}
