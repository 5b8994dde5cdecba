import type { Refusal } from '../../kernel/refusal.ts';
import { clientOfPage, tenantOfPage } from '../error-page/page-client.ts';
import { frameOf, retryHeaders, statusOf } from '../error-page/render-refusal.ts';
import { formTokens, type OpenStep, type StepTools } from '../interaction/prove-step.ts';
import { problemOf } from '../interaction/told-reason.ts';
import type { Reply } from '../reply.ts';
import type { Request } from '../request.ts';
import type { Prefilled } from './request.ts';

/** What the login page offers. */
export interface OpenWays { /** Other providers, by the names that people know. */ readonly upstream: readonly { readonly name: string; readonly path: string }[]; readonly signupOpen: boolean; readonly passwordOpen: boolean; readonly codeOpen: boolean }

/**
 * The login page, empty or with what went wrong. A refused try is answered with 400: 401 would demand a WWW-Authenticate challenge (RFC 9110 §15.5.2),
 * which forms do not have, and 200 would look like success to whoever watches for attacks.
 */
export function loginReply(request: Request, { step, shown, open, refusal }: { readonly step: OpenStep; readonly shown: Prefilled; readonly open: OpenWays; readonly refusal?: Refusal }, tools: StepTools): Reply {
  const { transaction, client } = step;
  return {
    kind: 'page', status: refusal === undefined ? 200 : statusOf(refusal), headers: refusal === undefined ? {} : retryHeaders(refusal, tools.clock.now()),
    page: {
      name: 'login', frame: frameOf(request, transaction.request['ui_locales']?.[0]), client: client === undefined ? tenantOfPage(request.tenant) : clientOfPage(client), form: formTokens(request, transaction, tools),
      username: shown.username, reauthenticate: shown.reauthenticate, upstream: open.upstream, signupOpen: open.signupOpen, passwordOpen: open.passwordOpen, codeOpen: open.codeOpen,
      problem: refusal === undefined ? undefined : problemOf(refusal),
    },
  };
}
