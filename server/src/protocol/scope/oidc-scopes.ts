/** OIDC Core §5.4, OIDC Core §11: the scopes that this server itself defines. */
export const oidcScopes = ['openid', 'profile', 'email', 'address', 'phone', 'offline_access'] as const;

const known: ReadonlySet<string> = new Set(oidcScopes);
/** Whether this server itself defines the scope value, and no API does. */
export const isOidcScope = (token: string) => known.has(token);
