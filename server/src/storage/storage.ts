import type { MailStore } from '../identity/ports/mail-store.ts';
import type { DeviceKeyStore } from '../identity/ports/device-key-store.ts';
import type { JobStore } from '../identity/ports/job-store.ts';
import type { ConnectionDirectory, ConnectionRegistry } from '../identity/ports/connection-store.ts';
import type { SessionStore } from '../identity/ports/session-store.ts';
import type { SetupStore } from '../identity/ports/setup-store.ts';
import type { TicketStore } from '../identity/ports/ticket-store.ts';
import type { ThrottleStore } from '../identity/ports/throttle-store.ts';
import type { LinkedUsers } from '../identity/ports/linked-users.ts';
import type { UpstreamTokenStore } from '../identity/ports/upstream-token-store.ts';
import type { UserStore } from '../identity/ports/user-store.ts';
import type { Seconds } from '../kernel/time.ts';
import type { AdministratorStore } from '../protocol/ports/administrator-store.ts';
import type { ClientDirectory } from '../protocol/ports/client-directory.ts';
import type { EventLog } from '../protocol/ports/event-log.ts';
import type { GrantStore } from '../protocol/ports/grant-store.ts';
import type { GrantedAccess } from '../protocol/ports/granted-access.ts';
import type { LogReader } from '../protocol/ports/log-reader.ts';
import type { Outbox } from '../protocol/ports/outbox.ts';
import type { PendingStore } from '../protocol/ports/pending-store.ts';
import type { Registry, TenantDirectory } from '../protocol/ports/registry.ts';
import type { RoleStore } from '../protocol/ports/role-store.ts';
import type { RuleStore } from '../protocol/ports/rule-store.ts';
import type { KeyCertificateStore } from '../protocol/ports/key-certificates.ts';
import type { SigningKeyStore } from '../protocol/ports/signing-key-store.ts';
import type { SingleUseStore } from '../protocol/ports/single-use-store.ts';
import type { TransactionStore } from '../protocol/ports/transaction-store.ts';

/** Where everything is kept. */
export type StorageOptions = (
  | { readonly kind: 'sqlite'; /** The database file; its folder is made when it is missing. */ readonly file: string }
  | { readonly kind: 'postgres'; /** `postgres://user:password@host:port/database` */ readonly url: string }
) & {
  /** So long the log is kept; 30 days where nothing is said. */
  readonly logRetention?: Seconds;
  /** A search of people that no index helps looks at so many of them and gives up; two millions where nothing is said. */
  readonly mostSearched?: number;
  /**
   * Called once when written data can no longer be trusted to be on the disk (a failed fsync). Nothing waiting was or will be acknowledged;
   * the process must end, and a restart recovers to the last acknowledged write.
   */
  readonly onFatal?: (error: Error) => void;
};

/** The log, written and read. */
export interface LogStore extends EventLog, LogReader {}

/** Whether the database can be used now. */
export type StorageHealth = { readonly ok: true } | { readonly ok: false; /** In words, for an operator. */ readonly problem: string };

/** What the start did to the schema. `created`: the database was empty before. */
export interface AppliedMigrations { readonly created: boolean; readonly names: readonly string[] }

/** Everything that is kept. Every write is durable when its promise resolves; an outage is thrown as `StorageUnavailable`. */
export interface Storage extends SingleUseStore {
  readonly dialect: 'sqlite' | 'postgres';
  readonly applied: AppliedMigrations;
  readonly tenants: TenantDirectory;
  readonly registry: Registry;
  readonly clients: ClientDirectory;
  readonly connections: ConnectionDirectory;
  readonly connectionRegistry: ConnectionRegistry;
  readonly grants: GrantStore;
  readonly access: GrantedAccess;
  readonly deviceKeys: DeviceKeyStore;
  readonly upstreamTokens: UpstreamTokenStore;
  readonly transactions: TransactionStore;
  readonly pending: PendingStore;
  readonly outbox: Outbox;
  readonly mail: MailStore;
  readonly tickets: TicketStore;
  readonly users: UserStore;
  readonly linkedUsers: LinkedUsers;
  readonly jobs: JobStore;
  readonly administrators: AdministratorStore;
  readonly setup: SetupStore;
  readonly roles: RoleStore;
  readonly rules: RuleStore;
  readonly sessions: SessionStore;
  readonly throttles: ThrottleStore;
  readonly signingKeys: SigningKeyStore & KeyCertificateStore;
  readonly log: LogStore;
  /** Removes rows that nobody can ask for any more, in small batches. Answers how many. */
  sweepExpired(now: Seconds): Promise<number>;
  health(): Promise<StorageHealth>;
  /** Finishes what is under way and closes. Later calls throw `StorageUnavailable`. */
  close(): Promise<void>;
}
