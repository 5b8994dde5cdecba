import type { Identity, User } from '../api/records.ts';

/** How a person is called. */
export const nameOfUser = ({ name, email, username, user_id: id = '' }: User): string => name ?? email ?? username ?? id;

const providers: Readonly<Record<string, string>> = { auth0: 'Password', email: 'Mail with a code or a link', oidc: 'OpenID Connect', 'google-oauth2': 'Google', oauth2: 'OAuth 2.0', facebook: 'Facebook', github: 'GitHub', linkedin: 'LinkedIn' };
/** What stands behind an identity, in a word. */
export const nameOfProvider = ({ provider }: Pick<Identity, 'provider'>): string => providers[provider] ?? provider;

/** The id of the account that an identity is, or was. */
export const accountOf = ({ provider, user_id: id }: Pick<Identity, 'provider' | 'user_id'>): string => `${provider}|${id}`;
