import { endsSessionsWithPassword } from '../../identity/tickets/mail-rules.ts';
import type { Refusal } from '../../kernel/refusal.ts';
import { clientOfPage, tenantOfPage } from '../error-page/page-client.ts';
import { frameOf, retryHeaders, statusOf } from '../error-page/render-refusal.ts';
import { formTokens, type StepTools } from '../interaction/prove-step.ts';
import { resultAddress } from '../interaction/result-address.ts';
import type { Reply } from '../reply.ts';
import type { Request } from '../request.ts';
import type { OpenPassword } from './endpoint.ts';

/** The page on which a password is set, empty or with what was wrong. */
export function newPasswordReply(request: Request, { open: { step, alive, shortest }, refusal }: { readonly open: OpenPassword; readonly refusal?: Refusal }, tools: StepTools): Reply {
  const { tenant } = request;
  const { transaction, client, wait } = step;
  const { user, ticket } = alive;
  return {
    kind: 'page', status: refusal === undefined ? 200 : statusOf(refusal), headers: refusal === undefined ? {} : retryHeaders(refusal, tools.clock.now()),
    page: {
      name: 'new-password', frame: frameOf(request, wait.uiLocales), client: client === undefined ? tenantOfPage(tenant) : clientOfPage(client), form: formTokens(request, transaction, tools), account: user.email ?? ticket.email,
      joins: wait.purpose === 'invitation', shortest, endsSessions: endsSessionsWithPassword(tenant) || !user.emailVerified ? 'always' : 'asked', problem: refusal === undefined ? undefined : { reason: told(refusal), retryAt: refusal.evidence.retryAt, shortest },
    },
  };
}

const told = ({ reason }: Refusal) => (reason === 'request.parameter_missing' ? 'signup.password_weak' : reason);

/** The password is set: on to the sign-in that waited, to where an administrator wanted, or to the application. The session that this browser had has ended with all others. */
export function doneReply(request: Request, { open: { step, alive: { ticket } }, email, state }: { readonly open: OpenPassword; readonly email: string; readonly state: string | undefined }): Reply {
  const { client, wait } = step;
  const { resultUrl, emailInResult = false } = ticket.detail;
  if (state === undefined && resultUrl !== undefined) return { kind: 'redirect', to: resultAddress(resultUrl, { done: 'password_changed', email: emailInResult ? email : undefined }) };
  return {
    kind: 'page', status: 200,
    page: { name: 'email-done', frame: frameOf(request, wait.uiLocales), client: client === undefined ? tenantOfPage(request.tenant) : clientOfPage(client), done: wait.purpose === 'invitation' ? 'joined' : 'password_changed', signInPath: state === undefined ? undefined : `/u/login?state=${state}` },
  };
}
