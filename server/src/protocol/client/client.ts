import type { Brand } from '../../kernel/brand.ts';
import type { LegacyFlow, TenantId } from '../../kernel/tenant.ts';
import type { Seconds } from '../../kernel/time.ts';
import type { AuthenticationMethodName, GrantTypeName, ResponseTypeName, TokenAlgorithm } from '../vocabulary/names.ts';
import type { Addon, AnswerFormats, AssertionPolicy, CertificateName, CibaPolicy, ClientKeys, ClientProfile, ExchangePolicy, LogoutPolicy, Registration, RequestDefaults, RequestPolicy, SenderConstraint, SubjectPolicy } from './client-policies.ts';

/** RFC 6749 §2.2: the identifier of a registered client; no secret. */
export type ClientId = Brand<string, 'ClientId'>;
/** A redirect URI that is registered for the client it was matched against. */
export type RegisteredRedirectUri = Brand<string, 'RegisteredRedirectUri'>;

/** A client secret at rest: SHA-256 of a 384-bit random value (base64url). Two may be valid while one is rotated. */
export interface ClientSecret {
  readonly hash: string;
  readonly expiresAt: Seconds | undefined;
  /** The value itself, sealed: only where it is a key (OIDC Core §9 `client_secret_jwt`, HS256, OIDC Core §10.2), never for comparing. */
  readonly sealed?: string | undefined;
}

/** How the refresh tokens of a client live. */
export interface RefreshPolicy {
  /** Auth0: `leeway`. So long after a rotation the same successor is answered again; 0 is strict. */
  readonly leeway: Seconds;
  /** Lifetime without use. */
  readonly idleTtl: Seconds;
  /** Lifetime at most, from the authorization on. */
  readonly absoluteTtl: Seconds;
  /** False: the same refresh token stays good until its end, as FAPI 2.0 §5.3.2.1 has it; for applications that keep a secret (RFC 9700 §2.2.2). */
  readonly rotates?: boolean;
}

/** RFC 7591 §2 metadata, in the server's own words. */
export interface Client {
  readonly tenant: TenantId;
  readonly id: ClientId;
  readonly name: string;
  readonly description: string | undefined;
  readonly logoUri: string | undefined;
  readonly policyUri: string | undefined;
  readonly tosUri: string | undefined;
  /** Where a person starts a sign-in again (OIDC Core §4). */
  readonly initiateLoginUri: string | undefined;
  readonly type: 'regular_web' | 'spa' | 'native' | 'non_interactive';
  readonly firstParty: boolean;
  readonly enabled: boolean;
  /** A sample of development mode: production refuses to start with one. */
  readonly sample: boolean;
  readonly authenticationMethod: AuthenticationMethodName;
  readonly secrets: readonly ClientSecret[];
  readonly redirectUris: readonly string[];
  readonly logoutUris: readonly string[];
  /** Origins that may read answers in a browser, and to which web_message posts. */
  readonly webOrigins: readonly string[];
  /** More origins that may read answers in a browser. */
  readonly allowedOrigins: readonly string[];
  readonly grantTypes: readonly GrantTypeName[];
  readonly requiresPkce: boolean;
  readonly idTokenTtl: Seconds;
  readonly idTokenAlg: TokenAlgorithm;
  /** `auth0`: profile claims stand in the ID token too, `updated_at` as text; `strict`: as OIDC Core §5.4 says. */
  readonly claimsStyle: 'auth0' | 'strict';
  readonly refresh: RefreshPolicy;
  /** Auth0: `GET /userinfo?access_token=`, which RFC 9700 §4.3.2 advises against. */
  readonly tokenInQueryAllowed: boolean;
  readonly profile: ClientProfile;
  /** In canonical spelling (`code id_token`). Those that the tenant must switch on too say so in `legacyFlows`. */
  readonly responseTypes: readonly ResponseTypeName[];
  readonly keys: ClientKeys;
  readonly assertions: AssertionPolicy;
  readonly certificate: CertificateName | undefined;
  readonly requests: RequestPolicy;
  readonly senderConstraint: SenderConstraint;
  readonly formats: AnswerFormats;
  readonly subject: SubjectPolicy;
  readonly logout: LogoutPolicy;
  readonly defaults: RequestDefaults;
  readonly exchange: ExchangePolicy;
  readonly ciba: CibaPolicy;
  /** Delegation targets by name. */
  readonly addons: Readonly<Record<string, Addon>>;
  /** Unsafe flows that this application switched on; they work where its tenant did too. */
  readonly legacyFlows: readonly LegacyFlow[];
  /** Auth0: `client_metadata`, words of the administrator's own; they have no effect. */
  readonly notes: Readonly<Record<string, string>>;
  /** `undefined`: an administrator made it. */
  readonly registration: Registration | undefined;
}

/** The application keeps a secret (RFC 6749 §2.1). */
export const isConfidential = (client: Client) => client.authenticationMethod !== 'none';
