import type { Brand } from '../../kernel/brand.ts';

/** RFC 7800 §3.1: the key that a token is bound to. `jkt`: RFC 9449 §6; `x5t#S256`: RFC 8705 §3.1. One of both. */
export type Confirmation = { readonly jkt: string } | { readonly 'x5t#S256': string };

/** Evidence of the key that the caller proved to hold with this very request; `undefined`: it proved none and none was demanded. */
export type SenderProof = Brand<{ readonly confirmation: Confirmation | undefined }, 'SenderProof'>;

/** Do both name the same key? */
export function sameConfirmation(a: Confirmation, b: Confirmation | undefined): boolean {
  if (b === undefined) return false;
  if ('jkt' in a) return 'jkt' in b && a.jkt === b.jkt;
  return 'x5t#S256' in b && a['x5t#S256'] === b['x5t#S256'];
}

/** RFC 9449 §5, RFC 8705 §3: DPoP-bound tokens have a type of their own, certificate-bound ones are bearer tokens with a condition. */
export const tokenTypeOf = (confirmation: Confirmation | undefined): 'Bearer' | 'DPoP' => (confirmation !== undefined && 'jkt' in confirmation ? 'DPoP' : 'Bearer');
