import { limitScope, type EntitlementContext } from '../entitlement/limit-scope.ts';
import type { ClientDirectory } from '../ports/client-directory.ts';
import type { AskedAccess } from './asked-access.ts';

/** What this person can give of what was asked away from the application: asked before anybody knew who would answer. */
export async function limitAccess<Access extends AskedAccess>(access: Access, userId: string, context: EntitlementContext & { readonly tools: { readonly clients: ClientDirectory } }): Promise<Access> {
  const { scope, audience } = access;
  if (audience === undefined) return access;
  const api = await context.tools.clients.findResourceServer(context.tenant.id, audience);
  const limited = await limitScope(scope, { userId, api }, context);
  return limited === scope ? access : { ...access, scope: limited };
}
