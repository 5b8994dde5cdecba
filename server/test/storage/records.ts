import type { LogRecord } from '../../src/kernel/log-record.ts';
import type { Session } from '../../src/identity/ports/session-store.ts';
import type { User } from '../../src/identity/ports/user-store.ts';
import { newKey, type TokenKey } from '../../src/kernel/opaque-token.ts';
import { tenantDefaults, type Issuer, type Tenant, type TenantId } from '../../src/kernel/tenant.ts';
import { clientDefaults } from '../../src/protocol/client/client-defaults.ts';
import type { Client, ClientId, RegisteredRedirectUri } from '../../src/protocol/client/client.ts';
import { resourceServerDefaults, type ResourceServer } from '../../src/protocol/client/resource-server.ts';
import type { StoredSigningKey } from '../../src/protocol/ports/signing-key-store.ts';
import type { Transaction } from '../../src/protocol/ports/transaction-store.ts';
import type { Payment, SingleUseKind } from '../../src/protocol/tokens/issuance.ts';
import type { Storage } from '../../src/storage/storage.ts';
import type { AuthorizationCode, Grant, TokenRecord } from '../../src/protocol/tokens/records.ts';

export const acme = 'acme' as TenantId;
export const other = 'other' as TenantId;
export const key = (): TokenKey => newKey(Date.now());
export const now = (): number => Math.floor(Date.now() / 1000);

export const tenantRecord = (id: TenantId): Tenant => ({
  id, name: `Tenant ${id}`, issuer: `https://${id}.example/` as Issuer,
  settings: { environment: 'production', supportEmail: 'help@example.com', logoutUris: [], defaultAudience: 'https://api.example', sessionIdleTtl: 100, sessionAbsoluteTtl: 1000, ...tenantDefaults },
});

export const clientRecord = (over: Partial<Client> = {}): Client => ({
  tenant: acme, id: 'app' as ClientId, name: 'App', description: 'An application', logoUri: 'https://app.example/logo.png', policyUri: 'https://app.example/policy', tosUri: 'https://app.example/tos',
  initiateLoginUri: 'https://app.example/start', type: 'regular_web', firstParty: true, enabled: true, sample: false, authenticationMethod: 'client_secret_basic', secrets: [{ hash: 'h', expiresAt: 5 }],
  redirectUris: ['https://app.example/cb'], logoutUris: [], webOrigins: ['https://app.example'], grantTypes: ['authorization_code'], requiresPkce: true, idTokenTtl: 36_000, idTokenAlg: 'RS256',
  claimsStyle: 'strict', refresh: { leeway: 0, idleTtl: 100, absoluteTtl: 1000 }, tokenInQueryAllowed: false, ...clientDefaults, ...over,
});

export const apiRecord = (over: Partial<ResourceServer> = {}): ResourceServer => ({
  tenant: acme, id: 'api_1', identifier: 'https://api.example', name: 'API', permissions: [{ value: 'read:things', description: 'Read' }], tokenTtl: 600, signingAlg: 'ES256', dialect: 'auth0',
  allowOfflineAccess: true, skipConsentForFirstParty: true, introspectors: [], ...resourceServerDefaults, enabled: true, sample: false, ...over,
});

export const userRecord = (over: Partial<User> = {}): User => ({
  id: 'auth0|1', connection: 'people', email: 'Ann@Example.com', canonicalEmail: 'ann@example.com', emailVerified: true, username: 'Ann', blocked: false, passwordHash: '$argon2id$x',
  profile: { name: 'Ann', locale: 'de' }, userMetadata: { colour: 'green' }, appMetadata: { plan: 'gold' }, createdAt: 100, updatedAt: 200, ...over,
});

export const sessionRecord = (over: Partial<Session> = {}): Session => ({
  key: key(), sid: key(), userId: 'auth0|1', authTime: now(), lastSeen: now(), idleExpiresAt: now() + 100, absoluteExpiresAt: now() + 1000, userAgent: 'Browser/1', address: '192.0.2.1', ...over,
});

export const grantRecord = (over: Partial<Grant> = {}): Grant => ({
  key: key(), clientId: 'app', userId: 'auth0|1', sessionKey: undefined, offline: false, scope: ['openid', 'read:things'], audience: 'https://api.example', authTime: 90, device: 'Phone',
  createdAt: now(), absoluteExpiresAt: now() + 1000, detail: { acr: 'a', claims: { userinfo: { name: null }, idToken: {} } }, ...over,
});

export const codeRecord = (grant: Grant, over: Partial<AuthorizationCode> = {}): AuthorizationCode => ({
  key: key(), grantKey: grant.key, clientId: grant.clientId, redirectUri: 'https://app.example/cb' as RegisteredRedirectUri, challenge: { challenge: 'c'.repeat(43), method: 'S256' }, nonce: 'n',
  expiresAt: now() + 60, dpopJkt: undefined, ...over,
});

export const tokenRecord = (grant: Grant | undefined, over: Partial<TokenRecord> = {}): TokenRecord => ({
  key: key(), kind: 'refresh_token', grantKey: grant?.key, clientId: 'app', userId: grant?.userId, scope: ['openid'], audience: undefined, issuedAt: now(), expiresAt: now() + 600, detail: undefined, ...over,
});

export const paymentOf = (kind: SingleUseKind, value: TokenKey, outcome?: string): Payment => ({ kind, key: value, keepUntil: now() + 3600, outcome }) as Payment;

export const logRecord = (over: Partial<LogRecord> = {}): LogRecord => ({ key: key(), event: 'token.exchange', type: 'seacft', result: 'allowed', reason: undefined, clientId: 'app', userId: 'auth0|1', connection: undefined, address: '192.0.2.1', detail: '{"checks":[]}', ...over });

export const transactionRecord = (over: Partial<Transaction> = {}): Transaction => ({
  key: key(), version: 1, clientId: 'app', request: { scope: ['openid'] }, done: [], browser: 'b', sessionKey: undefined, expiresAt: now() + 600, ...over,
});

export const signingKeyRecord = (kid: string, over: Partial<StoredSigningKey> = {}): StoredSigningKey => ({
  kid, alg: 'ES256', state: 'current', sealed: 'sealed', publicJwk: { kty: 'EC', kid }, createdAt: 100, stateSince: 100, ...over,
});

/** A session begins as it does in a server: with the step of a transaction. */
export async function startSession(storage: Pick<Storage, 'transactions' | 'sessions'>, session: Session, { tenant = acme, replaced }: { readonly tenant?: TenantId; readonly replaced?: TokenKey } = {}): Promise<void> {
  const transaction = transactionRecord();
  await storage.transactions.open(tenant, transaction);
  const outcome = await storage.transactions.advance(tenant, { ...transaction, version: 2 }, [storage.sessions.prepareStart(tenant, session, replaced)]);
  if (outcome !== 'advanced') throw new Error(outcome);
  await storage.transactions.finish(tenant, transaction.key, 2);
}
