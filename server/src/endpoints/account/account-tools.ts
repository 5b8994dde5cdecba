import type { BreachedPasswords } from '../../identity/ports/breached-passwords.ts';
import type { ConnectionDirectory } from '../../identity/ports/connection-store.ts';
import type { LinkedUsers } from '../../identity/ports/linked-users.ts';
import type { Mailer } from '../../identity/ports/mailer.ts';
import type { PasswordHasher } from '../../identity/ports/password-hasher.ts';
import type { ThrottleStore } from '../../identity/ports/throttle-store.ts';
import type { UserStore } from '../../identity/ports/user-store.ts';
import type { SessionTools } from '../../identity/sessions/find-session.ts';
import type { AdministratorStore } from '../../protocol/ports/administrator-store.ts';
import type { ClientDirectory } from '../../protocol/ports/client-directory.ts';
import type { GrantStore } from '../../protocol/ports/grant-store.ts';
import type { GrantedAccess } from '../../protocol/ports/granted-access.ts';
import type { LogReader } from '../../protocol/ports/log-reader.ts';
import type { RoleStore } from '../../protocol/ports/role-store.ts';
import type { CloseSessionTools } from '../interaction/close-session.ts';
import type { FormTools } from '../interaction/form-proof.ts';
import type { TransactionTools } from '../interaction/transaction.ts';
import type { EventTools } from '../record-event.ts';

/** What the pages of an account work with. */
export type AccountTools = SessionTools & CloseSessionTools & TransactionTools & FormTools & EventTools & {
  readonly users: UserStore;
  readonly linkedUsers: LinkedUsers;
  readonly connections: ConnectionDirectory;
  readonly passwords: PasswordHasher;
  readonly mailer: Mailer;
  readonly breached: BreachedPasswords;
  readonly throttles: ThrottleStore;
  readonly clients: ClientDirectory;
  readonly grants: GrantStore;
  readonly access: GrantedAccess;
  readonly reader: LogReader;
  readonly roles: RoleStore;
  readonly administrators: AdministratorStore;
};
