import type { Tenant } from '../../kernel/tenant.ts';
import type { Clock, Seconds } from '../../kernel/time.ts';
import type { Session, SessionEnd, SessionStore } from '../../identity/ports/session-store.ts';
import type { Client } from '../../protocol/client/client.ts';
import { logoutMessage } from '../../protocol/logout/logout-message.ts';
import type { ClientDirectory } from '../../protocol/ports/client-directory.ts';
import type { Outbox } from '../../protocol/ports/outbox.ts';

/** What ends a session and knows whom to tell. */
export interface CloseSessionTools { readonly sessions: SessionStore; readonly clients: ClientDirectory; readonly outbox: Outbox; readonly clock: Clock }

/**
 * The one way in which a session ends before its time. When this resolves it is over on every node, and so are its grants without offline access,
 * and a message to every application that has a back-channel address is stored, in the same commit (OIDC Back-Channel Logout §2.5).
 * Answers the applications that took part in the session, for what the browser has to tell them.
 */
export const closeSession = (tenant: Tenant, session: Session, tools: CloseSessionTools): Promise<readonly Client[]> => closeSessionWith(tenant, { session }, tools);

/** What an end takes along: the grants with offline access, and a line of the log. */
export interface Closing extends Pick<SessionEnd, 'offline' | 'log'> { readonly session: Session }

/** As `closeSession`, with more in the same commit. */
export async function closeSessionWith(tenant: Tenant, { session, offline, log }: Closing, tools: CloseSessionTools): Promise<readonly Client[]> {
  const before = await findClients(tenant, await tools.sessions.listApplications(tenant.id, session), tools);
  const at = tools.clock.now();
  const told = before.filter(hasBackchannel).map(({ id }) => id);
  const taken = await tools.sessions.end(tenant.id, session, { at, told, offline, log });
  const known: ReadonlySet<string> = new Set(before.map(({ id }) => id));
  const late = await findClients(tenant, taken.filter((id) => !known.has(id)), tools);
  await tellLate(tenant, { session, late, at }, tools);
  return [...before, ...late];
}

const hasBackchannel = ({ logout }: Client): boolean => logout.backchannelUri !== undefined;

/** An application that got its grant between the look and the end learns of it too. */
async function tellLate(tenant: Tenant, { session, late, at }: { readonly session: Session; readonly late: readonly Client[]; readonly at: Seconds }, { outbox }: CloseSessionTools): Promise<void> {
  const messages = late.filter(hasBackchannel).map(({ id }) => logoutMessage(tenant.id, { clientId: id, userId: session.userId, sid: session.sid }, at));
  if (messages.length > 0) await outbox.put(messages);
}

/** An application that was switched off may still have somebody signed in. */
async function findClients(tenant: Tenant, ids: readonly string[], { clients }: CloseSessionTools): Promise<readonly Client[]> {
  const found = await Promise.all(ids.map(async (id) => clients.findClient(tenant.id, id)));
  return found.filter((client) => client !== undefined);
}
