import type { Refusal } from '../../kernel/refusal.ts';
import type { Problem } from '../../pages/page.ts';
import { clientOfPage, tenantOfPage } from '../error-page/page-client.ts';
import { frameOf, retryHeaders, statusOf } from '../error-page/render-refusal.ts';
import { formTokens, type OpenStep, type StepTools } from '../interaction/prove-step.ts';
import type { Reply } from '../reply.ts';
import type { Request } from '../request.ts';

/** The sign-up page, empty or with what went wrong; statuses as at the login page. */
export function signupReply(request: Request, { step, email, refusal }: { readonly step: OpenStep; readonly email: string; readonly refusal?: Refusal }, tools: StepTools): Reply {
  const { transaction, client } = step;
  return {
    kind: 'page', status: refusal === undefined ? 200 : statusOf(refusal), headers: refusal === undefined ? {} : retryHeaders(refusal, tools.clock.now()),
    page: {
      name: 'signup', frame: frameOf(request, transaction.request['ui_locales']?.[0]), client: client === undefined ? tenantOfPage(request.tenant) : clientOfPage(client), form: formTokens(request, transaction, tools),
      email, problem: refusal === undefined ? undefined : problemOf(refusal),
    },
  };
}

/** An empty field reads as what it would be if it were judged. */
function problemOf({ reason, evidence }: Refusal): Problem {
  if (reason !== 'request.parameter_missing') return { reason, retryAt: evidence.retryAt };
  return { reason: evidence.expected === 'password' ? 'signup.password_weak' : 'signup.email_malformed' };
}
