import type { Brand } from '../kernel/brand.ts';
import { isOfPeople, managementAudience } from '../protocol/client/management-audience.ts';
import { Refusal } from '../kernel/refusal.ts';
import type { DecisionRecord } from '../kernel/decision-record.ts';
import type { Tenant } from '../kernel/tenant.ts';
import type { Clock } from '../kernel/time.ts';
import type { Client } from '../protocol/client/client.ts';
import type { ClientDirectory } from '../protocol/ports/client-directory.ts';
import { findPresentedToken, type TokenLookup } from '../protocol/resource-access/find-access-token.ts';
import { proveAccessToken } from '../protocol/resource-access/prove-access-token.ts';
import { provePossession, type PossessionCall } from '../protocol/resource-access/prove-possession.ts';
import type { Confirmation } from '../protocol/sender-constraint/confirmation.ts';
import type { DpopTools } from '../protocol/sender-constraint/dpop.ts';
import { invalidToken, type OAuthRefusal } from '../protocol/vocabulary/errors.ts';

/** Evidence of who calls the Management API, and what the token allows. */
export type Permit = Brand<{
  readonly client: Client;
  /** The person whose token it is; `undefined`: an application for itself. */
  readonly userId: string | undefined;
  readonly scopes: ReadonlySet<string>;
  /** The key that the token is bound to; `undefined`: whoever holds it may show it. */
  readonly confirmation: Confirmation | undefined;
}, 'Permit'>;

/** Auth0: the audience of tokens for the Management API. */
export { managementAudience } from '../protocol/client/management-audience.ts';

/** What finds and proves the token. */
export type PermitTools = TokenLookup & DpopTools & { readonly clients: ClientDirectory; readonly clock: Clock };


/** RFC 6750 §3.1, RFC 9068 §4: a live access token for this API and no other, held by who shows it. */
export async function provePermit(shown: PossessionCall, context: { readonly tenant: Tenant; readonly record: DecisionRecord }, tools: PermitTools): Promise<Permit | OAuthRefusal> {
  const { tenant, record } = context;
  const live = await proveAccessToken(await findPresentedToken(tenant, shown.token, tools), context, tools);
  if (live instanceof Refusal) return live;
  const { token, client, usable } = live;
  const held = await provePossession({ confirmation: token.confirmation, client }, shown, tools);
  if (held instanceof Refusal) return held;
  if (!token.audience.includes(managementAudience(tenant))) return invalidToken('token.wrong_audience', { expected: managementAudience(tenant), received: token.audience.join(' ') || 'no audience' });
  record.pass('token.audience');
  const scopes: ReadonlySet<string> = new Set(token.scope);
  return { client, userId: usable?.subject?.id, scopes, confirmation: token.confirmation } as Permit;
}

/** Any of the scopes lets in. */
export const allows = (permit: Permit, wanted: readonly string[], pathId: string | undefined): boolean => wanted.some((scope) => allowsScope(permit, scope, pathId));

/**
 * Auth0: a token of a person opens the own record alone, by the scopes of `current_user`; whatever else stands in it, and however it came there, it administers nothing.
 * A token of an application has no record of its own.
 */
export function allowsScope({ scopes, userId }: Permit, scope: string, pathId: string | undefined): boolean {
  return scopes.has(scope) && (userId === undefined ? !isOfPeople(scope) : isOfPeople(scope) && userId === pathId);
}
