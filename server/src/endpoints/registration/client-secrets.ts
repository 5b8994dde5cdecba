import { newClientSecret } from '../../kernel/ids.ts';
import { encryptionsOf, isBySecret } from '../../protocol/client/answer-encryptions.ts';
import type { Client, ClientSecret } from '../../protocol/client/client.ts';
import type { SecretHasher } from '../../protocol/ports/secret-hasher.ts';
import type { SecretOwner, SecretSeal } from '../../protocol/ports/secret-seal.ts';

/** What secrets are made with. */
export interface SecretTools { readonly hasher: SecretHasher; readonly secretSeal: SecretSeal }
/** The secrets that a client has from now on; `shown` is a new one, in clear, for this one answer. */
export interface Secrets { readonly secrets: readonly ClientSecret[]; readonly shown: string | undefined }

/** RFC 6749 §2.3.1, OIDC Core §10.1: a client that proves itself with a secret of ours, or is answered under it, keeps the one that it has, or gets one. */
export function secretsFor(settings: Partial<Client>, { owner, before }: { readonly owner: SecretOwner; readonly before: readonly ClientSecret[] }, { hasher, secretSeal }: SecretTools): Secrets {
  const isKey = needsKey(settings);
  if (!isKey && !settings.authenticationMethod?.startsWith('client_secret')) return { secrets: [], shown: undefined };
  if (before.length > 0 && (!isKey || before.every(({ sealed }) => sealed !== undefined))) return { secrets: before, shown: undefined };
  const shown = newClientSecret();
  return { secrets: [{ hash: hasher.hash(shown), expiresAt: undefined, ...(isKey ? { sealed: secretSeal.seal(shown, owner) } : {}) }], shown };
}

/** Is the secret a key, so that it must be kept itself and not only as a hash? */
const needsKey = ({ authenticationMethod, formats }: Partial<Client>) => authenticationMethod === 'client_secret_jwt' || (formats !== undefined && encryptionsOf(formats).some(isBySecret));
