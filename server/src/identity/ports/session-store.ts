import type { LogRecord } from '../../kernel/log-record.ts';
import type { TokenKey } from '../../kernel/opaque-token.ts';
import type { PreparedWrite } from '../../kernel/prepared-write.ts';
import type { TenantId } from '../../kernel/tenant.ts';
import type { Seconds } from '../../kernel/time.ts';

/** A person signed in at one browser. */
export interface Session {
  readonly key: TokenKey;
  /** `sid` in ID tokens and logout tokens: names the session without being able to use it. It stays when the same person signs in again, so that what applications know stays true. */
  readonly sid: string;
  readonly userId: string;
  readonly authTime: Seconds;
  readonly lastSeen: Seconds;
  readonly idleExpiresAt: Seconds;
  readonly absoluteExpiresAt: Seconds;
  readonly userAgent: string;
  readonly address: string;
  /** Auth0: what administrators wrote down about it. */
  readonly metadata?: Readonly<Record<string, string>> | undefined;
}

/** When a session ends, and which applications get a message of it. */
export interface SessionEnd {
  readonly at: Seconds;
  readonly told: readonly string[];
  /** Grants with offline access end too. */
  readonly offline?: boolean | undefined;
  /** A line of the log for the same commit. */
  readonly log?: LogRecord | undefined;
}

/** A page of sessions. `before`: only those whose key sorts before this one. */
export interface SessionPage { readonly now: Seconds; readonly before?: TokenKey | undefined; readonly take: number }

/** The sessions of every tenant. */
export interface SessionStore {
  /**
   * A new session, as a part of somebody else's commit, in which the sign-in is counted for the person. In the place of an older one (`replaced`) it takes over its `sid`, so that what was granted there goes on,
   * and ends it; where that one has ended meanwhile, its `sid` is over, and the new session keeps its own.
   */
  prepareStart(tenant: TenantId, session: Session, replaced?: TokenKey): PreparedWrite;
  /** `undefined` when it ended; expiry is the caller's to judge. */
  load(tenant: TenantId, key: TokenKey): Promise<Session | undefined>;
  /** Moves lastSeen and idleExpiresAt; at most once a minute per session is enough. */
  touch(tenant: TenantId, key: TokenKey, lastSeen: Seconds, idleExpiresAt: Seconds): Promise<void>;
  /** One commit: administrators' words about a session, in the place of those of before; `{}` takes them away. `false`: there is no such session any more, and no line is stored. */
  annotate(tenant: TenantId, sid: string, note: { readonly metadata: Readonly<Record<string, string>>; readonly log?: LogRecord | undefined }): Promise<boolean>;
  /** The ids of the applications that got a grant in this session. */
  listApplications(tenant: TenantId, session: Session): Promise<readonly string[]>;
  /**
   * One commit: ends the session on every node, revokes its grants that have no offline access (or all, with `offline`), and puts a message for each of `told` into the outbox.
   * Answers the applications that had got a grant until then; none where the session had ended before, and then nothing is written.
   */
  end(tenant: TenantId, session: Session, end: SessionEnd): Promise<readonly string[]>;
  /** Every session of a person, newest sign-in first. */
  listByUser(tenant: TenantId, userId: string): Promise<readonly Session[]>;
  /** The sessions of a person that have not reached one of their ends, newest first. */
  pageByUser(tenant: TenantId, userId: string, page: SessionPage): Promise<readonly Session[]>;
  findBySid(tenant: TenantId, sid: string): Promise<Session | undefined>;
}
