import type { Awaitable } from '../../kernel/awaitable.ts';
import type { DecisionRecord } from '../../kernel/decision-record.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Tenant } from '../../kernel/tenant.ts';
import { isConfidential, type Client } from '../client/client.ts';
import type { ResourceServer } from '../client/resource-server.ts';
import { sharedSecrets, type SharedSecretTools } from '../client/shared-secrets.ts';
import { proveLegacy, proveLegacyOfApi } from '../legacy/prove-legacy.ts';
import type { SecretSigner } from '../ports/foreign-jwt.ts';
import type { TokenSigner, Unsigned } from '../ports/key-ring.ts';
import { unauthorizedClient, type OAuthRefusal } from '../vocabulary/errors.ts';
import type { TokenAlgorithm } from '../vocabulary/names.ts';

/** The keys of the tenants, and what opens and uses shared secrets. */
export type SignTools = SharedSecretTools & { readonly signer: TokenSigner; readonly secretSigner: SecretSigner };

/** In whose name a token is signed, and where it is written down what was decided. */
export interface SignContext { readonly tenant: Tenant; readonly record: DecisionRecord; readonly tools: SignTools }

/** RFC 7518 §3.2: a shorter key than the hash is no key. */
const shortestSecret = 32;

/** OIDC Core §10.1: with a key of the tenant, or with the secret of the client. A secret that a public client would have is nobody's secret. */
export function signForClient(token: Unsigned, { client, alg }: { readonly client: Client; readonly alg: TokenAlgorithm }, { tenant, record, tools }: SignContext): Awaitable<string | OAuthRefusal> {
  if (alg !== 'HS256') return tools.signer.sign(tenant, alg, token);
  if (!isConfidential(client)) throw new Error(`The public application ${client.id} is set to HS256.`);
  const permit = proveLegacy('shared_secret_signing', { tenant, client, record });
  if (permit instanceof Refusal) return permit;
  const [secret] = sharedSecrets(client, tools);
  return signWith(secret, token, tools);
}

/** RFC 9068 §4 wants a key pair, and so does every new API; a secret that the API shares with this server is for those that know nothing else. */
export function signForApi(token: Unsigned, api: ResourceServer, { tenant, record, tools }: SignContext): Awaitable<string | OAuthRefusal> {
  if (api.signingAlg !== 'HS256') return tools.signer.sign(tenant, api.signingAlg, token);
  const permit = proveLegacyOfApi('shared_secret_signing', { tenant, record });
  if (permit instanceof Refusal) return permit;
  return signWith(api.signingSecret === undefined ? undefined : tools.secretSeal.open(api.signingSecret, { tenant: tenant.id, id: api.id }), token, tools);
}

function signWith(secret: string | undefined, token: Unsigned, { secretSigner }: SignTools): string | OAuthRefusal {
  const length = secret === undefined ? 0 : Buffer.byteLength(secret, 'utf8');
  if (secret === undefined || length < shortestSecret) return unauthorizedClient('format.secret_unfit', { expected: `${shortestSecret} bytes`, received: secret === undefined ? 'no secret that is kept as a key' : `${length} bytes` });
  return secretSigner.signWithSecret(secret, token);
}
