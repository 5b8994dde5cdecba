import { Refusal } from '../../kernel/refusal.ts';
import type { Seconds } from '../../kernel/time.ts';
import type { User } from '../ports/user-store.ts';

/** What a person may change about themselves, as it was typed; an empty text takes a member away. Everything else of a record is changed by others, or by proof. */
export interface OwnProfileWish { readonly name: string; readonly nickname: string; readonly picture: string; readonly locale: string }

const longest = 300;
const longestAddress = 2000;
/** Nothing that breaks a line or can not be seen. */
const line = /^[^\p{Cc}\u2028\u2029]*$/u;

/**
 * The record of a person with the changes; members of the profile that no form shows stay.
 * @param languages the language tags that the pages speak; another one is refused
 */
export function withOwnProfile(user: User, wish: OwnProfileWish, { languages, now }: { readonly languages: readonly string[]; readonly now: Seconds }): User | Refusal<'invalid_request'> {
  const [name, nickname, picture, locale] = [wish.name, wish.nickname, wish.picture, wish.locale].map((text) => text.normalize('NFC').trim()) as [string, string, string, string];
  if (name.length > longest || !line.test(name)) return new Refusal('invalid_request', 'account.name_malformed', { expected: `one line of at most ${longest} characters` });
  if (nickname.length > longest || !line.test(nickname)) return new Refusal('invalid_request', 'account.nickname_malformed', { expected: `one line of at most ${longest} characters` });
  if (picture !== '' && !isPicture(picture)) return new Refusal('invalid_request', 'account.picture_malformed', { expected: 'an address that begins with https://' });
  if (locale !== '' && !languages.includes(locale)) return new Refusal('invalid_request', 'account.language_unknown', { expected: languages.join(' ').slice(0, 300) });
  const { name: _name, nickname: _nickname, picture: _picture, locale: _locale, ...rest } = user.profile;
  return { ...user, updatedAt: now, profile: { ...rest, ...Object.fromEntries(Object.entries({ name, nickname, picture, locale }).filter(([, value]) => value !== '')) } };
}

/** OIDC Core §5.1: an image on the web. Applications show it, so it is https, and carries no password of anybody. */
function isPicture(text: string): boolean {
  const url = text.length > longestAddress || !/^https:\/\/[\x21-\x7e]+$/.test(text) ? null : URL.parse(text);
  return url !== null && url.username === '' && url.password === '';
}
