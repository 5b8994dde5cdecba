import { Refusal } from '../../kernel/refusal.ts';
import { findSession, type SessionTools } from '../../identity/sessions/find-session.ts';
import { refusalPage } from '../error-page/render-refusal.ts';
import type { CloseSessionTools } from '../interaction/close-session.ts';
import { signOut } from '../interaction/sign-out.ts';
import { appendEvent, type EventTools } from '../record-event.ts';
import type { Endpoint, Reply } from '../reply.ts';
import type { Request } from '../request.ts';
import { parseLogoutCall } from './request.ts';

/** What `/v2/logout` works with. */
export type LogoutTools = SessionTools & CloseSessionTools & EventTools;

/**
 * Auth0: signs out without a question, and returns to an address that is registered.
 * That another site may sign somebody out this way is known and accepted; it can't send the browser anywhere by it.
 */
export const logoutEndpoint = (tools: LogoutTools): Endpoint => ({
  name: 'logout', path: '/v2/logout', methods: ['GET'], cors: 'none',
  async handle(request) {
    const reply = await leave(request, tools);
    appendEvent(request, 'logout', tools);
    return reply;
  },
});

async function leave(request: Request, tools: LogoutTools): Promise<Reply> {
  const call = await parseLogoutCall(request, tools);
  if (call instanceof Refusal) return refusalPage(request, call);
  const session = await findSession(request.tenant, request.cookie('session'), tools);
  return signOut(request, { ...call, session, state: undefined }, tools);
}
