import type { Refusal } from '../../kernel/refusal.ts';
import type { Client } from '../../protocol/client/client.ts';
import { clientOfPage } from '../error-page/page-client.ts';
import { frameOf, retryHeaders, statusOf } from '../error-page/render-refusal.ts';
import { limitAccess } from '../../protocol/waiting/limit-access.ts';
import { browserBinding } from '../interaction/browser-binding.ts';
import { csrfToken, type FormTools } from '../interaction/form-proof.ts';
import { formTokens } from '../interaction/prove-step.ts';
import { scopeLines } from '../interaction/scope-lines.ts';
import type { Reply } from '../reply.ts';
import type { Request } from '../request.ts';
import type { ConfirmDeviceTools, OpenDevice } from './confirm.ts';

/** The form of the code belongs to no transaction: no application is known yet. */
export const codeFormState = 'activate';

/** What stands in the form, and what was wrong with it. */
interface CodeForm { readonly typed: string; readonly language?: string | undefined; readonly refusal?: Refusal }

/** The page on which the code is typed. Statuses as at the login page. */
export function codeReply(request: Request, { typed, language, refusal }: CodeForm, { formKey, clock }: FormTools & Pick<ConfirmDeviceTools, 'clock'>): Reply {
  const { value, cookies } = browserBinding(request);
  return {
    kind: 'page', status: refusal === undefined ? 200 : statusOf(refusal), headers: refusal === undefined ? {} : retryHeaders(refusal, clock.now()), cookies,
    page: {
      name: 'device', frame: frameOf(request, language), form: { state: codeFormState, csrf: csrfToken(formKey, value, codeFormState) }, userCode: typed,
      digits: request.tenant.settings.userCodes.alphabet === 'digits', problem: refusal === undefined ? undefined : { reason: refusal.reason, retryAt: refusal.evidence.retryAt },
    },
  };
}

/** The question to the person: which application, on which device, and what it may do. */
export async function confirmReply(request: Request, { step, person, device }: OpenDevice, tools: ConfirmDeviceTools): Promise<Reply> {
  const { transaction, client } = step;
  const { tenant, record } = request;
  const { audience, scope, details, address, createdAt } = await limitAccess(device.data, person.user.id, { tenant, record, tools });
  const api = audience === undefined ? undefined : await tools.clients.findResourceServer(request.tenant.id, audience);
  const { user } = person;
  return {
    kind: 'page', status: 200,
    page: {
      name: 'device-confirm', frame: frameOf(request), client: clientOfPage(client), form: formTokens(request, transaction, tools),
      account: user.email ?? user.username ?? user.id, userCode: transaction.request['user_code']?.[0] ?? '', address, askedAt: createdAt,
      ...scopeLines({ scope, allowed: [], api, details }), switchAccountPath: `/u/login?state=${transaction.state}`,
    },
  };
}

/** The end: the rest happens on the device. */
export const doneReply = (request: Request, client: Client, answer: 'accept' | 'decline'): Reply => ({
  kind: 'page', status: 200, page: { name: 'device-done', frame: frameOf(request), client: clientOfPage(client), allowed: answer === 'accept' },
});
