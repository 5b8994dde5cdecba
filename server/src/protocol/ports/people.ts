import type { TenantId } from '../../kernel/tenant.ts';
import type { SessionState, Subject } from '../subject.ts';

/** People and their sessions as the protocol looks them up where no grant leads to them. */
export interface People {
  /** Blocked ones too: that is for the caller to judge. */
  findSubject(tenant: TenantId, id: string): Promise<Subject | undefined>;
  /** A session that is alive now, by its `sid`. */
  findLiveSession(tenant: TenantId, sid: string): Promise<SessionState | undefined>;
}
