import type { Client } from './client.ts';
import type { ClientProfile } from './client-policies.ts';
import type { Seconds } from '../../kernel/time.ts';

/** What a profile demands beyond what holds for all. */
export interface ProfileRules {
  /** RFC 9126 §5: authorization requests are pushed, or refused. */
  readonly parRequired: boolean;
  /** Access tokens are bound to a key by DPoP or mTLS, or refused. */
  readonly senderConstrained: boolean;
  /** Only the code flow. */
  readonly codeOnly: boolean;
  /** Confidential clients with private_key_jwt or mTLS alone. */
  readonly strongAuthentication: boolean;
  /** Signatures of clients: assertions, request objects, DPoP proofs. */
  readonly signingAlgs: readonly string[];
  /** May `aud` of an assertion be a list, or an endpoint, where the client is set so? */
  readonly looseAudience: boolean;
  /** FAPI 2.0 Message Signing §5.3.1: request objects say when they begin and end, within an hour. */
  readonly requestObjectTimes: boolean;
  /** RFC 9101 §4 would have each request object name its issuer, audience and client, and when it ends; OIDC Core §6.1 does not insist. What is named must be right. */
  readonly requestObjectNames: boolean;
  /** FAPI 2.0 §5.3.2.1: refresh tokens stay the same, so that a lost answer costs nothing. */
  readonly rotatesRefreshTokens: boolean;
  /** RFC 9449 §8: every DPoP proof carries a nonce of ours, and its own time is held to all the same. Elsewhere a nonce is asked for where the clocks differ. */
  readonly dpopNonces: boolean;
}

/** Every algorithm that a client may sign with (RFC 7518 §3.1, RFC 8037 §3.1). `Ed25519` is the newer name of what EdDSA means here. */
export const clientSigningAlgs: readonly string[] = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519'];
/** The same for request objects, with the one that takes the client secret (OIDC Core §10.1). */
export const requestObjectAlgs: readonly string[] = [...clientSigningAlgs, 'HS256'];
const open: ProfileRules = { parRequired: false, senderConstrained: false, codeOnly: false, strongAuthentication: false, signingAlgs: clientSigningAlgs, looseAudience: true, requestObjectTimes: false, requestObjectNames: true, rotatesRefreshTokens: true, dpopNonces: false };

/** FAPI 2.0 §5.3.2 against OIDC Core and Auth0: the differences, in one place. */
const profileRules: Readonly<Record<ClientProfile, ProfileRules>> = {
  oidc: { ...open, requestObjectNames: false },
  auth0: open,
  fapi2: { parRequired: true, senderConstrained: true, codeOnly: true, strongAuthentication: true, signingAlgs: ['PS256', 'ES256', 'EdDSA', 'Ed25519'], looseAudience: false, requestObjectTimes: true, requestObjectNames: true, rotatesRefreshTokens: false, dpopNonces: true },
};

/** The rules of this client's profile. */
export const rulesOf = (client: Client): ProfileRules => profileRules[client.profile];

/** Does each use of a refresh token bring a new one? The profile may forbid it, and the application may be set so. */
export const rotatesRefreshTokens = (client: Client): boolean => rulesOf(client).rotatesRefreshTokens && client.refresh.rotates !== false;

/** Clocks of clients may be ahead of ours by so much (FAPI 2.0 §5.3.2.1). */
export const clockSkew: Seconds = 10;
