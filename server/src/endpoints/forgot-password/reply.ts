import type { Refusal } from '../../kernel/refusal.ts';
import type { Problem } from '../../pages/page.ts';
import { clientOfPage, tenantOfPage } from '../error-page/page-client.ts';
import { frameOf, retryHeaders, statusOf } from '../error-page/render-refusal.ts';
import { browserBinding } from '../interaction/browser-binding.ts';
import { csrfToken } from '../interaction/form-proof.ts';
import { formTokens, type OpenStep, type StepTools } from '../interaction/prove-step.ts';
import type { Reply } from '../reply.ts';
import type { Request } from '../request.ts';

/** The form belongs to no transaction where nobody signs in. */
export const forgotFormState = 'forgot';

interface Shown { readonly step: OpenStep | undefined; readonly email: string; readonly refusal?: Refusal }

/** The page on which an address is given, empty or with what went wrong. */
export function forgotReply(request: Request, { step, email, refusal }: Shown, tools: StepTools): Reply {
  const { value, cookies } = browserBinding(request);
  const form = step === undefined ? { state: forgotFormState, csrf: csrfToken(tools.formKey, value, forgotFormState) } : formTokens(request, step.transaction, tools);
  return {
    kind: 'page', status: refusal === undefined ? 200 : statusOf(refusal), headers: refusal === undefined ? {} : retryHeaders(refusal, tools.clock.now()), cookies,
    page: {
      name: 'forgot-password', frame: frameOf(request, step?.transaction.request['ui_locales']?.[0]), client: step?.client === undefined ? tenantOfPage(request.tenant) : clientOfPage(step.client), form, email,
      signInPath: step === undefined ? undefined : `/u/login?state=${step.transaction.state}`, problem: refusal === undefined ? undefined : problemOf(refusal),
    },
  };
}

const problemOf = ({ reason, evidence }: Refusal): Problem => (reason === 'request.parameter_missing' ? { reason: 'signup.email_malformed' } : { reason, retryAt: evidence.retryAt });
