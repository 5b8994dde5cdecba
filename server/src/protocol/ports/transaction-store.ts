import type { TokenKey } from '../../kernel/opaque-token.ts';
import type { PreparedWrite } from '../../kernel/prepared-write.ts';
import type { TenantId } from '../../kernel/tenant.ts';
import type { Seconds } from '../../kernel/time.ts';

/** One authorization request on its way through the pages. */
export interface Transaction {
  readonly key: TokenKey;
  /** Counts up with every step: compare-and-set. */
  readonly version: number;
  readonly clientId: string;
  /** What the steps lead to. Left out: an authorization request. `device`: a device that waits (RFC 8628 §3.3). `approvals` and `account`: pages of the server itself, for no application; `clientId` is empty. `mail`: a mailbox that is to be proved, outside of any sign-in; `clientId` is empty where no application asked. */
  readonly purpose?: 'device' | 'approvals' | 'account' | 'mail' | undefined;
  /** The parameters of the authorization request as they were accepted. */
  readonly request: Readonly<Record<string, readonly string[]>>;
  /** The steps that the person finished in this very transaction. */
  readonly done: readonly ('login' | 'consent')[];
  /** The hash of the browser's binding cookie. */
  readonly browser: string;
  /** The session in which the steps were taken; set by the login step. */
  readonly sessionKey: string | undefined;
  /** What the person typed as a name, to fill the form again. */
  readonly expiresAt: Seconds;
}

/** The authorization requests that wait while their person is on the pages. */
export interface TransactionStore {
  /** What goes `along` is stored with it. */
  open(tenant: TenantId, transaction: Transaction, along?: readonly PreparedWrite[]): Promise<void>;
  load(tenant: TenantId, key: TokenKey): Promise<Transaction | undefined>;
  /** Stores `next` if the stored version is `next.version - 1`: two tabs cannot both finish a step. What goes `along` is stored with it or not at all. */
  advance(tenant: TenantId, next: Transaction, along?: readonly PreparedWrite[]): Promise<'advanced' | 'stale'>;
  /** Removes a finished transaction; false when somebody else finished it first. */
  finish(tenant: TenantId, key: TokenKey, version: number): Promise<boolean>;
}
