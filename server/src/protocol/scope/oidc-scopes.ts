/** OIDC Core §5.4 and §11: the scopes that this server itself defines. */
export const oidcScopes = ['openid', 'profile', 'email', 'address', 'phone', 'offline_access'] as const;

const known: ReadonlySet<string> = new Set(oidcScopes);
export const isOidcScope = (token: string) => known.has(token);
