import { createHmac, timingSafeEqual, type KeyObject } from 'node:crypto';
import type { TokenKey } from '../../kernel/opaque-token.ts';

/**
 * The digits of a code, made of its key with a secret of the installation: they are stored nowhere, and whoever reads the database learns none.
 * @param length how many digits
 * @param codeKey a secret key of the installation, derived for this use alone
 */
export function digitCode(codeKey: KeyObject, { key, length }: { readonly key: TokenKey; readonly length: number }): string {
  // 256 bits against 10^10 codes at most: that the remainder is not quite even does not matter.
  const number = BigInt(`0x${createHmac('sha256', codeKey).update(key).digest('hex')}`) % 10n ** BigInt(length);
  return number.toString().padStart(length, '0');
}

/** Whether this is the code, with blanks and dashes as people and programs write them; in constant time. */
export function isDigitCode(typed: string, code: string): boolean {
  const [left, right] = [Buffer.from(typed.normalize('NFKC').replace(/[\s-]/g, '').slice(0, 32)), Buffer.from(code)];
  return left.length === right.length && timingSafeEqual(left, right);
}
