import type { Client } from '../client/client.ts';
import type { Params } from '../params.ts';
import type { SecretHasher } from '../ports/secret-hasher.ts';
import type { Seconds } from '../../kernel/time.ts';
import type { OAuthRefusal } from '../vocabulary/errors.ts';
import type { AuthenticationMethodName } from '../vocabulary/names.ts';

/** Where a client may show who it is (RFC 6749 §2.3). */
export interface Credentials { readonly authorization: string | undefined; readonly params: Params }

/** What was shown, before it is believed. */
export interface Presentation { readonly clientId: string; readonly secret: string }

/** One file per method, all of this shape. */
export interface ClientAuthenticationMethod {
  readonly name: AuthenticationMethodName;
  /** Was this method used? `undefined` when not; a refusal when used wrongly. */
  present(credentials: Credentials): Presentation | OAuthRefusal | undefined;
  /** Is it true? */
  verify(shown: Presentation, client: Client, tools: { readonly hasher: SecretHasher; readonly now: Seconds }): boolean;
}
