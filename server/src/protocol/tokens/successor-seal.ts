import { createCipheriv, createDecipheriv, createHmac, createSecretKey, randomBytes, type KeyObject } from 'node:crypto';

const algorithm = 'aes-256-gcm';

/** The key comes from the old token alone: who has the database and the server's keys but not the old token opens nothing. */
const keyOf = (oldToken: string): KeyObject => createSecretKey(createHmac('sha256', 'refresh token successor').update(oldToken).digest());

/** Seals the successor of a refresh token so that only a holder of the old token can be told it again (Auth0: `leeway`). */
export function sealSuccessor(successor: string, oldToken: string): string {
  const iv = randomBytes(12);
  const cipher = createCipheriv(algorithm, keyOf(oldToken), iv);
  return Buffer.concat([iv, cipher.update(successor, 'utf8'), cipher.final(), cipher.getAuthTag()]).toString('base64url');
}

/** The successor, or `undefined` when it was sealed for another token. */
export function openSuccessor(sealed: string, oldToken: string): string | undefined {
  const bytes = Buffer.from(sealed, 'base64url');
  if (bytes.length < 28) return undefined;
  const decipher = createDecipheriv(algorithm, keyOf(oldToken), bytes.subarray(0, 12));
  decipher.setAuthTag(bytes.subarray(-16));
  try { return Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()]).toString('utf8'); } catch { return undefined; }
}
