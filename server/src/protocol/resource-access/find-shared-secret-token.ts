import { hash } from 'node:crypto';
import type { Tenant } from '../../kernel/tenant.ts';
import type { ResourceServer } from '../client/resource-server.ts';
import { proveLegacyOfApi } from '../legacy/prove-legacy.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { DecisionRecord } from '../../kernel/decision-record.ts';
import type { ClientDirectory } from '../ports/client-directory.ts';
import type { ForeignJwts } from '../ports/foreign-jwt.ts';
import type { GrantStore } from '../ports/grant-store.ts';
import type { SecretSeal } from '../ports/secret-seal.ts';
import { presentedJwt, type PresentedToken } from './find-access-token.ts';

/** What tokens that are signed with the secret of an API are looked up with. */
export interface SharedSecretLookup { readonly jwts: ForeignJwts; readonly clients: ClientDirectory; readonly grants: GrantStore; readonly secretSeal: SecretSeal }

/** A token, and the one API that it counts at. */
export interface SharedSecretToken { readonly token: PresentedToken; readonly api: ResourceServer }

/**
 * An access token that is signed with the secret of the API in `aud`. The API could have written it itself, so whatever it says is believed for that API and nobody else:
 * it is introspected by those who act for the API, and revoked by its application, and good for nothing else here.
 * RFC 8725 §3.1: the API says that it is HS256, not the token.
 */
export async function findSharedSecretToken(presented: string, { tenant, record }: { readonly tenant: Tenant; readonly record: DecisionRecord }, tools: SharedSecretLookup): Promise<SharedSecretToken | undefined> {
  const read = tools.jwts.read(presented);
  if (read?.header.alg !== 'HS256' || typeof read.claims['aud'] !== 'string') return undefined;
  const api = await tools.clients.findResourceServer(tenant.id, read.claims['aud']);
  const secret = api === undefined ? undefined : openSecret(api, tools);
  if (api === undefined || secret === undefined) return undefined;
  const verified = await tools.jwts.verifyWithSecret(presented, secret, ['HS256']);
  if (verified === undefined || verified.claims['iss'] !== tenant.issuer) return undefined;
  if (proveLegacyOfApi('shared_secret_signing', { tenant, record }) instanceof Refusal) return undefined;
  const token = await presentedJwt(tenant, withOwnJti(verified.claims, api), tools.grants);
  return { token, api };
}

const openSecret = ({ enabled, signingAlg, signingSecret, tenant, id }: ResourceServer, { secretSeal }: SharedSecretLookup): string | undefined =>
  (enabled && signingAlg === 'HS256' && signingSecret !== undefined ? secretSeal.open(signingSecret, { tenant, id }) : undefined);

/** Nobody shall end a token of another API by writing its jti into one of their own. */
function withOwnJti(claims: Readonly<Record<string, unknown>>, api: ResourceServer): Readonly<Record<string, unknown>> {
  const { jti } = claims;
  return typeof jti === 'string' ? { ...claims, jti: ownJti(jti, api) } : claims;
}

/** The same form: the time stays in front, so that marks are swept when theirs is over. */
function ownJti(jti: string, { identifier }: ResourceServer): string {
  const dot = jti.indexOf('.') + 1;
  const key = jti.slice(dot);
  return `${jti.slice(0, dot)}${key.slice(0, 12)}${hash('sha256', JSON.stringify([identifier, key]), 'base64url').slice(0, 32)}`;
}
