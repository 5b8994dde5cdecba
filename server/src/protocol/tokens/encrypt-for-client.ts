import { Refusal } from '../../kernel/refusal.ts';
import type { Client } from '../client/client.ts';
import type { ClientKeyFinder } from '../client/client-keys.ts';
import type { EncryptionTo } from '../client/client-policies.ts';
import { sharedSecrets, type SharedSecretTools } from '../client/shared-secrets.ts';
import type { Jwe, Jwk } from '../ports/foreign-jwt.ts';
import { isOutboundFailure } from '../ports/outbound.ts';
import { invalidRequest, type OAuthRefusal } from '../vocabulary/errors.ts';
import { secretEncryptionAlgs } from '../vocabulary/encryption.ts';

/** What encrypts, and what finds the keys of clients. */
export type EncryptTools = SharedSecretTools & { readonly jwe: Jwe; readonly clientKeys: ClientKeyFinder };

/** What is to be encrypted, and for whom. `nested`: the content is a JWT (RFC 7519 §5.2). */
export interface ForRecipient { readonly client: Client; readonly to: EncryptionTo; readonly nested: boolean }

/** OIDC Core §10.2, RFC 7516 §7.1: for the eyes of the client alone. Without a key that fits there is no answer, for a readable one is not what was agreed. */
export async function encryptForClient(content: string, { client, to, nested }: ForRecipient, tools: EncryptTools): Promise<string | OAuthRefusal> {
  const { alg, enc } = to;
  const form = { alg, enc, ...(nested ? { cty: 'JWT' } : {}) };
  if (secretEncryptionAlgs.includes(alg)) {
    const [secret] = sharedSecrets(client, tools);
    return secret === undefined ? unfit(alg, 'no secret that is kept as a key') : tools.jwe.encryptWithSecret(content, { ...form, secret });
  }
  const jwk = await findRecipient(client, alg, tools);
  return jwk instanceof Refusal ? jwk : tools.jwe.encrypt(content, { ...form, jwk });
}

const unfit = (alg: string, received: string) => invalidRequest('format.encryption_key_missing', { expected: `a key for ${alg}`, received });

/** OIDC Core §10.2.1: the registered address is asked again where no key fits, as keys are changed there. */
async function findRecipient(client: Client, alg: string, { clientKeys }: EncryptTools): Promise<Jwk | OAuthRefusal> {
  for (const refetch of client.keys.jwksUri === undefined ? [false] : [false, true]) {
    const keys = await clientKeys.keysOf(client, { refetch });
    if (isOutboundFailure(keys)) return unfit(alg, `no key set at the registered jwks_uri: ${keys.detail}`);
    const found = chooseKey(keys, alg);
    if (found !== undefined) return found;
  }
  return unfit(alg, 'no registered key that fits');
}

/** OIDC Core §10.2: a key that says that it is for this, before one that says nothing. A key for signatures never. */
function chooseKey(keys: readonly Jwk[], alg: string): Jwk | undefined {
  const fitting = keys.filter((jwk) => isOfKind(jwk, alg) && (jwk['alg'] ?? alg) === alg && (jwk['use'] ?? 'enc') === 'enc');
  return fitting.find((jwk) => jwk['use'] === 'enc' && jwk['alg'] === alg) ?? fitting.find((jwk) => jwk['use'] === 'enc') ?? fitting[0];
}

/** RFC 7518 §6.1, RFC 8037 §2. */
function isOfKind({ kty, crv }: Jwk, alg: string): boolean {
  if (alg.startsWith('RSA-OAEP')) return kty === 'RSA';
  return kty === 'EC' || (kty === 'OKP' && crv === 'X25519');
}
