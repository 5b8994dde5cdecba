import type { User } from '../../identity/ports/user-store.ts';
import { clientOfPage } from '../error-page/page-client.ts';
import { frameOf } from '../error-page/render-refusal.ts';
import { formTokens, type ClientStep, type StepTools } from '../interaction/prove-step.ts';
import { isLoopback } from '../../protocol/client/redirect-uri-rule.ts';
import type { Client } from '../../protocol/client/client.ts';
import type { ConsentClaim } from '../../pages/page.ts';
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
      ...lines, claim: claimOf(client, transaction.request['redirect_uri']?.[0] ?? ''), reviewed: client.firstParty, switchAccountPath: `/u/login?state=${transaction.state}`,
    },
  };
}

/** The host that the answer goes to; for an application of its own scheme (RFC 8252 §7.1) that scheme. */
function hostOf(redirectUri: string): string {
  const url = URL.parse(redirectUri);
  if (url === null) return '';
  return url.host === '' || !/^https?:$/.test(url.protocol) ? url.protocol : url.host;
}

/** OAuth Client ID Metadata Document §6: what a person needs to see of an application that nobody here made: the host that it describes itself at, and where the answer goes. */
function claimOf({ id, registration }: Client, redirectUri: string): ConsentClaim | undefined {
  if (registration === undefined) return undefined;
  const host = registration.by === 'metadata_document' ? new URL(id).host : undefined;
  const to = URL.parse(redirectUri);
  if (to !== null && to.host === host) return { host, returns: 'there' };
  if (to === null || !/^https?:$/.test(to.protocol) || isLoopback(to)) return { host, returns: 'here' };
  return { host, returns: host === undefined ? 'there' : 'elsewhere' };
}
