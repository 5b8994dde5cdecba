import type { Refusal } from '../../kernel/refusal.ts';
import { clientOfPage, tenantOfPage } from '../error-page/page-client.ts';
import { frameOf, retryHeaders, statusOf } from '../error-page/render-refusal.ts';
import { maskedEmail, type MailStep } from '../interaction/mail-transaction.ts';
import { formTokens, type StepTools } from '../interaction/prove-step.ts';
import type { Reply } from '../reply.ts';
import type { Request } from '../request.ts';

/** The page that waits for a code, empty or with what went wrong. It says the same whether a mail was sent or not. */
export function emailCodeReply(request: Request, { step, resent, refusal }: { readonly step: MailStep; readonly resent: boolean; readonly refusal?: Refusal }, tools: StepTools): Reply {
  const { transaction, wait, client } = step;
  return {
    kind: 'page', status: refusal === undefined ? 200 : statusOf(refusal), headers: refusal === undefined ? {} : retryHeaders(refusal, tools.clock.now()),
    page: {
      name: 'check-email', frame: frameOf(request, wait.uiLocales), client: client === undefined ? tenantOfPage(request.tenant) : clientOfPage(client), form: formTokens(request, transaction, tools), purpose: wait.purpose,
      maskedEmail: maskedEmail(wait.email), resent, otherPath: wait.purpose === 'reset_password' ? '/u/forgot-password' : undefined,
      problem: refusal === undefined ? undefined : { reason: refusal.reason, retryAt: refusal.evidence.retryAt },
    },
  };
}
