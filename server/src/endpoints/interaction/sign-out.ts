import { Refusal } from '../../kernel/refusal.ts';
import type { Session } from '../../identity/ports/session-store.ts';
import type { Client } from '../../protocol/client/client.ts';
import { findFrontchannelAddress } from '../../protocol/logout/frontchannel-address.ts';
import type { OAuthRefusal } from '../../protocol/vocabulary/errors.ts';
import { clientOfPage } from '../error-page/page-client.ts';
import { developerDetail, frameOf } from '../error-page/render-refusal.ts';
import type { Reply } from '../reply.ts';
import type { CookieChange, Request } from '../request.ts';
import { closeSession, type CloseSessionTools } from './close-session.ts';
import { withState, type LogoutAddress } from './logout-address.ts';

/** A logout that is decided. `returnTo` is where the browser goes then, or why it goes nowhere; `undefined`: no address was sent. */
export interface SignOut {
  readonly session: Session | undefined;
  readonly client: Client | undefined;
  readonly returnTo: LogoutAddress | OAuthRefusal | undefined;
  readonly state: string | undefined;
}

/**
 * Ends the session, then sends the browser to the proven address or shows that the person is signed out. Where applications of the session want to hear of it
 * in this browser (OIDC Front-Channel Logout §2), a page loads their addresses first.
 * An address that is not registered does not keep anybody signed in: the page says so, and why only in a tenant of development.
 */
export async function signOut(request: Request, { session, client, returnTo, state }: SignOut, tools: CloseSessionTools): Promise<Reply> {
  const { record } = request;
  // Auth0: the session of an upstream provider shall end too. There are none yet, so it is only written down.
  if (new URLSearchParams(request.query).has('federated')) record.facts.federated = true;
  const frames = session === undefined ? [] : await leave(request, session, tools);
  const cookies: readonly CookieChange[] = cookiesOfSession.filter((name) => request.cookie(name) !== undefined).map((name) => ({ name, value: undefined }));
  const common = { frame: frameOf(request), client: client === undefined ? undefined : clientOfPage(client), frames };
  if (returnTo === undefined || returnTo instanceof Refusal) {
    if (returnTo !== undefined) record.refuse(returnTo);
    const problem = returnTo === undefined ? undefined : developerDetail(request, returnTo);
    return { kind: 'page', status: returnTo === undefined ? 200 : 400, cookies, page: { name: 'logged-out', ...common, problem, returnRefused: returnTo !== undefined } };
  }
  record.pass('logout.return_to', { received: returnTo });
  const to = withState(returnTo, state);
  return frames.length === 0 ? { kind: 'redirect', to, cookies } : { kind: 'page', status: 200, cookies, page: { name: 'logging-out', ...common, to } };
}

const cookiesOfSession = ['session', 'browser_state'] as const;

/** Ends the session; answers the addresses of its applications that the browser shall load. */
async function leave({ tenant, record }: Request, session: Session, tools: CloseSessionTools): Promise<readonly string[]> {
  record.facts.userId = session.userId;
  record.facts.sessionKey = session.key;
  const applications = await closeSession(tenant, session, tools);
  return applications.map((client) => findFrontchannelAddress(client, { issuer: tenant.issuer, sid: session.sid })).filter((address) => address !== undefined);
}
