import type { TokenKey } from '../../kernel/opaque-token.ts';
import type { TenantId } from '../../kernel/tenant.ts';
import type { Seconds } from '../../kernel/time.ts';

/** A person signed in at one browser. */
export interface Session {
  readonly key: TokenKey;
  /** `sid` in ID tokens and logout tokens: names the session without being able to use it. */
  readonly sid: string;
  readonly userId: string;
  readonly authTime: Seconds;
  readonly lastSeen: Seconds;
  readonly idleExpiresAt: Seconds;
  readonly absoluteExpiresAt: Seconds;
  readonly userAgent: string;
  readonly address: string;
}

/** The sessions of every tenant. */
export interface SessionStore {
  start(tenant: TenantId, session: Session): Promise<void>;
  /** `undefined` when it ended; expiry is the caller's to judge. */
  load(tenant: TenantId, key: TokenKey): Promise<Session | undefined>;
  /** Moves lastSeen and idleExpiresAt; at most once a minute per session is enough. */
  touch(tenant: TenantId, key: TokenKey, lastSeen: Seconds, idleExpiresAt: Seconds): Promise<void>;
  /** Ends the session on every node, and revokes its grants that have no offline access, when this resolves. */
  end(tenant: TenantId, key: TokenKey, at: Seconds): Promise<void>;
  findBySid(tenant: TenantId, sid: string): Promise<Session | undefined>;
}
