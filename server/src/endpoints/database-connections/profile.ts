import type { Params } from '../../protocol/params.ts';
import { invalidRequest, type OAuthRefusal } from '../../protocol/vocabulary/errors.ts';

const names = ['given_name', 'family_name', 'name', 'nickname'] as const;
const longestName = 300;

/** Auth0: what people may say about themselves when they sign up; whether an address is proved, roles and the rest are not among it. */
export function parseProfile(params: Params): Readonly<Record<string, string>> | OAuthRefusal {
  const profile: Record<string, string> = {};
  for (const name of names) {
    const value = params.optional(name);
    if (value === undefined) continue;
    if (value.length > longestName) return invalidRequest('profile.malformed', { expected: `${name} of at most ${longestName} characters` });
    profile[name] = value;
  }
  const picture = params.optional('picture');
  if (picture === undefined) return profile;
  return /^https?:\/\/[\x21-\x7e]{1,1990}$/.test(picture) ? { ...profile, picture } : invalidRequest('profile.malformed', { expected: 'picture: an https address' });
}
