import type { User } from '../../identity/ports/user-store.ts';
import { clientOfPage } from '../error-page/page-client.ts';
import { frameOf } from '../error-page/render-refusal.ts';
import { formTokens, type ClientStep, type StepTools } from '../interaction/prove-step.ts';
import type { Reply } from '../reply.ts';
import type { Request } from '../request.ts';
import type { ScopeLines } from '../interaction/scope-lines.ts';

/** The question to the person: who asks for what, for which account, and where the answer goes. */
export function consentReply(request: Request, { step, user, lines }: { readonly step: ClientStep; readonly user: User; readonly lines: ScopeLines }, tools: StepTools): Reply {
  const { transaction, client } = step;
  return {
    kind: 'page', status: 200,
    page: {
      name: 'consent', frame: frameOf(request, transaction.request['ui_locales']?.[0]), client: clientOfPage(client), form: formTokens(request, transaction, tools),
      account: user.email ?? user.username ?? user.id, returnHost: hostOf(transaction.request['redirect_uri']?.[0] ?? ''),
      ...lines, reviewed: client.firstParty, switchAccountPath: `/u/login?state=${transaction.state}`,
    },
  };
}

/** The host that the answer goes to; for an application of its own scheme (RFC 8252 §7.1) that scheme. */
function hostOf(redirectUri: string): string {
  const url = URL.parse(redirectUri);
  if (url === null) return '';
  return url.host === '' || !/^https?:$/.test(url.protocol) ? url.protocol : url.host;
}
