import type { LogRecord } from '../../kernel/log-record.ts';
import type { TokenKey } from '../../kernel/opaque-token.ts';
import type { TenantId } from '../../kernel/tenant.ts';
import type { Seconds } from '../../kernel/time.ts';
import type { ConsentRecord } from '../tokens/issuance.ts';
import type { Grant } from '../tokens/records.ts';

/** Whose access; with `clientId`, at one application. */
export interface AccessFilter { readonly userId: string; readonly clientId?: string | undefined }
/** `before`: only what is older than this one. */
export interface AccessPage { readonly now: Seconds; readonly before?: TokenKey | undefined; readonly take: number }
/** When access ends, and the line of the log that is stored with it. */
export interface AccessEnd { readonly at: Seconds; readonly log?: LogRecord | undefined }
/** Consents by person, application and API; what is left out may be any. The empty audience is consent without an API. */
export interface ConsentFilter { readonly userId?: string | undefined; readonly clientId?: string | undefined; readonly audience?: string | undefined }

/** What people allowed to stay, as administrators and the people themselves see it. */
export interface GrantedAccess {
  /** Grants with offline access that are neither revoked nor past their end, newest first: each stands for one family of refresh tokens at one device. */
  listOffline(tenant: TenantId, filter: AccessFilter, page: AccessPage): Promise<readonly Grant[]>;
  /** Grants for an API with a life of their own that stand behind no person, neither revoked nor past their end, newest first. */
  listOfApplications(tenant: TenantId, audience: string, page: AccessPage): Promise<readonly Grant[]>;
  /** What stands with the marks of self-contained tokens that were ended with words, newest first. */
  listRevokedJwts(tenant: TenantId, page: Omit<AccessPage, 'now'>): Promise<readonly { readonly key: TokenKey; readonly words: string }[]>;
  /** One commit: the grant stops working with all that came from it, on every node, when this resolves. `false`: it did not work before, and no line is stored. */
  revoke(tenant: TenantId, key: TokenKey, end: AccessEnd): Promise<boolean>;
  /** One commit: administrators' words about a grant, in the place of those of before; `{}` takes them away. `stale`: the grant is not any more what it was when it was read, and nothing is stored. */
  annotate(tenant: TenantId, grant: Grant, note: { readonly metadata: Readonly<Record<string, string>>; readonly log?: LogRecord | undefined }): Promise<'annotated' | 'stale'>;
  /** One commit: `refresh_tokens` ends grants with offline access, `everything` ends all. Answers how many. */
  revokeAll(tenant: TenantId, filter: AccessFilter & { readonly reach: 'refresh_tokens' | 'everything' }, end: AccessEnd): Promise<number>;
  /** By person, application and API. */
  listConsents(tenant: TenantId, filter: ConsentFilter, page: { readonly offset: number; readonly take: number }): Promise<readonly ConsentRecord[]>;
  countConsents(tenant: TenantId, filter: ConsentFilter): Promise<number>;
  /** OIDC Core §11: one commit removes the consents of a person and ends every grant that was given at those applications for those APIs. Answers how many consents there were. */
  withdrawConsents(tenant: TenantId, filter: ConsentFilter & { readonly userId: string }, end: AccessEnd): Promise<number>;
}
