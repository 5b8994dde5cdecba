import type { PersonInSession } from '../../identity/sessions/find-person.ts';
import type { Tenant } from '../../kernel/tenant.ts';
import { closeSessionWith } from '../interaction/close-session.ts';
import type { AccountTools } from './account-tools.ts';

/** Ends every session of a person but the one of this browser, with the access that applications got in them; each application is told. Answers how many there were. */
export async function endOtherSessions(tenant: Tenant, { user, session: own }: PersonInSession, tools: AccountTools): Promise<number> {
  const others = (await tools.sessions.listByUser(tenant.id, user.id)).filter(({ sid, key }) => sid !== own.sid && key !== own.key);
  for (const session of others) await closeSessionWith(tenant, { session, offline: true }, tools);
  return others.length;
}
