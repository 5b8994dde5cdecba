import { Refusal, type Evidence } from '../../kernel/refusal.ts';
import type { ReasonCode } from '../../kernel/reasons/index.ts';

/** RFC 8628 §3.5, OIDC CIBA §11: what a client is told that asks again and again until a person answered. */
export type PollErrorCode = 'authorization_pending' | 'slow_down' | 'expired_token' | 'access_denied';

/** OIDC CIBA §13. */
export type BackchannelErrorCode = 'unknown_user_id' | 'invalid_binding_message';

/** RFC 6749 §5.2, RFC 8707 §2. */
export type TokenErrorCode = PollErrorCode | 'invalid_request' | 'invalid_client' | 'invalid_grant' | 'unauthorized_client' | 'unsupported_grant_type' | 'invalid_scope' | 'invalid_target' | 'invalid_authorization_details';

/** RFC 9449 §5, RFC 9449 §8: at the token endpoint and at resources alike. */
export type DpopErrorCode = 'invalid_dpop_proof' | 'use_dpop_nonce';

/** RFC 6749 §4.1.2.1, OIDC Core §3.1.2.6. */
export type AuthorizationErrorCode =
  | 'invalid_request' | 'unauthorized_client' | 'access_denied' | 'unsupported_response_type' | 'invalid_scope' | 'server_error' | 'temporarily_unavailable'
  | 'login_required' | 'consent_required' | 'interaction_required' | 'account_selection_required' | 'invalid_target'
  | 'unmet_authentication_requirements' | 'invalid_authorization_details'
  | 'invalid_request_uri' | 'invalid_request_object' | 'request_not_supported';

/** RFC 6750 §3.1, RFC 9470 §3. */
export type BearerErrorCode = 'invalid_request' | 'invalid_token' | 'insufficient_scope' | 'insufficient_user_authentication';

/** RFC 7591 §3.2.2. */
export type RegistrationErrorCode = 'invalid_redirect_uri' | 'invalid_client_metadata' | 'invalid_software_statement' | 'unapproved_software_statement';

/** What is no OAuth error but must be told all the same: throttling, overload, a failure of ours. */
export type ServiceErrorCode = 'too_many_requests' | 'temporarily_unavailable' | 'server_error';

/** Every error code that this server writes. */
export type OAuthErrorCode = TokenErrorCode | BackchannelErrorCode | DpopErrorCode | AuthorizationErrorCode | BearerErrorCode | ServiceErrorCode | RegistrationErrorCode;
/** A refusal whose code may stand in an OAuth answer. */
export type OAuthRefusal = Refusal<OAuthErrorCode>;

const refusing = <Code extends OAuthErrorCode>(code: Code) => (reason: ReasonCode, evidence?: Evidence) => new Refusal(code, reason, evidence);

/** RFC 6749 §5.2, RFC 6749 §4.1.2.1: invalid_request. */
export const invalidRequest = refusing('invalid_request');
/** RFC 6749 §5.2: invalid_client. */
export const invalidClient = refusing('invalid_client');
/** RFC 6749 §5.2: invalid_grant. */
export const invalidGrant = refusing('invalid_grant');
/** RFC 6749 §5.2, RFC 6749 §4.1.2.1: unauthorized_client. */
export const unauthorizedClient = refusing('unauthorized_client');
/** RFC 6749 §5.2: unsupported_grant_type. */
export const unsupportedGrantType = refusing('unsupported_grant_type');
/** RFC 6749 §4.1.2.1: unsupported_response_type. */
export const unsupportedResponseType = refusing('unsupported_response_type');
/** RFC 6749 §5.2, RFC 6749 §4.1.2.1: invalid_scope. */
export const invalidScope = refusing('invalid_scope');
/** RFC 8707 §2: invalid_target. */
export const invalidTarget = refusing('invalid_target');
/** RFC 6749 §4.1.2.1: server_error. */
export const serverError = refusing('server_error');
/** RFC 6749 §4.1.2.1: temporarily_unavailable. */
export const temporarilyUnavailable = refusing('temporarily_unavailable');
/** RFC 6749 §4.1.2.1: access_denied. */
export const accessDenied = refusing('access_denied');
/** OIDC Core §3.1.2.6: login_required. */
export const loginRequired = refusing('login_required');
/** OIDC Core §3.1.2.6: consent_required. */
export const consentRequired = refusing('consent_required');
/** RFC 9470 §5: unmet_authentication_requirements. */
export const unmetAuthenticationRequirements = refusing('unmet_authentication_requirements');
/** RFC 9396 §5: invalid_authorization_details. */
export const invalidAuthorizationDetails = refusing('invalid_authorization_details');
/** OIDC Core §3.1.2.6, RFC 9101 §7: invalid_request_uri. */
export const invalidRequestUri = refusing('invalid_request_uri');
/** OIDC Core §3.1.2.6, RFC 9101 §7: invalid_request_object. */
export const invalidRequestObject = refusing('invalid_request_object');
/** OIDC Core §3.1.2.6, RFC 9101 §7: request_not_supported. */
export const requestNotSupported = refusing('request_not_supported');
/** RFC 6750 §3.1: invalid_token. */
export const invalidToken = refusing('invalid_token');
/** RFC 6750 §3.1: insufficient_scope. */
export const insufficientScope = refusing('insufficient_scope');
/** RFC 9449 §5: invalid_dpop_proof. */
export const invalidDpopProof = refusing('invalid_dpop_proof');
/** RFC 9449 §8: use_dpop_nonce. The answer has to carry a nonce. */
export const useDpopNonce = refusing('use_dpop_nonce');
/** RFC 9470 §3: insufficient_user_authentication. */
export const insufficientUserAuthentication = refusing('insufficient_user_authentication');
/** RFC 6585 §4: too_many_requests, answered with status 429. */
export const tooManyRequests = refusing('too_many_requests');
/** RFC 8628 §3.5: authorization_pending. */
export const authorizationPending = refusing('authorization_pending');
/** RFC 8628 §3.5: slow_down. */
export const slowDown = refusing('slow_down');
/** RFC 8628 §3.5: expired_token. */
export const expiredToken = refusing('expired_token');
/** RFC 7591 §3.2.2: invalid_client_metadata. */
export const invalidClientMetadata = refusing('invalid_client_metadata');
/** RFC 7591 §3.2.2: invalid_redirect_uri. */
export const invalidRedirectUri = refusing('invalid_redirect_uri');
/** RFC 7591 §3.2.2: invalid_software_statement. */
export const invalidSoftwareStatement = refusing('invalid_software_statement');
/** RFC 7591 §3.2.2: unapproved_software_statement. */
export const unapprovedSoftwareStatement = refusing('unapproved_software_statement');
/** OIDC CIBA §13: unknown_user_id. */
export const unknownUserId = refusing('unknown_user_id');
/** OIDC CIBA §13: invalid_binding_message. */
export const invalidBindingMessage = refusing('invalid_binding_message');
