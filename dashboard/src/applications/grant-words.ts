import type { Application } from '../api/records.ts';

/** A grant type with what it is for. */
export interface GrantWords { readonly grant: string; readonly title: string; readonly words: string; /** The token endpoint asks for proof that a public application can not give. */ readonly needsSecret?: true; /** RFC 9700 §2.1.2, RFC 9700 §2.4: works where the tenant switched it on, too. */ readonly unsafe?: true }

/** Every grant type that an administrator may give, the usual ones first. */
export const grantTypes: readonly GrantWords[] = [
  { grant: 'authorization_code', title: 'Authorization code', words: 'People sign in in the browser, and the application gets a code for tokens.' },
  { grant: 'refresh_token', title: 'Refresh token', words: 'New access tokens without a new sign-in.' },
  { grant: 'client_credentials', title: 'Client credentials', words: 'Tokens in the application’s own name.', needsSecret: true },
  { grant: 'urn:ietf:params:oauth:grant-type:device_code', title: 'Device code', words: 'People enter a short code on their phone: TVs and command lines.' },
  { grant: 'urn:openid:params:grant-type:ciba', title: 'Backchannel sign-in (CIBA)', words: 'The application asks, and the person approves on a device of theirs.' },
  { grant: 'http://auth0.com/oauth/grant-type/passwordless/otp', title: 'Code by mail', words: 'The application asks for the code of a mail itself.' },
  { grant: 'urn:ietf:params:oauth:grant-type:jwt-bearer', title: 'Assertion (JWT bearer)', words: 'A token of an issuer that the tenant trusts becomes one of this server.', needsSecret: true },
  { grant: 'urn:ietf:params:oauth:grant-type:token-exchange', title: 'Token exchange', words: 'A token becomes one for another API, within the application’s policy.', needsSecret: true },
  { grant: 'implicit', title: 'Implicit', words: 'Tokens through the browser’s address bar.', unsafe: true },
  { grant: 'password', title: 'Password', words: 'The application sees the passwords of people.', unsafe: true },
  { grant: 'http://auth0.com/oauth/grant-type/password-realm', title: 'Password with a realm', words: 'The same, for one connection.', unsafe: true },
];

/** Why a grant type can not be used by an application; `undefined`: it can. */
export function whyNot({ needsSecret }: GrantWords, { token_endpoint_auth_method: method }: Application): string | undefined {
  return needsSecret === true && method === 'none' ? 'Not possible for this type: the application keeps no secret, and this grant needs one.' : undefined;
}
