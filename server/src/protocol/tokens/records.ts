import type { TokenKey } from '../../kernel/opaque-token.ts';
import type { Seconds } from '../../kernel/time.ts';
import type { RegisteredRedirectUri } from '../client/client.ts';
import type { AuthorizationDetail } from '../authorization-details/authorization-detail.ts';
import type { ClaimsRequest } from '../claims/claims-request.ts';
import type { RuleOutcome } from '../login-rules/rule-outcome.ts';
import type { CodeChallenge } from '../pkce/code-challenge.ts';
import type { Confirmation } from '../sender-constraint/confirmation.ts';

/** RFC 8693 §4.1: who acts for the subject, and who acted before. */
export interface Actor { readonly sub: string; readonly act?: Actor }

/** What an authorization carries beyond the plain case; members without a value are left out. */
export interface GrantDetail {
  /** OIDC Core §2: how the person was authenticated. */
  readonly acr?: string;
  readonly amr?: readonly string[];
  /** OIDC Core §5.5. */
  readonly claims?: ClaimsRequest;
  /** RFC 9396 §7: what was granted of the details. */
  readonly authorizationDetails?: readonly AuthorizationDetail[];
  /** RFC 9449 §5: the key that refresh tokens of a public client are bound to. */
  readonly confirmation?: Confirmation;
  readonly actor?: Actor;
  /** Auth0: `gty` of access tokens, for what is neither a code nor the client itself. */
  readonly grantType?: string;
  /** Auth0: what the rules of the tenant said at the sign-in. */
  readonly rules?: RuleOutcome;
  /** Auth0: what administrators wrote down about the refresh token. */
  readonly metadata?: Readonly<Record<string, string>>;
  /** The administrator in whose name an application acts; it is worth what that one's role is now. */
  readonly administrator?: string;
  /** auth_time was asked for, or the client always wants it. */
  readonly wantsAuthTime?: boolean;
}

/** What one token carries beyond its columns. */
export interface TokenDetail { readonly confirmation?: Confirmation; readonly authorizationDetails?: readonly AuthorizationDetail[]; readonly actor?: Actor }

/** One authorization: what a person (or a client for itself) allowed once, and the root of every token that came from it. */
export interface Grant {
  readonly key: TokenKey;
  readonly clientId: string;
  /** `undefined`: the client acts for itself. */
  readonly userId: string | undefined;
  /** The `sid` of the session in which it was given. Without offline access it ends with that session. */
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
  readonly detail?: GrantDetail | undefined;
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
  /** RFC 9449 §10: the thumbprint of the key that the token request must prove. */
  readonly dpopJkt?: string | undefined;
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
  readonly detail?: TokenDetail | undefined;
}
