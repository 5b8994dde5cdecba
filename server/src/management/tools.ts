import type { KeyObject } from 'node:crypto';
import type { JobStore } from '../identity/ports/job-store.ts';
import type { KeptMails } from '../identity/ports/kept-mail.ts';
import type { LinkedUsers } from '../identity/ports/linked-users.ts';
import type { MailInspector } from '../identity/ports/mail-inspector.ts';
import type { MailTrial } from '../identity/ports/mail-trial.ts';
import type { MailStore } from '../identity/ports/mail-store.ts';
import type { BreachedPasswords } from '../identity/ports/breached-passwords.ts';
import type { ConnectionDirectory, ConnectionRegistry } from '../identity/ports/connection-store.ts';
import type { PasswordHasher } from '../identity/ports/password-hasher.ts';
import type { Session, SessionStore } from '../identity/ports/session-store.ts';
import type { TicketTools } from '../identity/tickets/issue-ticket.ts';
import type { EventLog } from '../protocol/ports/event-log.ts';
import type { PendingStore } from '../protocol/ports/pending-store.ts';
import type { ThrottleStore } from '../identity/ports/throttle-store.ts';
import type { UpstreamTokenStore } from '../identity/ports/upstream-token-store.ts';
import type { UserStore } from '../identity/ports/user-store.ts';
import type { Tenant } from '../kernel/tenant.ts';
import type { Clock } from '../kernel/time.ts';
import type { SecretTools } from '../protocol/client/client-secrets.ts';
import type { AdministratorStore } from '../protocol/ports/administrator-store.ts';
import type { AddonSecrets } from '../protocol/ports/addon-secrets.ts';
import type { ClientDirectory } from '../protocol/ports/client-directory.ts';
import type { KeyAdministration } from '../protocol/ports/key-administration.ts';
import type { KeyCertificates } from '../protocol/ports/key-certificates.ts';
import type { Outbox } from '../protocol/ports/outbox.ts';
import type { OutboundPolicy } from '../protocol/ports/outbound.ts';
import type { Registry, TenantDirectory } from '../protocol/ports/registry.ts';
import type { MessageSeal } from '../protocol/ports/message-seal.ts';
import type { RoleStore } from '../protocol/ports/role-store.ts';
import type { IdTokenUse } from '../protocol/token-exchange/read-id-token.ts';
import type { RuleStore } from '../protocol/ports/rule-store.ts';
import type { ScriptInspector } from '../protocol/ports/script-inspector.ts';
import type { IssueTools } from '../protocol/tokens/issue-tokens.ts';
import type { AuthenticationMethodName } from '../protocol/vocabulary/names.ts';
import type { PageTexts } from './prompts/own-texts.ts';
import type { PeopleTools } from './people-tools.ts';

/** Ends a session before its time, as a logout does: on every node, with its grants without offline access, and applications are told. */
export interface SessionCloser { closeSession(tenant: Tenant, session: Session): Promise<void> }

/** What the operations work with. Ports only: who implements them is wired in compose/. */
export interface ManagementTools extends SecretTools, PeopleTools, IdTokenUse, TicketTools {
  readonly pending: PendingStore;
  /** Lines of the log as a part of another write. */
  readonly log: Pick<EventLog, 'prepareLine'>;
  readonly registry: Registry;
  readonly tenants: TenantDirectory;
  readonly keys: KeyAdministration;
  readonly certificates: KeyCertificates;
  readonly addonSecrets: AddonSecrets;
  readonly clients: ClientDirectory;
  readonly clock: Clock;
  readonly outboundPolicy: OutboundPolicy;
  /** The ways in which a client can prove itself here. */
  readonly methods: readonly AuthenticationMethodName[];
  readonly users: UserStore;
  readonly linkedUsers: LinkedUsers;
  readonly upstreamTokens: Pick<UpstreamTokenStore, 'find'>;
  readonly administrators: AdministratorStore;
  readonly roles: RoleStore;
  readonly rules: RuleStore;
  readonly scripts: ScriptInspector;
  /** Keeps the values that rules are told, and passwords of mail servers, out of sight. */
  readonly messageSeal: MessageSeal;
  readonly mail: MailStore;
  readonly mailInspector: MailInspector;
  readonly mailTrial: MailTrial;
  /** The outbox of development; `undefined` in production, where no mail lies about. */
  readonly keptMails: Pick<KeptMails, 'list' | 'find'> | undefined;
  readonly outbox: Pick<Outbox, 'list'>;
  readonly connections: ConnectionDirectory;
  readonly connectionRegistry: ConnectionRegistry;
  readonly passwords: PasswordHasher;
  readonly breached: BreachedPasswords;
  readonly sessions: SessionStore;
  readonly throttles: ThrottleStore;
  readonly closer: SessionCloser;
  /** What signs tokens. */
  readonly issuing: IssueTools;
  /** The texts of hosted pages by language; the first language has every text. */
  readonly pageTexts: readonly PageTexts[];
  readonly jobs: JobStore;
  /** Signs the links to the files of exports. */
  readonly exportKey: KeyObject;
  /** The largest file of an import that is taken, in bytes. */
  readonly importLimit: number;
}
