import type { TenantId } from '../../kernel/tenant.ts';
import type { Seconds } from '../../kernel/time.ts';
import type { TokenAlgorithm } from '../vocabulary/names.ts';

/** A scope value that an API defines, with the words that the person reads when asked for it. */
export interface Permission { readonly value: string; readonly description: string }

/** A registered API: what `audience` (and RFC 8707 `resource`) names. */
export interface ResourceServer {
  readonly tenant: TenantId;
  readonly id: string;
  /** The `aud` of its tokens; never changes. */
  readonly identifier: string;
  readonly name: string;
  readonly permissions: readonly Permission[];
  readonly tokenTtl: Seconds;
  readonly signingAlg: TokenAlgorithm;
  /** `auth0`: `typ: JWT` with `azp`; `rfc9068`: `typ: at+jwt` with `client_id` and `jti`. */
  readonly dialect: 'auth0' | 'rfc9068';
  readonly allowOfflineAccess: boolean;
  /** First-party applications need no consent for it. */
  readonly skipConsentForFirstParty: boolean;
  /** Client ids that act for this API and may introspect its tokens (RFC 7662 §2.1). */
  readonly introspectors: readonly string[];
  /** HS256: the shared secret, sealed; `undefined` where a key pair signs. */
  readonly signingSecret: string | undefined;
  /** RFC 9396 §2: the types of authorization details that this API understands. */
  readonly authorizationDetailTypes: readonly string[];
  /** Its tokens are bound to a key by DPoP or mTLS, whatever the client says. */
  readonly senderConstrained: boolean;
  /** Auth0: people get those of its permissions alone that they have, by roles or directly. */
  readonly enforcePolicies: boolean;
  /** Auth0: access tokens tell the permissions in `permissions`; only where policies are enforced. */
  readonly permissionsInToken: boolean;
  readonly enabled: boolean;
  readonly sample: boolean;
}

/** What holds for an API that said nothing about it. */
export const resourceServerDefaults = { signingSecret: undefined, authorizationDetailTypes: [], senderConstrained: false, enforcePolicies: false, permissionsInToken: false } as const satisfies Partial<ResourceServer>;

/** What a client may ask of an API with its own credentials (RFC 6749 §4.4). */
export interface ClientGrant { readonly tenant: TenantId; readonly id: string; readonly clientId: string; readonly audience: string; readonly scope: readonly string[] }
