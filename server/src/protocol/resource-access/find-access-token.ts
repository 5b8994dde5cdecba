import type { OpaqueTokens, TokenKey } from '../../kernel/opaque-token.ts';
import type { Tenant } from '../../kernel/tenant.ts';
import type { Seconds } from '../../kernel/time.ts';
import type { AuthorizationDetail } from '../authorization-details/authorization-detail.ts';
import type { GrantInContext, GrantStore } from '../ports/grant-store.ts';
import type { TokenVerifier } from '../ports/key-ring.ts';
import type { Confirmation } from '../sender-constraint/confirmation.ts';
import type { Actor, TokenRecord } from '../tokens/records.ts';

/** A token as somebody showed it, before anything but its origin is believed. */
export interface PresentedToken {
  readonly kind: 'access_token' | 'refresh_token' | 'other';
  readonly format: 'opaque' | 'jwt';
  readonly clientId: string;
  readonly subject: string | undefined;
  readonly scope: readonly string[];
  readonly audience: readonly string[];
  readonly issuedAt: Seconds;
  readonly expiresAt: Seconds;
  /** What a revocation of this one token is remembered under. */
  readonly key: TokenKey;
  readonly grantKey: TokenKey | undefined;
  /** `undefined`: it has no grant (client credentials), or the grant is gone; `grantKey` tells which. */
  readonly context: GrantInContext | undefined;
  readonly revoked: boolean;
  /** The key that it is bound to; `undefined`: it is a bearer token. */
  readonly confirmation: Confirmation | undefined;
  readonly authorizationDetails: readonly AuthorizationDetail[] | undefined;
  readonly actor: Actor | undefined;
  /** RFC 8693 §4.4, as it stands in the token. */
  readonly mayAct: unknown;
}

/** What a presented token is looked up with: rows for an opaque one, the keys of the tenant for a JWT. */
export interface TokenLookup { readonly grants: GrantStore; readonly tokens: OpaqueTokens; readonly verifier: TokenVerifier }

/** Finds a presented token, opaque or JWT; `undefined` when it is none of this tenant's. Expiry and usability are for the caller to judge. */
export async function findPresentedToken(tenant: Tenant, presented: string, tools: TokenLookup): Promise<PresentedToken | undefined> {
  const key = tools.tokens.keyOf(presented);
  if (key === undefined) return findJwt(tenant, presented, tools);
  const found = await tools.grants.findToken(tenant.id, key);
  if (found === undefined) return undefined;
  const { token, context } = found;
  return { ...opaque(token, tenant), context, revoked: false };
}

function opaque(token: TokenRecord, tenant: Tenant): Omit<PresentedToken, 'context' | 'revoked'> {
  const { kind, clientId, scope, issuedAt, expiresAt, key, grantKey, detail } = token;
  const audience = token.audience ?? (scope.includes('openid') ? `${tenant.issuer}userinfo` : undefined);
  return { kind, format: 'opaque', clientId, subject: token.userId, scope, audience: audience === undefined ? [] : [audience], issuedAt, expiresAt, key, grantKey, confirmation: detail?.confirmation, authorizationDetails: detail?.authorizationDetails, actor: detail?.actor, mayAct: undefined };
}

const jwtId = /^(?:([0-9a-f]{12}[A-Za-z0-9_-]{32})\.)?([0-9a-f]{12}[A-Za-z0-9_-]{32})$/;

/** What a revocation of a self-contained token is remembered under, by its `jti`; `undefined`: no token of ours has such a one. */
export const keyOfJwtId = (jti: string): TokenKey | undefined => jwtId.exec(jti)?.[2] as TokenKey | undefined;

async function findJwt(tenant: Tenant, presented: string, { grants, verifier }: TokenLookup): Promise<PresentedToken | undefined> {
  const verified = await verifier.verify(tenant, presented);
  if (verified === undefined || verified.claims['iss'] !== tenant.issuer) return undefined;
  return presentedJwt(tenant, verified.claims, grants);
}

/** What the claims of a verified JWT of the tenant stand for. Only access tokens carry a jti of ours and name their client in azp: an ID token is not one (RFC 8725 §3.12). */
export async function presentedJwt(tenant: Tenant, claims: Readonly<Record<string, unknown>>, grants: GrantStore): Promise<PresentedToken> {
  const id = typeof claims['jti'] === 'string' ? jwtId.exec(claims['jti']) : null;
  const common = {
    format: 'jwt', subject: text(claims['sub']), scope: text(claims['scope'])?.split(' ') ?? [], audience: list(claims['aud']), issuedAt: number(claims['iat']), expiresAt: number(claims['exp']),
    // What we signed has the shape that we gave it.
    confirmation: claims['cnf'] as Confirmation | undefined, authorizationDetails: claims['authorization_details'] as readonly AuthorizationDetail[] | undefined, actor: claims['act'] as Actor | undefined, mayAct: claims['may_act'],
  } as const;
  if (id === null || typeof claims['azp'] !== 'string') return { ...common, kind: 'other', clientId: '', key: '' as TokenKey, grantKey: undefined, context: undefined, revoked: false };
  const [grantKey, key] = [id[1] as TokenKey | undefined, id[2] as TokenKey];
  const context = grantKey === undefined ? undefined : await grants.findGrant(tenant.id, grantKey);
  const revoked = (await grants.findSpent(tenant.id, 'revoked_jti', key)) !== undefined;
  return { ...common, kind: 'access_token', clientId: claims['azp'], key, grantKey, context, revoked };
}

const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined);
const number = (value: unknown): Seconds => (typeof value === 'number' ? value : 0);
const list = (value: unknown): readonly string[] => (Array.isArray(value) ? value.filter((entry) => typeof entry === 'string') : typeof value === 'string' ? [value] : []);
