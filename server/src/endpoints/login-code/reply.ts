import type { Refusal } from '../../kernel/refusal.ts';
import { clientOfPage, tenantOfPage } from '../error-page/page-client.ts';
import { frameOf, retryHeaders, statusOf } from '../error-page/render-refusal.ts';
import { formTokens, type OpenStep, type StepTools } from '../interaction/prove-step.ts';
import type { Reply } from '../reply.ts';
import type { Request } from '../request.ts';

/** `email`: as it was typed. `sent`: a mail went out just now, or would have. */
interface Shown { readonly step: OpenStep; readonly email: string; readonly sent: 'first' | 'again' | undefined; readonly refusal?: Refusal }

/** The page that waits for a code, empty or with what went wrong. It says the same whether a mail was sent or not. */
export function loginCodeReply(request: Request, { step, email, sent, refusal }: Shown, tools: StepTools): Reply {
  const { transaction, client } = step;
  return {
    kind: 'page', status: refusal === undefined ? 200 : statusOf(refusal), headers: refusal === undefined ? {} : retryHeaders(refusal, tools.clock.now()),
    page: {
      name: 'login-code', frame: frameOf(request, transaction.request['ui_locales']?.[0]), client: client === undefined ? tenantOfPage(request.tenant) : clientOfPage(client), form: formTokens(request, transaction, tools),
      username: email.slice(0, 254), waits: refusal?.reason !== 'passwordless.email_malformed', resent: sent === 'again', problem: refusal === undefined ? undefined : { reason: refusal.reason, retryAt: refusal.evidence.retryAt },
    },
  };
}
