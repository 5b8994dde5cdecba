import type { TokenKey } from '../../kernel/opaque-token.ts';
import type { Seconds } from '../../kernel/time.ts';
import type { RegisteredRedirectUri } from '../client/client.ts';
import type { CodeChallenge } from '../pkce/code-challenge.ts';

/** One authorization: what a person (or a client for itself) allowed once, and the root of every token that came from it. */
export interface Grant {
  readonly key: TokenKey;
  readonly clientId: string;
  /** `undefined`: the client acts for itself. */
  readonly userId: string | undefined;
  /** The session in which it was given. Without offline access it ends with that session. */
  readonly sessionKey: string | undefined;
  readonly offline: boolean;
  readonly scope: readonly string[];
  /** The API, or `undefined` for a token that is good at /userinfo only. */
  readonly audience: string | undefined;
  readonly authTime: Seconds | undefined;
  /** Auth0: the device name bound to the refresh token. */
  readonly device: string | undefined;
  readonly createdAt: Seconds;
  /** The end of its refresh tokens, whatever happens. */
  readonly absoluteExpiresAt: Seconds;
}

/** RFC 6749 §4.1.2: what a code stands for. */
export interface AuthorizationCode {
  readonly key: TokenKey;
  readonly grantKey: TokenKey;
  readonly clientId: string;
  readonly redirectUri: RegisteredRedirectUri;
  readonly challenge: CodeChallenge | undefined;
  readonly nonce: string | undefined;
  readonly expiresAt: Seconds;
}

/** A row of an opaque access token or a refresh token. */
export interface TokenRecord {
  readonly key: TokenKey;
  readonly kind: 'access_token' | 'refresh_token';
  /** `undefined`: a client-credentials token without a grant. */
  readonly grantKey: TokenKey | undefined;
  readonly clientId: string;
  readonly userId: string | undefined;
  readonly scope: readonly string[];
  readonly audience: string | undefined;
  readonly issuedAt: Seconds;
  readonly expiresAt: Seconds;
}
