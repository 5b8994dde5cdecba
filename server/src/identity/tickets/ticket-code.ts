import { createHmac, timingSafeEqual, type KeyObject } from 'node:crypto';
import type { TokenKey } from '../../kernel/opaque-token.ts';

/** RFC 8628 §6.1: twenty consonants, so that no code is a word and no letter looks like another. */
const alphabet = 'BCDFGHJKLMNPQRSTVWXZ';
const length = 8;

/**
 * The short code of a ticket, for who can not or will not open its link. It is made of the key of the ticket with a secret of the installation, so it is stored nowhere,
 * and whoever reads the database learns none.
 * @param codeKey a secret key of the installation, derived for this use alone
 */
export function ticketCode(codeKey: KeyObject, key: TokenKey): string {
  // 256 bits against 20^8 codes: that the remainder is not quite even does not matter.
  let rest = BigInt(`0x${createHmac('sha256', codeKey).update(key).digest('hex')}`);
  let code = '';
  while (code.length < length) {
    code += alphabet.charAt(Number(rest % BigInt(alphabet.length)));
    rest /= BigInt(alphabet.length);
  }
  return `${code.slice(0, 4)}-${code.slice(4)}`;
}

const bare = (typed: string) => typed.normalize('NFKC').toUpperCase().replace(/[^A-Z0-9]/g, '').slice(0, 64);

/** Whether this is the code, however it was typed; in constant time. */
export function isTicketCode(typed: string, code: string): boolean {
  const [left, right] = [Buffer.from(bare(typed)), Buffer.from(bare(code))];
  return left.length === right.length && timingSafeEqual(left, right);
}
