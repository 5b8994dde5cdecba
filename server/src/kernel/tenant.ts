import type { Brand } from './brand.ts';
import type { Seconds } from './time.ts';

/** The name of a tenant in the store; the one that the settings describe is `default`. */
export type TenantId = Brand<string, 'TenantId'>;
/** The issuer identifier, with its trailing slash: byte-equal to `iss` in every token (RFC 8414 §2, OIDC Core §2). */
export type Issuer = Brand<string, 'Issuer'>;

/** What a tenant may set for itself. */
export interface TenantSettings {
  /** `development` shows decision records on error pages; `production` never does. */
  readonly environment: 'development' | 'production';
  readonly supportEmail: string | undefined;
  /** Where the logout endpoint may send a browser, for every application of the tenant. */
  readonly logoutUris: readonly string[];
  /** An API that is meant when a request names none; `undefined` gives opaque tokens. */
  readonly defaultAudience: string | undefined;
  /** Lifetime of a session without activity. */
  readonly sessionIdleTtl: Seconds;
  /** Lifetime of a session at most. */
  readonly sessionAbsoluteTtl: Seconds;
  readonly signupOpen: boolean;
}

/** One tenant: one host name, one issuer, its own keys, people and applications. */
export interface Tenant {
  readonly id: TenantId;
  readonly name: string;
  readonly issuer: Issuer;
  readonly settings: TenantSettings;
}
