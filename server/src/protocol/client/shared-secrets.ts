import type { Clock } from '../../kernel/time.ts';
import type { SecretSeal } from '../ports/secret-seal.ts';
import type { Client, ClientSecret } from './client.ts';

/** What opens secrets that are keys. */
export interface SharedSecretTools { readonly secretSeal: SecretSeal; readonly clock: Clock }

/**
 * OIDC Core §10.1, OIDC Core §10.2: the secrets of a client in clear, for the moment in which one is a key; the newest first. Two are valid while one is rotated.
 * Secrets that are kept as a hash alone are no keys, so the list may be empty.
 */
export function sharedSecrets({ secrets, tenant, id }: Client, { secretSeal, clock }: SharedSecretTools): readonly string[] {
  const now = clock.now();
  return secrets.filter((one) => end(one) > now).sort((a, b) => (end(b) > end(a) ? 1 : -1)).flatMap(({ sealed }) => (sealed === undefined ? [] : [secretSeal.open(sealed, { tenant, id })]));
}

/** The one that has an end is the one that goes. */
const end = ({ expiresAt }: ClientSecret) => expiresAt ?? Number.MAX_SAFE_INTEGER;
