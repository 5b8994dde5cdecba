import { Refusal } from '../../kernel/refusal.ts';
import type { Session } from '../../identity/ports/session-store.ts';
import type { Client } from '../../protocol/client/client.ts';
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
 * Ends the session, then sends the browser to the proven address or shows that the person is signed out.
 * An address that is not registered does not keep anybody signed in: the page says so, and why only in a tenant of development.
 */
export async function signOut(request: Request, { session, client, returnTo, state }: SignOut, tools: CloseSessionTools): Promise<Reply> {
  const { record, tenant } = request;
  if (session !== undefined) {
    record.facts.userId = session.userId;
    record.facts.sessionKey = session.key;
    await closeSession(tenant, session, tools);
  }
  const cookies: readonly CookieChange[] = request.cookie('session') === undefined ? [] : [{ name: 'session', value: undefined }];
  if (returnTo === undefined || returnTo instanceof Refusal) {
    if (returnTo !== undefined) record.refuse(returnTo);
    const problem = returnTo === undefined ? undefined : developerDetail(request, returnTo);
    return { kind: 'page', status: returnTo === undefined ? 200 : 400, cookies, page: { name: 'logged-out', frame: frameOf(request), client: client === undefined ? undefined : clientOfPage(client), problem, returnRefused: returnTo !== undefined } };
  }
  record.pass('logout.return_to', { received: returnTo });
  return { kind: 'redirect', to: withState(returnTo, state), cookies };
}
