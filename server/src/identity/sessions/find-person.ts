import type { Tenant } from '../../kernel/tenant.ts';
import type { Session } from '../ports/session-store.ts';
import type { User, UserStore } from '../ports/user-store.ts';
import { findSession, type SessionTools } from './find-session.ts';

/** Who sits at a browser. */
export interface PersonInSession { readonly user: User; readonly session: Session }

/** The live session of a cookie and its user. A removed or blocked user is nobody, from the next request on, on every node. */
export async function findPersonInSession(tenant: Tenant, cookie: string | undefined, tools: SessionTools & { readonly users: UserStore }): Promise<PersonInSession | undefined> {
  const session = await findSession(tenant, cookie, tools);
  if (session === undefined) return undefined;
  const user = await tools.users.find(tenant.id, session.userId);
  return user === undefined || user.blocked ? undefined : { user, session };
}
