import type { Seconds } from '../../kernel/time.ts';
import type { Client, ClientSecret } from '../client/client.ts';
import { invalidClient, type OAuthRefusal } from '../vocabulary/errors.ts';
import type { SecretPresentation, VerifiedCredentials, VerifyCall, VerifyTools } from './method.ts';

/** What a secret proves: nothing is spent. */
export const believed: VerifiedCredentials = Object.freeze({});

/** RFC 6749 §2.3.1: the secret is one of the client's secrets that have not expired. Two are valid while one is rotated. */
export const verifySecret = (shown: SecretPresentation, { client, now }: VerifyCall, { hasher }: VerifyTools): VerifiedCredentials | OAuthRefusal =>
  (hasher.matches(shown.secret, validSecrets(client, now).map((secret) => secret.hash)) ? believed : invalidClient('client.secret_wrong'));

/** The secrets of a client that may be used now. */
export const validSecrets = (client: Client, now: Seconds): readonly ClientSecret[] => client.secrets.filter(({ expiresAt }) => expiresAt === undefined || expiresAt > now);
