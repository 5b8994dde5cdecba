import { randomText } from '../../kernel/ids.ts';
import type { Request } from '../../endpoints/request.ts';

/** What the application remembers between leaving for the login and coming back (RFC 6749 §10.12, RFC 7636, OIDC Core §3.1.2.1). */
export interface PendingLogin { readonly state: string; readonly nonce: string; readonly verifier: string }

/** What the application got for the person. */
export interface HeldTokens { readonly accessToken: string; readonly idToken: string; readonly refreshToken: string | undefined; readonly scope: string }

/** What the last button did, to be shown once. */
export interface Notice { readonly good: boolean; readonly title: string; readonly detail: string }

/** One browser at the sample application. */
export interface AppSession { pending: readonly PendingLogin[]; tokens: HeldTokens | undefined; notice: Notice | undefined }

/** The sessions of one sample application, in memory: enough for development, bounded, lost on restart. */
export interface AppSessions {
  find(request: Request): AppSession | undefined;
  /** A new session and its Set-Cookie header; replaces whatever the browser had. */
  start(): { readonly session: AppSession; readonly setCookie: string };
  end(request: Request): void;
}

const keptAtMost = 1000;

/** `path` is the folder of the application; the cookie never leaves it and never travels with a cross-site POST. */
export function appSessions({ cookie, path, secure }: { readonly cookie: string; readonly path: string; readonly secure: boolean }): AppSessions {
  const sessions = new Map<string, AppSession>();
  const idOf = (request: Request) => new RegExp(`(?:^|; )${cookie}=([A-Za-z0-9]{32})(?:;|$)`).exec(request.headers['cookie'] ?? '')?.[1] ?? '';
  return {
    find: (request) => sessions.get(idOf(request)),
    start() {
      const id = randomText(32);
      const session: AppSession = { pending: [], tokens: undefined, notice: undefined };
      sessions.set(id, session);
      const [oldest] = sessions.keys();
      if (sessions.size > keptAtMost && oldest !== undefined) sessions.delete(oldest);
      return { session, setCookie: `${cookie}=${id}; Path=${path}; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}` };
    },
    end: (request) => void sessions.delete(idOf(request)),
  };
}
