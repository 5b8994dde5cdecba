import type { ClientAuthenticationMethod } from './method.ts';

/** RFC 6749 §2.3.1: the secret is one of the client's secrets that have not expired. Two are valid while one is rotated. */
export const verifySecret: ClientAuthenticationMethod['verify'] = (shown, client, { hasher, now }) =>
  hasher.matches(shown.secret, client.secrets.filter((secret) => secret.expiresAt === undefined || secret.expiresAt > now).map((secret) => secret.hash));
