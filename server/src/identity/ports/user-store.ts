import type { LogRecord } from '../../kernel/log-record.ts';
import type { PreparedWrite } from '../../kernel/prepared-write.ts';
import type { TenantId } from '../../kernel/tenant.ts';
import type { Seconds } from '../../kernel/time.ts';
import type { FoundUsers, UserSearch } from './user-search.ts';

/** When and from which address a person last signed in, and how often so far. */
export interface LastSignIn { readonly at: Seconds; readonly address: string; readonly count: number }

/** A person of a tenant. `profile` holds the OIDC Core §5.1 claims that were given, named as on the wire. */
export interface User {
  readonly id: string;
  readonly connection: string;
  /** As the person wrote it. */
  readonly email: string | undefined;
  /** The one form under which it is found again: NFKC, lower case. */
  readonly canonicalEmail: string | undefined;
  readonly emailVerified: boolean;
  readonly username: string | undefined;
  readonly blocked: boolean;
  /** A PHC string, a hash of another system (`foreign-hashes.ts`), or nothing for a person without a password. */
  readonly passwordHash: string | undefined;
  readonly profile: Readonly<Record<string, unknown>>;
  readonly userMetadata: Readonly<Record<string, unknown>>;
  readonly appMetadata: Readonly<Record<string, unknown>>;
  readonly createdAt: Seconds;
  readonly updatedAt: Seconds;
  /** `undefined`: never yet. Sign-ins through the hosted pages count. */
  readonly lastSignIn?: LastSignIn | undefined;
  /** The person was found by a name of this linked identity, and `passwordHash` is that one's. `undefined`: the person's own account. */
  readonly linkedId?: string | undefined;
}

/** What a change of a person goes by, and what is stored with it. */
export interface UserChange { readonly seen: User; readonly log?: LogRecord; readonly revokedAt?: Seconds | undefined; /** What other stores prepared for the same commit. */ readonly along?: readonly PreparedWrite[]; /** How many former passwords are remembered, where the change sets one. */ readonly formerKept?: number | undefined }

/** The people of every tenant. */
export interface UserStore {
  find(tenant: TenantId, id: string): Promise<User | undefined>;
  /** By canonical email or by username, in one connection; through a linked identity the person that it is linked to. */
  findByLogin(tenant: TenantId, connection: string, login: string): Promise<User | undefined>;
  /** Everybody with this address in its canonical form, in all connections. */
  listByEmail(tenant: TenantId, canonicalEmail: string): Promise<readonly User[]>;
  /** One page of those whom a filter lets through. `too_wide`: more people would have had to be looked at than one search may, and the page could not be filled. */
  search(tenant: TenantId, search: UserSearch): Promise<FoundUsers | 'too_wide'>;
  /** How many signed in for the last time since then. */
  countSignedIn(tenant: TenantId, since: Seconds): Promise<number>;
  /** Which of these names to sign in with, and which of these ids, are somebody's; `login` is undefined for an id. */
  listTaken(tenant: TenantId, connection: string, names: { readonly logins: readonly string[]; readonly ids: readonly string[] }): Promise<readonly { readonly login: string | undefined; readonly id: string }[]>;
  /** People in the order of their ids, those after `after`; of one connection, or of all. */
  listAfter(tenant: TenantId, page: { readonly connection: string | undefined; readonly after: string; readonly take: number }): Promise<readonly User[]>;
  /** With what others prepared `along`, or nothing of it where `taken`. */
  insert(tenant: TenantId, user: User, log?: LogRecord, along?: readonly PreparedWrite[]): Promise<'inserted' | 'taken'>;
  /**
   * Everything of a person but id, connection and time of creation, with the names to sign in with, as long as the person is as `seen` (found by id: names and password of a linked identity are not the person's own). `taken`: one of the names is
   * somebody else's. `lost`: somebody else was faster, or the person is gone. With `revokedAt` every grant of the person is revoked in the same commit, those with offline access too.
   * Where address or password are others now, the tickets of the person end in it.
   */
  replace(tenant: TenantId, user: User, change: UserChange): Promise<'replaced' | 'taken' | 'lost'>;
  /** Hashes of passwords that the person had before the one in use, newest first. */
  listFormerHashes(tenant: TenantId, id: string, most: number): Promise<readonly string[]>;
  /** The same password, hashed anew. */
  replacePasswordHash(tenant: TenantId, id: string, passwordHash: string, at: Seconds): Promise<void>;
  /** Another hash of the same password, where `seen` is still the stored one: a password that was changed meanwhile stays. */
  renewPasswordHash(tenant: TenantId, id: string, hashes: { readonly seen: string; readonly next: string }): Promise<void>;
  setBlocked(tenant: TenantId, id: string, blocked: boolean, at: Seconds): Promise<void>;
  /** Removes the person with sessions, grants and consents. */
  remove(tenant: TenantId, id: string, log?: LogRecord): Promise<void>;
}
