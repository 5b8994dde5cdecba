import { Refusal } from '../../kernel/refusal.ts';
import type { Brand } from '../../kernel/brand.ts';

/** The one form of an email address or a username under which a person is stored and found. */
export type CanonicalLogin = Brand<string, 'CanonicalLogin'>;

/**
 * NFKC, lower case, without blanks around: spellings that look alike are one account and share one counter.
 * Takes whatever was typed; what is no name at all simply is not found.
 */
export const canonicalLogin = (typed: string): CanonicalLogin => typed.normalize('NFKC').toLowerCase().normalize('NFKC').trim() as CanonicalLogin;

/** An address as the person wrote it, and the form under which it is found again. */
export interface Email { readonly written: string; readonly canonical: CanonicalLogin; readonly localPart: string }

const longest = 254;
/** One `@`, something on both sides, nothing invisible and no blank. Whether mail arrives there, only mail can tell. */
const shape = /^[^\s@\p{C}]{1,64}@[^\s@\p{C}]+$/u;

/** Reads an email address for a new account; refuses what can't be one. */
export function parseEmail(typed: string): Email | Refusal<'invalid_request'> {
  const canonical = canonicalLogin(typed);
  const at = canonical.indexOf('@');
  const domain = canonical.slice(at + 1);
  if (!shape.test(canonical) || canonical.length > longest || typed.length > longest * 2 || /^\.|\.\.|\.$/.test(domain)) return new Refusal('invalid_request', 'signup.email_malformed');
  return { written: typed.trim(), canonical, localPart: canonical.slice(0, at) };
}
