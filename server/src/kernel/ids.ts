import { randomBytes } from 'node:crypto';

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** `length` random characters of `[A-Za-z0-9]`, without modulo bias. */
export function randomText(length: number): string {
  let text = '';
  while (text.length < length) {
    for (const byte of randomBytes(length)) if (byte < 248 && text.length < length) text += alphabet[byte % 62];
  }
  return text;
}

/** A client identifier: 32 alphanumeric characters, as in Auth0. */
export const newClientId = () => randomText(32);
/** A client secret: 64 characters of `[A-Za-z0-9_-]`, 384 bits, safe in HTTP Basic however it is encoded. */
export const newClientSecret = () => randomBytes(48).toString('base64url');
/** `provider|24 hex digits`, as in the seeds. */
export const newUserId = (provider = 'auth0') => `${provider}|${randomBytes(12).toString('hex')}`;
/** A record id with its kind in front: `con_`, `rol_`, `org_`, `cgr_`, `api_`. */
export const newId = (kind: string) => `${kind}_${randomText(16)}`;
