import type { OpaqueTokens, TokenKey } from '../../kernel/opaque-token.ts';
import type { Tenant } from '../../kernel/tenant.ts';
import type { Clock, Seconds } from '../../kernel/time.ts';
import { Params } from '../params.ts';
import type { GrantStore } from '../ports/grant-store.ts';
import type { PendingStore } from '../ports/pending-store.ts';
import { invalidRequestUri, type OAuthRefusal } from '../vocabulary/errors.ts';

/** RFC 9126 §2.2: how long a pushed request waits for its browser. */
export const pushedRequestTtl: Seconds = 60;
const form = 'urn:ietf:params:oauth:request_uri:';

/** A pushed request while it waits: whose it is, and its parameters as they were accepted. */
export interface PushedRequest { readonly clientId: string; readonly request: Readonly<Record<string, readonly string[]>> }

/** Where pushed requests wait, and what tells whether one was answered. */
export interface PushedRequestTools { readonly pending: PendingStore; readonly grants: GrantStore; readonly tokens: OpaqueTokens; readonly clock: Clock }

/** Is this the name of a pushed request, and not an address? */
export const isPushedUri = (requestUri: string) => requestUri.startsWith(form);

/** RFC 9126 §2.2: keeps a request for its client, and answers the `request_uri` that names it: 216 random bits. */
export async function keepPushedRequest(tenant: Tenant, pushed: PushedRequest, { pending, tokens, clock }: PushedRequestTools): Promise<string> {
  const { token, key } = tokens.mint(clock.nowMs());
  const outcome = await pending.open(tenant.id, [{ kind: 'par', key, version: 1, expiresAt: clock.now() + pushedRequestTtl, data: pushed }]);
  if (outcome === 'taken') throw new Error('A new random key is in use.');
  return `${form}${token}`;
}

/**
 * RFC 9126 §4: the request that a `request_uri` names, for the client that pushed it. Nothing that stands beside it in the browser's request counts.
 * It may be opened again until it was answered, as people reload pages (FAPI 2.0 §5.3.2.2): its answer spends it.
 */
export async function findPushedRequest(tenant: Tenant, { requestUri, clientId }: { readonly requestUri: string; readonly clientId: string }, tools: PushedRequestTools): Promise<Params | OAuthRefusal> {
  const key = tools.tokens.keyOf(requestUri.slice(form.length));
  const pushed = key === undefined ? undefined : await tools.pending.load<PushedRequest>(tenant.id, 'par', key);
  if (key === undefined || pushed === undefined) return invalidRequestUri('par.unknown');
  if (pushed.data.clientId !== clientId) return invalidRequestUri('par.other_client', { received: clientId.slice(0, 80) });
  if ((await tools.grants.findSpent(tenant.id, 'ticket', key)) !== undefined) return invalidRequestUri('par.used');
  if (pushed.expiresAt <= tools.clock.now()) return invalidRequestUri('par.unknown', { expected: `a request_uri younger than ${pushedRequestTtl} seconds`, received: `one that expired ${tools.clock.now() - pushed.expiresAt} seconds ago` });
  return Params.fromRecord({ ...pushed.data.request, request_uri: [requestUri] });
}

/** The key of the pushed request that these parameters come from: its one answer is bought with it. `undefined`: they were not pushed. */
export function pushedKeyOf(params: Params, tokens: OpaqueTokens): TokenKey | undefined {
  const requestUri = params.optional('request_uri');
  return requestUri !== undefined && isPushedUri(requestUri) ? tokens.keyOf(requestUri.slice(form.length)) : undefined;
}
