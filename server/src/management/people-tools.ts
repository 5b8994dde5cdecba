import type { Session, SessionEnd, SessionStore } from '../identity/ports/session-store.ts';
import type { DeviceKeyStore } from '../identity/ports/device-key-store.ts';
import type { UserStore } from '../identity/ports/user-store.ts';
import type { Tenant } from '../kernel/tenant.ts';
import type { Clock } from '../kernel/time.ts';
import type { ClientDirectory } from '../protocol/ports/client-directory.ts';
import type { GrantStore } from '../protocol/ports/grant-store.ts';
import type { GrantedAccess } from '../protocol/ports/granted-access.ts';
import type { LogReader } from '../protocol/ports/log-reader.ts';

/** Which session ends, and what goes into the same commit. */
export interface Ending extends Pick<SessionEnd, 'offline' | 'log'> { readonly session: Session }

/** What lists and ends the sessions and the access of people. */
export interface PeopleTools {
  readonly users: UserStore;
  readonly sessions: SessionStore;
  readonly grants: GrantStore;
  readonly access: GrantedAccess;
  readonly deviceKeys: DeviceKeyStore;
  readonly clients: ClientDirectory;
  readonly logs: LogReader;
  readonly clock: Clock;
  /** The one way in which a session ends before its time: applications are told, as after a logout. */
  readonly endSession: (tenant: Tenant, ending: Ending) => Promise<unknown>;
}
