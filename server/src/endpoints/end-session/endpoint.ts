import { Refusal } from '../../kernel/refusal.ts';
import type { Session } from '../../identity/ports/session-store.ts';
import type { UserStore } from '../../identity/ports/user-store.ts';
import { findSession, type SessionTools } from '../../identity/sessions/find-session.ts';
import { invalidRequest, type OAuthRefusal } from '../../protocol/vocabulary/errors.ts';
import { refusalPage } from '../error-page/render-refusal.ts';
import type { CloseSessionTools } from '../interaction/close-session.ts';
import { proveForm, type FormTools, type ProvenForm } from '../interaction/form-proof.ts';
import { proveLogoutAddress } from '../interaction/logout-address.ts';
import { signOut } from '../interaction/sign-out.ts';
import { appendEvent, type EventTools } from '../record-event.ts';
import type { Endpoint, Reply } from '../reply.ts';
import type { Request } from '../request.ts';
import { confirmationReply, parsePending, type PendingLogout } from './confirmation.ts';
import { isConfirmed, parseLogoutRequest, type LogoutRequest, type LogoutRequestTools } from './request.ts';

/** What the OIDC logout works with. */
export type EndSessionTools = LogoutRequestTools & SessionTools & CloseSessionTools & FormTools & EventTools & { readonly users: UserStore };

/** OIDC RP-Initiated Logout §2: an application asks to sign the person out. */
export const endSessionEndpoint = (tools: EndSessionTools): Endpoint => ({
  name: 'end-session', path: '/oidc/logout', aliases: ['/oauth2/logout'], methods: ['GET', 'POST'], cors: 'none',
  async handle(request) {
    const asked = await parseLogoutRequest(request, tools);
    if (asked instanceof Refusal) return refuse(request, asked, tools);
    const session = await findSession(request.tenant, request.cookie('session'), tools);
    if (session !== undefined && !isConfirmed(asked, session, tools)) return ask(request, { asked, session }, tools);
    const reply = await signOut(request, { ...asked, session }, tools);
    appendEvent(request, 'logout', tools);
    return reply;
  },
});

/** The answer to the question whether to sign out. */
export const confirmLogoutEndpoint = (tools: EndSessionTools): Endpoint => ({
  name: 'end-session.confirm', path: '/u/logout', methods: ['POST'], cors: 'none',
  async handle(request) {
    const form = proveForm(request, tools);
    const pending = form instanceof Refusal ? form : provePending(form, tools);
    return pending instanceof Refusal ? refuse(request, pending, tools) : confirm(request, pending, tools);
  },
});

async function confirm(request: Request, pending: PendingLogout, tools: EndSessionTools): Promise<Reply> {
  const asked = await askedAgain(request, pending, tools);
  const session = await findSession(request.tenant, request.cookie('session'), tools);
  // Somebody else signed in meanwhile: they were not asked.
  if (session !== undefined && session.sid !== pending.sid) return ask(request, { asked, session }, tools);
  const reply = await signOut(request, { ...asked, session }, tools);
  appendEvent(request, 'logout', tools);
  return reply;
}

async function ask(request: Request, question: { readonly asked: LogoutRequest; readonly session: Session }, tools: EndSessionTools): Promise<Reply> {
  const reply = await confirmationReply(request, question, tools);
  appendEvent(request, 'logout.asked', tools);
  return reply;
}

function provePending({ params, state }: ProvenForm, tools: EndSessionTools): PendingLogout | OAuthRefusal {
  const pending = parsePending(state);
  if (pending === undefined || pending.expiresAt <= tools.clock.now()) return invalidRequest('transaction.unknown', { received: 'a logout page that is too old' });
  return params.optional('action') === 'accept' ? pending : invalidRequest('request.parameter_malformed', { expected: 'action=accept' });
}

/** What was asked, judged anew: an address may have been taken out of the list while the page was open. */
async function askedAgain(request: Request, pending: PendingLogout, tools: EndSessionTools): Promise<LogoutRequest> {
  const found = pending.clientId === undefined ? undefined : await tools.clients.findClient(request.tenant.id, pending.clientId);
  const client = found?.enabled === true ? found : undefined;
  const refused = pending.refused || (pending.returnTo !== undefined && client === undefined);
  const returnTo = refused ? invalidRequest('logout.return_to_not_registered') : pending.returnTo === undefined ? undefined : proveLogoutAddress(pending.returnTo, client, request.tenant);
  return { client, hint: undefined, logoutHint: undefined, returnTo, state: pending.state };
}

function refuse(request: Request, refusal: OAuthRefusal, tools: EndSessionTools): Reply {
  const reply = refusalPage(request, refusal);
  appendEvent(request, 'logout', tools);
  return reply;
}
