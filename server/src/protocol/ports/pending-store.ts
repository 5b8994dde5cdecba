import type { TokenKey } from '../../kernel/opaque-token.ts';
import type { PreparedWrite } from '../../kernel/prepared-write.ts';
import type { TenantId } from '../../kernel/tenant.ts';
import type { Seconds } from '../../kernel/time.ts';

/** What waits for somebody: a pushed authorization request (RFC 9126), a device (RFC 8628) and the code that leads to it, a CIBA request and the list of those that wait for one person, an initial access token (RFC 7591 §3), a mail that nobody sent (development), a code that was mailed to sign in with, a job that was done with its answer, a person on the way to another provider and back. */
export type PendingKind = 'par' | 'device' | 'user_code' | 'ciba' | 'ciba_person' | 'initial_access_token' | 'kept_mail' | 'mail_code' | 'mail_job' | 'upstream';

/** A thing that waits. `Data` is what its family keeps in it; plain JSON. */
export interface Pending<Data> {
  readonly kind: PendingKind;
  /** The key of the opaque token that names it, or a hash of what a person types. Never the value itself. */
  readonly key: TokenKey | string;
  /** Counts up with every change: compare-and-set. A new one has 1. */
  readonly version: number;
  readonly expiresAt: Seconds;
  readonly data: Data;
}

/** Things that wait for a person or for a second request. They expire, and are swept away. */
export interface PendingStore {
  /** Stores all or none, with what others prepared `along`; `taken` when one of the keys is in use. */
  open(tenant: TenantId, things: readonly Pending<object>[], along?: readonly PreparedWrite[]): Promise<'opened' | 'taken'>;
  /** Expiry is the caller's to judge. */
  load<Data extends object>(tenant: TenantId, kind: PendingKind, key: string): Promise<Pending<Data> | undefined>;
  /** Stores `next` if the stored version is `next.version - 1`: of two that change it at once one is `stale`. What others prepared is stored `along`, or not at all. */
  advance(tenant: TenantId, next: Pending<object>, along?: readonly PreparedWrite[]): Promise<'advanced' | 'stale'>;
  /** Those of one kind, newest first where keys begin with their time; at most `take`. */
  list<Data extends object>(tenant: TenantId, kind: PendingKind, take: number): Promise<readonly Pending<Data>[]>;
  /** True for the one call that removed it. */
  remove(tenant: TenantId, kind: PendingKind, key: string): Promise<boolean>;
}
