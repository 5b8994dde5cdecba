import type { Brand } from './brand.ts';
import { languages, type Language } from './languages.ts';
import type { Seconds } from './time.ts';

/** The name of a tenant in the store; the one that the settings describe is `default`. */
export type TenantId = Brand<string, 'TenantId'>;
/** The issuer identifier, with its trailing slash: byte-equal to `iss` in every token (RFC 8414 §2, OIDC Core §2). */
export type Issuer = Brand<string, 'Issuer'>;

/** What a tenant and an application must both switch on, because better ways exist. `implicit`: access tokens through the browser; `hybrid`: a code with tokens beside it. */
export type LegacyFlow = 'implicit' | 'hybrid' | 'password' | 'delegation' | 'tokeninfo' | 'resource_owner' | 'idp_access_token' | 'attribute_scopes' | 'shared_secret_signing';

/** RFC 7591 §2.3: who is believed about software. Its keys by value or by address. */
export interface SoftwareStatementIssuer { readonly issuer: string; readonly jwks: readonly Readonly<Record<string, unknown>>[] | undefined; readonly jwksUri: string | undefined }

/** RFC 7523 §2.1: somebody whose signed word is taken for a grant. */
export interface TrustedIssuer {
  /** `iss`, character for character. */
  readonly issuer: string;
  /** Public keys (RFC 7517 §4), by value or by address; never both. */
  readonly jwks: readonly Readonly<Record<string, unknown>>[] | undefined;
  readonly jwksUri: string | undefined;
  /** Whom `sub` names: the application that sends the assertion, or a person by user_id. */
  readonly subjectMapping: 'client' | 'user_id';
  /** Identifiers of the APIs that its assertions are good for. */
  readonly audiences: readonly string[];
}

/** What a tenant may set for itself. */
export interface TenantSettings {
  /** `development` shows decision records on error pages; `production` never does. */
  readonly environment: 'development' | 'production';
  readonly supportEmail: string | undefined;
  /** Where people find help; https. */
  readonly supportUri?: string | undefined;
  /** The picture of the tenant, shown where people sign in to an application that has none of its own; https. */
  readonly pictureUri?: string | undefined;
  /** Where the logout endpoint may send a browser, for every application of the tenant. */
  readonly logoutUris: readonly string[];
  /** An API that is meant when a request names none; `undefined` gives opaque tokens. */
  readonly defaultAudience: string | undefined;
  /** The name of the connection that new applications use from the beginning; `null`: none. */
  readonly defaultDirectory: string | null;
  /** Lifetime of a session without activity. */
  readonly sessionIdleTtl: Seconds;
  /** Lifetime of a session at most. */
  readonly sessionAbsoluteTtl: Seconds;
  /** Lifetime of an access token that no API was asked for with. */
  readonly opaqueTokenTtl: Seconds;
  /** Who signs up is sent a mail that proves the address. */
  readonly verificationMail: boolean;
  /** Nobody is let in who has not proved the address. */
  readonly verifiedEmailRequired: boolean;
  /** A new password ends the sessions and grants of the person. */
  readonly passwordChangeEndsSessions: boolean;
  /** Unsafe flows that the tenant switched on; each application must, too. */
  readonly legacyFlows: readonly LegacyFlow[];
  /** Auth0: scripts of the tenant run when somebody signs in, for every application. Off, none runs and none can be enabled. */
  readonly rulesEnabled: boolean;
  /** RFC 9126 §5: every application of the tenant pushes its authorization requests, or is refused. */
  readonly parRequired: boolean;
  /** RFC 7591 §3: who may register a client. `token`: with an initial access token; `open`: anybody. */
  readonly registration: 'closed' | 'token' | 'open';
  /** RFC 7591 §2.3: whose software statements are believed; empty: nobody's. */
  readonly softwareStatementIssuers: readonly SoftwareStatementIssuer[];
  /** The MCP way: a client may be named by the https address of its metadata. */
  readonly clientMetadataDocuments: boolean;
  /** RFC 8628 §6.1: how codes that people type look. `*` is a character, everything else stands as it is. */
  readonly userCodes: { readonly alphabet: 'base20' | 'digits'; readonly mask: string };
  /** OIDC Core §2: authentication contexts that this tenant can vouch for, weakest first. */
  readonly acrValues: readonly string[];
  /** Development only: a conformance suite answers backchannel requests in the place of people. */
  readonly automatedApprovals: boolean;
  /** Issuers whose assertions may be exchanged for access tokens. */
  readonly trustedIssuers: readonly TrustedIssuer[];
  /** The languages of its hosted pages; the first is told to people who speak none of them. */
  readonly locales: readonly Language[];
  /** The tenant's own words on hosted pages: by language, then by the id of the text. */
  readonly texts: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** What holds in a tenant that said nothing about it; stored tenants of earlier versions are completed with it when they are read. */
export const tenantDefaults = {
  // Auth0: 24 hours.
  opaqueTokenTtl: 86_400,
  defaultDirectory: 'Username-Password-Authentication',
  legacyFlows: [], rulesEnabled: false, parRequired: false, registration: 'closed', softwareStatementIssuers: [], clientMetadataDocuments: true, userCodes: { alphabet: 'base20', mask: '****-****' }, acrValues: ['urn:gatehouse:acr:password'], automatedApprovals: false, trustedIssuers: [], locales: languages, texts: {},
  verificationMail: true, verifiedEmailRequired: false, passwordChangeEndsSessions: true,
} as const satisfies Partial<TenantSettings>;

/** One tenant: one host name, one issuer, its own keys, people and applications. */
export interface Tenant {
  readonly id: TenantId;
  readonly name: string;
  readonly issuer: Issuer;
  readonly settings: TenantSettings;
}
