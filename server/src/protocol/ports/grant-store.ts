import type { TokenKey } from '../../kernel/opaque-token.ts';
import type { TenantId } from '../../kernel/tenant.ts';
import type { Seconds } from '../../kernel/time.ts';
import type { SessionState, Subject } from '../subject.ts';
import type { Issuance, SingleUseKind, Spent } from '../tokens/issuance.ts';
import type { AuthorizationCode, Grant, TokenRecord } from '../tokens/records.ts';
import type { Pending } from './pending-store.ts';

/** A grant with what decides whether it may still be used, read in one statement. */
export interface GrantInContext {
  readonly grant: Grant;
  readonly revokedAt: Seconds | undefined;
  /** `undefined`: the grant has no user, or the user is gone. */
  readonly subject: Subject | undefined;
  /** The connection that the person comes from is enabled for the application now; `true` where the grant has no person. */
  readonly connectionEnabled: boolean;
  /** `undefined`: the grant has no session, or it ended. */
  readonly session: SessionState | undefined;
}
/** A code with its grant, read in one statement. */
export interface CodeInContext extends GrantInContext { readonly code: AuthorizationCode }
/** `context` is `undefined` for a token without a grant (client credentials). */
export interface TokenInContext { readonly token: TokenRecord; readonly context: GrantInContext | undefined }

/** Grants with everything that is issued from them, and the marks of single-use values that were spent. */
export interface GrantStore {
  findCode(tenant: TenantId, key: TokenKey): Promise<CodeInContext | undefined>;
  findToken(tenant: TenantId, key: TokenKey): Promise<TokenInContext | undefined>;
  findGrant(tenant: TenantId, key: TokenKey): Promise<GrantInContext | undefined>;
  /**
   * Spends the payment and stores everything, or does nothing and says who spent it. One atomic step: of any number of concurrent calls
   * with the same payment, on any number of nodes, exactly one gets `issued`. Resolves when the write is durable.
   * A grant with offline access puts the oldest of the same person and application out where there would be more than `mostOfflineGrants`; as many more may stand for a while as are stored at one moment.
   */
  commit(issuance: Issuance): Promise<'issued' | Spent>;
  /**
   * A person answered what waited: stores `next` (see `PendingStore.advance`) together with the issuance, which has no payment. `stale`: nothing was stored,
   * because the thing changed meanwhile. One atomic step, durable when it resolves.
   */
  settle(issuance: Omit<Issuance, 'payment'>, next: Pending<object>): Promise<'issued' | 'stale'>;
  /** The mark of a spent value, if it was spent. */
  findSpent(tenant: TenantId, kind: SingleUseKind, key: TokenKey): Promise<Spent | undefined>;
  /** RFC 6749 §4.1.2, RFC 9700 §4.14.2: everything that came from this grant stops working, on every node, when this resolves. */
  revokeGrant(tenant: TenantId, key: TokenKey, at: Seconds): Promise<void>;
  /** RFC 7009 §2.1: one opaque access token stops working when this resolves. */
  revokeToken(tenant: TenantId, key: TokenKey): Promise<void>;
  /** The scopes that this person allowed this client, for one API (or none); `undefined`: was never asked. */
  consentedScope(tenant: TenantId, userId: string, clientId: string, audience: string | undefined): Promise<readonly string[] | undefined>;
}
