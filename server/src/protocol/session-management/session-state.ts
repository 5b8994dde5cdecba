import { hash, randomBytes } from 'node:crypto';

/** What a `session_state` is made of. */
export interface WatchedSession { readonly clientId: string; readonly redirectUri: string; readonly browserState: string }

/**
 * The login state of a browser: a hash of the secret that names its session, so it changes with every sign-in and can't be turned back.
 * OIDC Session Management §3.2: the frame at the server reads it, therefore a script may, and it says nothing about the person.
 */
export const browserState = (sessionCookie: string): string => hash('sha256', `browser state\n${sessionCookie}`, 'base64url');

/**
 * OIDC Session Management §2: SHA-256 of client id, origin of the application, browser state and a salt, then the salt; without a blank.
 * `undefined`: an address of a native application has no origin, and no page that could watch.
 */
export function issueSessionState({ clientId, redirectUri, browserState: state }: WatchedSession): string | undefined {
  const { origin, protocol } = new URL(redirectUri);
  if (protocol !== 'https:' && protocol !== 'http:') return undefined;
  const salt = randomBytes(16).toString('base64url');
  return `${hash('sha256', [clientId, origin, state, salt].join(' '), 'base64url')}.${salt}`;
}
