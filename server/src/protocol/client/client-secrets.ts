import { newClientSecret } from '../../kernel/ids.ts';
import type { Seconds } from '../../kernel/time.ts';
import { encryptionsOf, isBySecret } from './answer-encryptions.ts';
import type { Client, ClientSecret } from './client.ts';
import type { SecretHasher } from '../ports/secret-hasher.ts';
import type { SecretOwner, SecretSeal } from '../ports/secret-seal.ts';

/** What secrets are made with. */
export interface SecretTools { readonly hasher: SecretHasher; readonly secretSeal: SecretSeal }
/** The secrets that a client has from now on; `shown` is a new one, in clear, for this one answer. */
export interface Secrets { readonly secrets: readonly ClientSecret[]; readonly shown: string | undefined }

/** RFC 6749 §2.3.1, OIDC Core §10.1: a client that proves itself with a secret of ours, or is answered under it, keeps the one that it has, or gets one. */
export function secretsFor(settings: Partial<Client>, { owner, before }: { readonly owner: SecretOwner; readonly before: readonly ClientSecret[] }, tools: SecretTools): Secrets {
  const isKey = needsKey(settings);
  if (!isKey && !settings.authenticationMethod?.startsWith('client_secret')) return { secrets: [], shown: undefined };
  if (before.length > 0 && (!isKey || before.every(({ sealed }) => sealed !== undefined))) return { secrets: before, shown: undefined };
  return newSecret(isKey, owner, tools);
}

/** RFC 7591 §5: a new secret in the place of the old ones, which end at once, or after `grace` seconds if somebody asked for that: then two are valid for a while. */
export function rotatedSecrets(client: Client, { now, grace }: { readonly now: Seconds; readonly grace: Seconds }, tools: SecretTools): Secrets & { readonly shown: string } {
  const { secrets, shown } = newSecret(needsKey(client), client, tools);
  const leaving = grace === 0 ? [] : client.secrets.filter(({ expiresAt }) => expiresAt === undefined || expiresAt > now).map((secret) => ({ ...secret, expiresAt: Math.min(secret.expiresAt ?? Infinity, now + grace) }));
  return { secrets: [...secrets, ...leaving], shown };
}

/** Auth0: a secret that an administrator chose, in the place of the old ones. */
export const chosenSecret = (client: Client, shown: string, tools: SecretTools): Secrets => keptSecret({ shown, isKey: needsKey(client) }, client, tools);

const newSecret = (isKey: boolean, owner: SecretOwner, tools: SecretTools) => keptSecret({ shown: newClientSecret(), isKey }, owner, tools);

function keptSecret({ shown, isKey }: { readonly shown: string; readonly isKey: boolean }, owner: SecretOwner, { hasher, secretSeal }: SecretTools): Secrets & { readonly shown: string } {
  return { secrets: [{ hash: hasher.hash(shown), expiresAt: undefined, ...(isKey ? { sealed: secretSeal.seal(shown, { tenant: owner.tenant, id: owner.id }) } : {}) }], shown };
}

/** Is the secret a key, so that it must be kept itself and not only as a hash? */
const needsKey = ({ authenticationMethod, idTokenAlg, formats, requests }: Partial<Client>) => authenticationMethod === 'client_secret_jwt' || idTokenAlg === 'HS256' || requests?.objectSigningAlg === 'HS256' || (formats !== undefined && encryptionsOf(formats).some(isBySecret));
