import { Refusal } from '../../kernel/refusal.ts';
import type { Tenant } from '../../kernel/tenant.ts';
import { claimNamesOf, claimRules, scopeClaims, standardClaims } from '../claims/scope-claims.ts';
import type { Client } from '../client/client.ts';
import { sharedSecrets } from '../client/shared-secrets.ts';
import type { TokenCall } from '../grant-types/grant-type.ts';
import type { RuleOutcome } from '../login-rules/rule-outcome.ts';
import { claimsByRules, personAfterRules } from '../login-rules/told-by-rules.ts';
import type { Unsigned } from '../ports/key-ring.ts';
import type { SubjectKeys } from '../ports/subject-keys.ts';
import { isOidcScope } from '../scope/oidc-scopes.ts';
import { publicSubject } from '../subject/public-subject.ts';
import type { Subject } from '../subject.ts';
import type { ExchangedToken } from '../token-exchange/exchanged-token.ts';
import { encryptForClient } from '../tokens/encrypt-for-client.ts';
import { signForClient } from '../tokens/sign-token.ts';
import type { FormTools } from '../tokens/write-for-client.ts';
import type { OAuthRefusal } from '../vocabulary/errors.ts';

/** What signs a token for another application, and names the person to it. */
export type DelegationSigners = FormTools & { readonly subjectKeys: SubjectKeys };

/** Who it speaks of, and for whom. */
export interface Delegated { readonly token: ExchangedToken; readonly subject: Subject; readonly target: Client; readonly scope: readonly string[]; /** Auth0: what the rules of the tenant said. */ readonly ruled: RuleOutcome | undefined }

/**
 * Auth0: an ID token for another application (or a renewed one), which lives as long as those of that application, and cannot be taken back.
 * `azp` names who asked for it (OIDC Core §2), so nobody takes it for one that the person signed in for.
 */
export async function delegatedIdToken({ token, subject, target, scope, ruled }: Delegated, call: TokenCall, tools: DelegationSigners): Promise<string | OAuthRefusal> {
  const { tenant, client } = call;
  const now = tools.clock.now();
  const isOwn = target.id === client.id;
  const signed = await sign({
    typ: 'JWT',
    claims: {
      ...scopeClaims(personAfterRules(subject, ruled), scope, claimRules(target, tenant)), ...claimsByRules(ruled, scope),
      iss: tenant.issuer, sub: publicSubject(subject.id, target, tools), aud: target.id, iat: now, exp: now + target.idTokenTtl,
      ...(isOwn ? {} : { azp: client.id }),
      ...(token.authTime === undefined ? {} : { auth_time: token.authTime }),
      ...(token.sessionKey === undefined ? {} : { sid: token.sessionKey }),
    },
  }, { target, secret: isOwn ? undefined : findSecret(target, tools) }, { call, tools });
  const to = target.formats.idTokenEncryption;
  return to === undefined || signed instanceof Refusal ? signed : encryptForClient(signed, { client: target, to, nested: true }, tools);
}

/** Seed row 149: another target reads the MAC of its own secret; without one, and for the application itself, it is signed like any ID token of the target. */
async function sign(unsigned: Unsigned, { target, secret }: { readonly target: Client; readonly secret: string | undefined }, { call, tools }: { readonly call: TokenCall; readonly tools: DelegationSigners }): Promise<string | OAuthRefusal> {
  if (secret !== undefined) return tools.secretSigner.signWithSecret(secret, unsigned);
  return signForClient(unsigned, { client: target, alg: target.idTokenAlg }, { tenant: call.tenant, record: call.record, tools });
}

/** A secret that is kept as a key, and long enough to be one (RFC 7518 §3.2). */
const findSecret = (target: Client, tools: DelegationSigners) => sharedSecrets(target, tools).find((secret) => Buffer.byteLength(secret) >= 32);

/**
 * What may be said of the person: no more than the authorization behind a refresh token. An ID token tells nothing of its scope,
 * so it is good for what first-party targets ask for, and for the bare name with others.
 */
export function delegatedScope(asked: readonly string[], token: ExchangedToken, { target, tenant }: { readonly target: Client; readonly tenant: Tenant }): readonly string[] {
  const named = claimRules(target, tenant).attributes ? attributes : new Set<string>();
  const wanted = asked.length === 0 ? ['openid'] : asked.filter((value) => value !== 'offline_access' && (isOidcScope(value) || named.has(value)));
  if (token.grant !== undefined) return wanted.filter((value) => token.scope.includes(value) || token.scope.some((one) => claimNamesOf(one).includes(value)));
  return target.firstParty ? wanted : wanted.filter((value) => value === 'openid');
}

const attributes: ReadonlySet<string> = new Set(standardClaims);
