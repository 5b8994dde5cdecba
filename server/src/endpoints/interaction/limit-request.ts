import type { PersonInSession } from '../../identity/sessions/find-person.ts';
import type { AuthorizationRequest } from '../../protocol/authorization-request/authorization-request.ts';
import { limitScope } from '../../protocol/entitlement/limit-scope.ts';
import type { PersonPermissions } from '../../protocol/ports/role-store.ts';
import type { Request } from '../request.ts';

/** Nobody is asked for, and nothing is remembered of, what this person has not got at the API. */
export async function limitRequest(asked: AuthorizationRequest, { user }: PersonInSession, { request: { tenant, record }, tools }: { readonly request: Request; readonly tools: { readonly roles: PersonPermissions } }): Promise<AuthorizationRequest> {
  const scope = await limitScope(asked.scope, { userId: user.id, api: asked.api }, { tenant, record, tools });
  return scope === asked.scope ? asked : { ...asked, scope };
}
