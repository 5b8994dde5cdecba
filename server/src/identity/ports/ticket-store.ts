import type { LogRecord } from '../../kernel/log-record.ts';
import type { TokenKey } from '../../kernel/opaque-token.ts';
import type { PreparedWrite } from '../../kernel/prepared-write.ts';
import type { TenantId } from '../../kernel/tenant.ts';
import type { Seconds } from '../../kernel/time.ts';

/** What a mailbox is proved for. */
export type TicketPurpose = 'verify_email' | 'reset_password' | 'invitation';

/** What a link of a mail stands for. The store knows the key of its secret alone; its code is made of the key. */
export interface Ticket {
  readonly key: TokenKey;
  readonly purpose: TicketPurpose;
  readonly userId: string;
  readonly connection: string;
  /** The address that it proves, in its canonical form. */
  readonly email: string;
  readonly expiresAt: Seconds;
  readonly createdAt: Seconds;
  /** When it was used; `undefined`: it was not. */
  readonly spentAt: Seconds | undefined;
  readonly detail: TicketDetail;
}

/** What a ticket carries beyond its columns; members without a value are left out. */
export interface TicketDetail {
  /** Using it proves the address, whatever else it does. */
  readonly verifiesEmail: boolean;
  /** The hash of the binding cookie of the browser that asked for it: the code is good in that one alone. */
  readonly browser?: string;
  /** The key of the transaction that waits in that browser. */
  readonly origin?: TokenKey;
  /** It is for the password of this linked identity of the person. */
  readonly linkedId?: string;
  readonly clientId?: string;
  /** Where the browser goes afterwards, by the word of an administrator. */
  readonly resultUrl?: string;
  /** Auth0: the address is told to `resultUrl`. */
  readonly emailInResult?: boolean;
  /** The application or administrator who had it made; left out: the person. */
  readonly createdBy?: string;
  /** Who invites, in words. */
  readonly inviter?: string;
}

/** A session that ends, and an application that is told. */
export interface ToldEnd { readonly sid: string; readonly clientId: string }

/** What using a ticket does, in one commit. */
export interface Redemption {
  readonly at: Seconds;
  readonly log: LogRecord;
  readonly passwordHash?: string | undefined;
  /** The hash that it takes the place of, and how many of those the person is remembered by. */
  readonly former?: { readonly hash: string | undefined; readonly kept: number } | undefined;
  /** Every session and grant of the person ends, those with offline access too; `told` is who hears of it. */
  readonly ends?: { readonly told: readonly ToldEnd[] } | undefined;
  readonly along?: readonly PreparedWrite[];
}

/**
 * The tickets of every tenant; a person has one for each purpose at most. A change of address or password removes those of the person (`UserStore.replace`),
 * so one that is still there is still for the account as it was.
 */
export interface TicketStore {
  /** Stores a ticket in the place of an older one of its person and purpose, as a part of somebody else's commit. */
  prepareIssue(tenant: TenantId, ticket: Ticket): PreparedWrite;
  /** Writes what was prepared, in one commit that nothing else leads to. */
  commit(along: readonly PreparedWrite[]): Promise<void>;
  /** Expiry is the caller's to judge. */
  find(tenant: TenantId, key: TokenKey): Promise<Ticket | undefined>;
  findOf(tenant: TenantId, userId: string, purpose: TicketPurpose): Promise<Ticket | undefined>;
  /** Of any number of calls, on any number of nodes, exactly one is told `redeemed`, and what it does is stored. With a new password every other ticket of the person ends. */
  redeem(tenant: TenantId, ticket: Ticket, redemption: Redemption): Promise<'redeemed' | 'lost'>;
}
