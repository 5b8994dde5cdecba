import { createHmac, randomInt, type KeyObject } from 'node:crypto';
import type { TenantSettings } from '../../kernel/tenant.ts';

/** How the codes of a tenant look. */
export type UserCodeStyle = TenantSettings['userCodes'];

/** RFC 8628 §6.1: twenty consonants, so that no code is a word and no letter looks like another; or digits, for keypads. */
const alphabets: Readonly<Record<UserCodeStyle['alphabet'], string>> = { base20: 'BCDFGHJKLMNPQRSTVWXZ', digits: '0123456789' };

/** A new code in the tenant's form: each `*` of the mask is a random character, everything else stands as it is. */
export function mintUserCode({ alphabet, mask }: UserCodeStyle): string {
  const characters = alphabets[alphabet];
  return mask.replace(/\*/g, () => characters.charAt(randomInt(characters.length)));
}

/** RFC 8628 §6.1: what was typed, without case, dashes, blanks and whatever else is neither letter nor digit. Empty: nothing that can be a code. */
export const canonicalUserCode = (typed: string): string => typed.normalize('NFKC').toUpperCase().replace(/[^A-Z0-9]/g, '').slice(0, 64);

/** The code as the device shows it, however it was typed. */
export function renderUserCode(typed: string, { mask }: UserCodeStyle): string {
  const characters = [...canonicalUserCode(typed)];
  const places = [...mask].filter((place) => isCharacter(place)).length;
  if (places !== characters.length) return characters.join('');
  return [...mask].map((place) => (isCharacter(place) ? (characters.shift() ?? '') : place)).join('');
}

const isCharacter = (place: string) => place === '*' || /[A-Za-z0-9]/.test(place);

/**
 * Under which key a code is stored. Codes are short, so their plain hash could be turned around by trying all: it takes the server's key too.
 * @param key a secret key of the installation, derived for this use alone
 */
export const userCodeKey = (key: KeyObject, typed: string): string => createHmac('sha256', key).update(canonicalUserCode(typed)).digest('base64url');
