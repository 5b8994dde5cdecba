import type { Brand } from '../../kernel/brand.ts';
import { Refusal } from '../../kernel/refusal.ts';

/** A password in the form in which it is hashed. */
export type PasswordText = Brand<string, 'PasswordText'>;

/** Enough for any passphrase; more would only let strangers feed the hash function. */
const mostBytes = 1024;

/**
 * NFC, so that the same characters typed on another keyboard are the same password; nothing is cut off.
 * What is too long is refused before any work is done with it.
 */
export function parsePassword(typed: string): PasswordText | Refusal<'invalid_request'> {
  const normal = typed.length > mostBytes ? undefined : typed.normalize('NFC');
  if (normal === undefined || Buffer.byteLength(typed) > mostBytes || Buffer.byteLength(normal) > mostBytes) return new Refusal('invalid_request', 'login.password_too_long');
  return normal as PasswordText;
}
