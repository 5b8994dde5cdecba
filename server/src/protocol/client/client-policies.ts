import type { Seconds } from '../../kernel/time.ts';
import type { TokenAlgorithm } from '../vocabulary/names.ts';

/** Whose rules a client lives by where they differ: OpenID Connect's, Auth0's habits, or the strict ones of FAPI 2.0. `profiles.ts` says what each means. */
export type ClientProfile = 'oidc' | 'auth0' | 'fapi2';

/** RFC 7591 §2 `jwks` and `jwks_uri`: public keys, by value or by address; never both. */
export interface ClientKeys { readonly jwks: readonly Readonly<Record<string, unknown>>[] | undefined; readonly jwksUri: string | undefined }

/** RFC 7523 §3: how assertions of the client are judged. */
export interface AssertionPolicy {
  /** The one algorithm (OIDC Registration §2 `token_endpoint_auth_signing_alg`); `undefined`: any that the profile allows. */
  readonly signingAlg: string | undefined;
  /** `issuer`: `aud` is the issuer and nothing else; `endpoints`: the URL of the endpoint that is called is taken too. */
  readonly audience: 'issuer' | 'endpoints';
}

/** RFC 8705 §2.1.2: the one name that the certificate of a client must carry. */
export interface CertificateName { readonly kind: 'subject_dn' | 'san_dns' | 'san_uri' | 'san_ip' | 'san_email'; readonly value: string }

/** How authorization requests must come (RFC 9126 §6, RFC 9101 §10.5). */
export interface RequestPolicy {
  readonly parRequired: boolean;
  readonly signedObjectRequired: boolean;
  /** The one algorithm of request objects; `undefined`: any that the profile allows. */
  readonly objectSigningAlg: string | undefined;
  /** OIDC Core §6.2: addresses from which request objects may be fetched, exact. Empty: by reference is off. */
  readonly objectUris: readonly string[];
}

/** What access tokens of the client are bound to (RFC 9449 §5.2, RFC 8705 §3.4). `either`: one of both must be used. A DPoP proof that is sent binds where `mtls` is not demanded. */
export type SenderConstraint = 'none' | 'dpop' | 'mtls' | 'either';

/** An encryption to the client's key (RFC 7516 §4.1). */
export interface EncryptionTo { readonly alg: string; readonly enc: string }

/** In which form the client gets what is not a token answer. `undefined`: plain. */
export interface AnswerFormats {
  readonly idTokenEncryption: EncryptionTo | undefined;
  /** OIDC Core §5.3.2. */
  readonly userinfoSigningAlg: TokenAlgorithm | undefined;
  readonly userinfoEncryption: EncryptionTo | undefined;
  /** OAuth JARM §3. */
  readonly responseSigningAlg: TokenAlgorithm | undefined;
  readonly responseEncryption: EncryptionTo | undefined;
  /** RFC 9701 §6. */
  readonly introspectionSigningAlg: TokenAlgorithm | undefined;
  readonly introspectionEncryption: EncryptionTo | undefined;
}

/** OIDC Core §8: under which name the client knows a person. */
export interface SubjectPolicy { readonly type: 'public' | 'pairwise'; /** OIDC Core §8.1: the host that pseudonyms are made for; `undefined` for public ones. */ readonly sector: string | undefined; readonly sectorIdentifierUri: string | undefined }

/** How the client learns that a session ended. */
export interface LogoutPolicy {
  readonly backchannelUri: string | undefined;
  readonly backchannelSessionRequired: boolean;
  readonly frontchannelUri: string | undefined;
  readonly frontchannelSessionRequired: boolean;
}

/** OIDC Registration §2: what holds where a request is silent. */
export interface RequestDefaults { readonly maxAge: number | undefined; readonly requireAuthTime: boolean; readonly acrValues: readonly string[] }

/** RFC 8693 §2: what the client may exchange. */
export interface ExchangePolicy {
  /** Identifiers of the APIs that tokens may be had for; empty: exchange is off. */
  readonly audiences: readonly string[];
  readonly delegation: boolean;
  readonly impersonation: boolean;
}

/** OIDC CIBA §4: how the client learns that a person answered. */
export interface CibaPolicy {
  readonly deliveryMode: 'poll' | 'ping' | 'push'; readonly notificationEndpoint: string | undefined;
  /** OIDC CIBA §7.1.1: requests are signed with it, or refused; absent: they are not signed. */
  readonly requestSigningAlg?: string | undefined;
}

/** The seeds' add-ons: a delegation target with its stored secrets, sealed. */
export interface Addon { readonly kind: 'firebase' | 'azure_blob' | 'azure_sb' | 'aws' | 'layer'; readonly settings: Readonly<Record<string, string>>; /** Sealed JSON with the secrets. */ readonly sealed: string }

/** How the client came to be, where no administrator made it. */
export interface Registration {
  readonly by: 'dynamic' | 'metadata_document';
  /** Hash of the registration access token (RFC 7592 §2). */
  readonly tokenHash: string | undefined;
  readonly registeredAt: Seconds;
  /** Metadata as it was sent and accepted, for the answer of RFC 7592 §3. */
  readonly metadata: Readonly<Record<string, unknown>>;
}
