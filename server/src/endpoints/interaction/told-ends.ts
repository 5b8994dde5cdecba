import type { SessionStore } from '../../identity/ports/session-store.ts';
import type { ToldEnd } from '../../identity/ports/ticket-store.ts';
import type { TenantId } from '../../kernel/tenant.ts';
import type { ClientDirectory } from '../../protocol/ports/client-directory.ts';

/** Where sessions are, and which applications hear of their end. */
export interface ToldTools { readonly sessions: SessionStore; readonly clients: ClientDirectory }

/** Who is told that the sessions of a person end (OIDC Back-Channel Logout §2.5): every application with an address for it that took part in one of them. */
export async function listToldEnds(tenant: TenantId, userId: string, { sessions, clients }: ToldTools): Promise<readonly ToldEnd[]> {
  const ends = (await sessions.listByUser(tenant, userId)).map(async (session) => {
    const ids = await sessions.listApplications(tenant, session);
    const found = await Promise.all(ids.map(async (id) => clients.findClient(tenant, id)));
    return found.flatMap((client) => (client?.logout.backchannelUri === undefined ? [] : [{ sid: session.sid, clientId: client.id }]));
  });
  return (await Promise.all(ends)).flat();
}
