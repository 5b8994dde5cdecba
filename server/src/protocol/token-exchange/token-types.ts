const prefix = 'urn:ietf:params:oauth:token-type:';

/** RFC 8693 §3: the kinds of token that an exchange speaks of. */
export const tokenTypes = {
  access_token: `${prefix}access_token`, refresh_token: `${prefix}refresh_token`, id_token: `${prefix}id_token`, jwt: `${prefix}jwt`,
} as const;

/** Without the prefix of their registration. */
export type TokenTypeName = keyof typeof tokenTypes;

/** The kind that a type identifier names; `undefined`: none that this server knows. */
export const findTokenType = (identifier: string): TokenTypeName | undefined =>
  (Object.keys(tokenTypes) as TokenTypeName[]).find((name) => tokenTypes[name] === identifier);
