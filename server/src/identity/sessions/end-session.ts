import type { Tenant } from '../../kernel/tenant.ts';
import type { Session } from '../ports/session-store.ts';
import type { SessionTools } from './find-session.ts';

/** Signs out: when this resolves the session is over on every node, and so are its grants without offline access. */
export const endSession = (tenant: Tenant, session: Session, tools: Pick<SessionTools, 'sessions' | 'clock'>): Promise<void> => tools.sessions.end(tenant.id, session.key, tools.clock.now());
