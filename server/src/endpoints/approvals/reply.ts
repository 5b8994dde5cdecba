import type { PersonInSession } from '../../identity/sessions/find-person.ts';
import type { ApprovalRequest } from '../../pages/page.ts';
import type { Client } from '../../protocol/client/client.ts';
import { clientOfPage } from '../error-page/page-client.ts';
import { frameOf } from '../error-page/render-refusal.ts';
import { limitAccess } from '../../protocol/waiting/limit-access.ts';
import { browserBinding } from '../interaction/browser-binding.ts';
import { csrfToken } from '../interaction/form-proof.ts';
import { scopeLines } from '../interaction/scope-lines.ts';
import type { Reply } from '../reply.ts';
import type { Request } from '../request.ts';
import type { ApprovalTools } from './endpoint.ts';
import { listOpenRequests, type OpenRequest } from './open-request.ts';

/** The form of a request belongs to no transaction; its state names the request. */
const prefix = 'approval.';
const stateOf = ({ key }: OpenRequest) => `${prefix}${key}`;

/** The key of the request that a form of the page is about; `undefined` for any other form. */
export const requestOfState = (state: string): string | undefined => (state.startsWith(prefix) ? state.slice(prefix.length) : undefined);

/** Whose page it is, and what this person has just answered. */
interface Shown { readonly person: PersonInSession; readonly answered: { readonly client: Client; readonly allowed: boolean } | undefined }

/** What waits, with a form for each. */
export async function approvalsReply(request: Request, { person: { user }, answered }: Shown, tools: ApprovalTools): Promise<Reply> {
  const open = await listOpenRequests({ tenant: request.tenant.id, userId: user.id }, tools);
  const { value, cookies } = browserBinding(request);
  const requests = await Promise.all(open.map((one) => requestOf(one, { request, browser: value }, tools)));
  return {
    kind: 'page', status: 200, cookies,
    page: {
      name: 'approvals', frame: frameOf(request), account: user.email ?? user.username ?? user.id, requests,
      answered: answered === undefined ? undefined : { client: clientOfPage(answered.client), allowed: answered.allowed },
    },
  };
}

async function requestOf(open: OpenRequest, { request, browser }: { readonly request: Request; readonly browser: string }, tools: ApprovalTools): Promise<ApprovalRequest> {
  const { clients, formKey } = tools;
  const { tenant, record } = request;
  const { audience, scope, details, bindingMessage, createdAt } = await limitAccess(open.data, open.data.userId, { tenant, record, tools });
  const api = audience === undefined ? undefined : await clients.findResourceServer(request.tenant.id, audience);
  const state = stateOf(open);
  return { client: clientOfPage(open.client), form: { state, csrf: csrfToken(formKey, browser, state) }, bindingMessage, askedAt: createdAt, ...scopeLines({ scope, allowed: [], api, details }) };
}
