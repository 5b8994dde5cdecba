import type { Awaitable } from '../../kernel/awaitable.ts';
import type { Seconds } from '../../kernel/time.ts';
import type { Tenant } from '../../kernel/tenant.ts';
import type { Client } from '../client/client.ts';
import type { ClientKeyTools } from '../client/verify-with-client-keys.ts';
import type { Params } from '../params.ts';
import type { ForeignJwt, ForeignJwts } from '../ports/foreign-jwt.ts';
import type { SecretHasher } from '../ports/secret-hasher.ts';
import type { SecretSeal } from '../ports/secret-seal.ts';
import type { SingleUse } from '../ports/single-use-store.ts';
import type { ClientCertificate } from '../sender-constraint/client-certificate.ts';
import type { OAuthRefusal } from '../vocabulary/errors.ts';
import type { AuthenticationMethodName } from '../vocabulary/names.ts';

/** Where a client may show who it is (RFC 6749 §2.3). */
export interface Credentials {
  readonly authorization: string | undefined;
  readonly params: Params;
}

/** A secret, or the bare name where it is empty. */
export interface SecretPresentation { readonly clientId: string; readonly secret: string }
/** RFC 7521 §4.2: a signed statement; `shown` is what it says before it is believed. */
export interface AssertionPresentation { readonly clientId: string; readonly jwt: string; readonly shown: ForeignJwt }
/** What was shown, before it is believed. */
export type Presentation = SecretPresentation | AssertionPresentation;

/** What holds of the credentials. `spend`: they are good for one request; whoever believes them spends it when everything else is proved. */
export interface VerifiedCredentials { readonly spend?: SingleUse }

/** Whose credentials are verified, and where they were sent. */
export interface VerifyCall {
  readonly tenant: Tenant;
  readonly client: Client;
  readonly now: Seconds;
  /** Addresses of this server that an assertion may be meant for, besides the issuer: the endpoint that was called, and the token endpoint. */
  readonly endpoints: () => readonly string[];
  /** RFC 8705 §2: what the TLS client showed; read when somebody asks. */
  readonly certificate: () => ClientCertificate | undefined;
}

/** What credentials are verified with. */
export type VerifyTools = ClientKeyTools & { readonly hasher: SecretHasher; readonly secretSeal: SecretSeal };

/** One file per method, all of this shape. */
export interface ClientAuthenticationMethod<Shown extends Presentation = Presentation> {
  readonly name: AuthenticationMethodName;
  /** Was this method used? `undefined` when not; a refusal when used wrongly. */
  present(credentials: Credentials, tools: { readonly jwts: ForeignJwts }): Shown | OAuthRefusal | undefined;
  /** Is it true? Asked only where the client is registered for this method. */
  verify(shown: Shown, call: VerifyCall, tools: VerifyTools): Awaitable<VerifiedCredentials | OAuthRefusal>;
}
