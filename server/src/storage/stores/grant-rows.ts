import type { TokenKey } from '../../kernel/opaque-token.ts';
import type { Seconds } from '../../kernel/time.ts';
import type { RegisteredRedirectUri } from '../../protocol/client/client.ts';
import type { CodeInContext, GrantInContext, TokenInContext } from '../../protocol/ports/grant-store.ts';
import type { Profile, SessionState, Subject } from '../../protocol/subject.ts';
import type { Issuance } from '../../protocol/tokens/issuance.ts';
import type { AuthorizationCode, Grant, GrantDetail, TokenDetail, TokenRecord } from '../../protocol/tokens/records.ts';
import { codes, consents, grants, tokens, type HotRow } from '../hot-tables.ts';
import type { OfflineRow } from '../queries/access-queries.ts';
import type { GrantColumns } from '../queries/grant-queries.ts';
import { logRow } from './log-rows.ts';
import { outboxRow } from './outbox.ts';

/** Every row of an issuance; the payment is not among them. */
export function issuanceRows(issuance: Issuance): readonly HotRow[] {
  const { tenant, grant, code, consent, log } = issuance;
  const rows: HotRow[] = [];
  if (grant !== undefined) rows.push(grantRow(tenant, grant));
  if (code !== undefined) rows.push(codeRow(tenant, code));
  for (const token of issuance.tokens ?? []) rows.push(tokenRow(tenant, token));
  if (consent !== undefined) {
    const { userId, clientId, audience, scope, givenAt } = consent;
    // The empty scope says that the person was asked, whatever was allowed.
    for (const one of new Set(['', ...scope])) rows.push(consents.row({ tenant_id: tenant, user_id: userId, client_id: clientId, audience: audience ?? '', scope: one, given_at: givenAt }));
  }
  if (log !== undefined) rows.push(logRow(tenant, log));
  for (const message of issuance.messages ?? []) rows.push(outboxRow(message));
  return rows;
}

const grantRow = (tenant: string, grant: Grant) => grants.row({
  tenant_id: tenant, key: grant.key, client_id: grant.clientId, user_id: grant.userId ?? null, session_key: grant.sessionKey ?? null, offline: grant.offline ? 1 : 0,
  scope: grant.scope.join(' '), audience: grant.audience ?? null, auth_time: grant.authTime ?? null, device: grant.device ?? null, created_at: grant.createdAt,
  absolute_expires_at: grant.absoluteExpiresAt, revoked_at: null, detail: jsonOf(grant.detail),
});

const codeRow = (tenant: string, code: AuthorizationCode) => codes.row({
  tenant_id: tenant, key: code.key, grant_key: code.grantKey, client_id: code.clientId, redirect_uri: code.redirectUri, challenge: code.challenge?.challenge ?? null,
  nonce: code.nonce ?? null, expires_at: code.expiresAt, detail: code.dpopJkt ?? null,
});

const tokenRow = (tenant: string, token: TokenRecord) => tokens.row({
  tenant_id: tenant, key: token.key, kind: token.kind, grant_key: token.grantKey ?? null, client_id: token.clientId, user_id: token.userId ?? null, scope: token.scope.join(' '),
  audience: token.audience ?? null, issued_at: token.issuedAt, expires_at: token.expiresAt, detail: jsonOf(token.detail),
});

const jsonOf = (detail: object | undefined): string | null => (detail === undefined ? null : JSON.stringify(detail));
const detailOf = <T>(text: string | null): T | undefined => (text === null ? undefined : JSON.parse(text) as T);

const scopeOf = (text: string | null): readonly string[] => (text === null || text === '' ? [] : text.split(' '));

/** What the rows say of a grant; what administrators set is looked up beside. */
export type StoredContext = Omit<GrantInContext, 'connectionEnabled'>;

/** `undefined`: there is no grant in the row. `now` decides whether the session is over. */
export function contextOf(row: GrantColumns, now: Seconds): StoredContext | undefined {
  if (row.g_key === null) return undefined;
  return { grant: grantOf(row), revokedAt: row.revoked_at ?? undefined, subject: subjectOf(row), session: sessionOf(row, now) };
}

/** A grant without what decides whether it may be used. */
export const grantOf = (row: OfflineRow): Grant => ({
  key: row.g_key as TokenKey, clientId: row.g_client_id ?? '', userId: row.g_user_id ?? undefined, sessionKey: row.session_key ?? undefined, offline: row.offline === 1,
  scope: scopeOf(row.g_scope), audience: row.g_audience ?? undefined, authTime: row.auth_time ?? undefined, device: row.device ?? undefined,
  createdAt: row.created_at ?? 0, absoluteExpiresAt: row.absolute_expires_at ?? 0, detail: detailOf<GrantDetail>(row.g_detail),
});

/** OIDC Core §5.1: the claims of a person are the profile with what the server itself keeps about them. */
function subjectOf(row: GrantColumns): Subject | undefined {
  if (row.connection === null) return undefined;
  const mail = row.email === null ? {} : { email: row.email, email_verified: row.email_verified === 1 };
  const profile: Profile = { ...(JSON.parse(row.profile ?? '{}') as Profile), ...mail, updated_at: row.updated_at };
  return { id: row.g_user_id ?? '', connection: row.connection, blocked: row.blocked === 1, profile };
}

const sessionOf = (row: GrantColumns, now: Seconds): SessionState | undefined =>
  row.s_user_id === null || (row.s_ends_at ?? 0) <= now ? undefined : { sid: row.session_key ?? '', subject: row.s_user_id, authTime: row.s_auth_time ?? 0 };

/** A code with the columns of its grant. */
export interface CodeRow extends GrantColumns { readonly key: string; readonly client_id: string; readonly redirect_uri: string; readonly challenge: string | null; readonly nonce: string | null; readonly expires_at: number; readonly detail: string | null }

/** A code with its grant; a code whose grant is gone is no code. */
export function codeOf(row: CodeRow, now: Seconds): (StoredContext & Pick<CodeInContext, 'code'>) | undefined {
  const context = contextOf(row, now);
  if (context === undefined) return undefined;
  const { key, client_id: clientId, redirect_uri, challenge, nonce, expires_at: expiresAt } = row;
  return {
    ...context,
    code: {
      key: key as TokenKey, grantKey: context.grant.key, clientId, redirectUri: redirect_uri as RegisteredRedirectUri,
      challenge: challenge === null ? undefined : { challenge, method: 'S256' }, nonce: nonce ?? undefined, expiresAt, dpopJkt: row.detail ?? undefined,
    },
  };
}

/** A token with the columns of its grant, if it has one. */
export interface TokenRow extends GrantColumns {
  readonly key: string; readonly kind: string; readonly grant_key: string | null; readonly client_id: string; readonly user_id: string | null; readonly scope: string;
  readonly audience: string | null; readonly issued_at: number; readonly expires_at: number; readonly detail: string | null;
}

/** A token with its grant; `now` decides whether the session is over. */
export const tokenOf = (row: TokenRow, now: Seconds): Pick<TokenInContext, 'token'> & { readonly context: StoredContext | undefined } => ({
  token: {
    key: row.key as TokenKey, kind: row.kind as TokenRecord['kind'], grantKey: (row.grant_key ?? undefined) as TokenKey | undefined, clientId: row.client_id, userId: row.user_id ?? undefined,
    scope: scopeOf(row.scope), audience: row.audience ?? undefined, issuedAt: row.issued_at, expiresAt: row.expires_at, detail: detailOf<TokenDetail>(row.detail),
  },
  context: contextOf(row, now),
});
