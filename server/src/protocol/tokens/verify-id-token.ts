import type { Tenant } from '../../kernel/tenant.ts';
import type { Seconds } from '../../kernel/time.ts';
import { isConfidential, type Client } from '../client/client.ts';
import { sharedSecrets, type SharedSecretTools } from '../client/shared-secrets.ts';
import { isLegacyOn } from '../legacy/prove-legacy.ts';
import type { ClientDirectory } from '../ports/client-directory.ts';
import type { ForeignJwts } from '../ports/foreign-jwt.ts';
import type { TokenDecrypter, TokenVerifier } from '../ports/key-ring.ts';

/** An ID token of ours: signature and form hold. Whether it expired, and what it says of whom, is for the caller to judge. */
export interface OwnIdToken {
  /** As the client knows the person (OIDC Core §8). */
  readonly sub: string;
  readonly clientId: string;
  readonly sid: string | undefined;
  readonly expiresAt: Seconds;
  readonly authTime: Seconds | undefined;
  /** `client`: with its secret, so the client could have written it itself; it proves nothing against anybody else. */
  readonly signedBy: 'server' | 'client';
}

/** What ID tokens are verified with. */
export type IdTokenTools = SharedSecretTools & { readonly verifier: TokenVerifier; readonly decrypter: TokenDecrypter; readonly jwts: ForeignJwts; readonly clients: ClientDirectory };

type Claims = Readonly<Record<string, unknown>>;

/**
 * OIDC Core §2, OIDC Core §3.1.2.1: an ID token that this server issued, as it left, or encrypted to the server by the client.
 * RFC 8725 §3.1, RFC 8725 §3.12: signed by a key of the tenant, or, for the one client that it is for and that is set so, with its secret; and no other kind of token.
 * @returns `undefined` for anything else
 */
export async function verifyIdToken(jwt: string, tenant: Tenant, tools: IdTokenTools): Promise<OwnIdToken | undefined> {
  const inner = jwt.split('.').length === 5 ? await tools.decrypter.decrypt(tenant, jwt) : jwt;
  if (inner === undefined) return undefined;
  const verified = await tools.verifier.verify(tenant, inner);
  if (verified !== undefined) return parseIdToken(verified, 'server', tenant);
  const shared = await verifyWithSecret(inner, tenant, tools);
  return shared === undefined ? undefined : parseIdToken(shared, 'client', tenant);
}

/** OIDC Core §10.1: `aud` tells whose secret; the client that has it must be set to HS256 itself. */
async function verifyWithSecret(jwt: string, tenant: Tenant, tools: IdTokenTools): Promise<{ readonly typ: string | undefined; readonly claims: Claims } | undefined> {
  const { header, claims } = tools.jwts.read(jwt) ?? {};
  if (header?.alg !== 'HS256' || typeof claims?.['aud'] !== 'string') return undefined;
  const client = await tools.clients.findClient(tenant.id, claims['aud']);
  if (client === undefined || !signsWithSecret(client, tenant)) return undefined;
  for (const secret of sharedSecrets(client, tools)) {
    const verified = await tools.jwts.verifyWithSecret(jwt, secret, ['HS256']);
    if (verified !== undefined) return { typ: verified.header.typ, claims: verified.claims };
  }
  return undefined;
}

const signsWithSecret = (client: Client, tenant: Tenant) => client.enabled && client.idTokenAlg === 'HS256' && isConfidential(client) && isLegacyOn('shared_secret_signing', tenant, client);

function parseIdToken({ typ, claims }: { readonly typ: string | undefined; readonly claims: Claims }, signedBy: OwnIdToken['signedBy'], { issuer }: Tenant): OwnIdToken | undefined {
  if (typ !== 'JWT' || claims['iss'] !== issuer || !foreignToIdTokens.every((name) => claims[name] === undefined)) return undefined;
  const { sub, aud, azp, exp, iat, sid, auth_time: authTime } = claims;
  // What /delegation made for one application at the wish of another is no ID token of a sign-in at the first (OIDC Core §2).
  if (azp !== undefined && azp !== aud) return undefined;
  if (typeof sub !== 'string' || typeof aud !== 'string' || typeof exp !== 'number' || typeof iat !== 'number') return undefined;
  return { sub, clientId: aud, sid: typeof sid === 'string' ? sid : undefined, expiresAt: exp, authTime: typeof authTime === 'number' ? authTime : undefined, signedBy };
}

/** Logout tokens (OIDC Back-Channel Logout §2.4), access tokens and introspection answers carry them, ID tokens of ours never. Answers of userinfo and JARM lack `exp` or `sub`. */
const foreignToIdTokens = ['events', 'jti', 'scope', 'token_introspection'] as const;
