import type { Api } from '../api/records.ts';

const words: Readonly<Record<Api['token_dialect'], string>> = {
  access_token: 'JWT', access_token_authz: 'JWT with permissions', rfc9068_profile: 'JWT profile (RFC 9068)', rfc9068_profile_authz: 'JWT profile with permissions',
};

/** The form of the access tokens of an API. */
export const wordsOfDialect = (dialect: Api['token_dialect']): string => words[dialect];

/** All forms, for a choice. */
export const dialects = Object.entries(words).map(([value, label]) => ({ value, label }));

/** A lifetime in seconds, as people say it. */
export function lifetimeInWords(seconds: number): string {
  const units = [['day', 86_400], ['hour', 3600], ['minute', 60], ['second', 1]] as const;
  const [unit, size] = units.find(([, length]) => seconds >= length && seconds % length === 0) ?? ['second', 1];
  const count = seconds / size;
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}
