/** A module of the OpenID conformance suite (release 5.1.43), by its name. */
export interface Module { readonly name: string; readonly plan: 'openid' | 'logout' | 'fapi2' }

const openid = [
  'oidcc-server', 'oidcc-response-type-missing', 'oidcc-idtoken-signature', 'oidcc-idtoken-unsigned', 'oidcc-userinfo-get', 'oidcc-userinfo-post-header',
  'oidcc-userinfo-post-body', 'oidcc-ensure-request-without-nonce-succeeds-for-code-flow', 'oidcc-scope-profile', 'oidcc-scope-email', 'oidcc-scope-address',
  'oidcc-scope-phone', 'oidcc-scope-all', 'oidcc-alternate-happy-flow', 'oidcc-display-page', 'oidcc-display-popup', 'oidcc-prompt-login', 'oidcc-prompt-none-not-logged-in',
  'oidcc-prompt-none-logged-in', 'oidcc-max-age-1', 'oidcc-max-age-10000', 'oidcc-ensure-request-with-unknown-parameter-succeeds', 'oidcc-id-token-hint',
  'oidcc-login-hint', 'oidcc-ui-locales', 'oidcc-claims-locales', 'oidcc-ensure-request-with-acr-values-succeeds', 'oidcc-codereuse', 'oidcc-codereuse-30seconds',
  'oidcc-ensure-registered-redirect-uri', 'oidcc-ensure-post-request-succeeds', 'oidcc-server-client-secret-post', 'oidcc-request-uri-unsigned-supported-correctly-or-rejected-as-unsupported',
  'oidcc-unsigned-request-object-supported-correctly-or-rejected-as-unsupported', 'oidcc-claims-essential', 'oidcc-ensure-request-object-with-redirect-uri',
  'oidcc-refresh-token', 'oidcc-ensure-request-with-valid-pkce-succeeds', 'oidcc-ensure-request-without-nonce-fails', 'oidcc-discovery-endpoint-verification',
  'oidcc-idtoken-rs256', 'oidcc-userinfo-rs256', 'oidcc-ensure-redirect-uri-in-authorization-request', 'oidcc-redirect-uri-query-OK', 'oidcc-redirect-uri-query-mismatch',
  'oidcc-redirect-uri-query-added', 'oidcc-redirect-uri-regfrag', 'oidcc-registration-logo-uri', 'oidcc-registration-policy-uri', 'oidcc-registration-tos-uri',
  'oidcc-registration-jwks-uri', 'oidcc-registration-sector-uri', 'oidcc-registration-sector-bad', 'oidcc-server-rotate-keys', 'oidcc-refresh-token-rp-key-rotation',
  'oidcc-request-uri-unsigned', 'oidcc-request-uri-signed-rs256', 'oidcc-ensure-client-assertion-with-iss-aud-succeeds', 'oidcc-3rd_party-init-login', 'oidcc-3rd_party-init-login-nohttps',
] as const;

const logout = [
  'oidcc-rp-initiated-logout-discovery-endpoint-verification', 'oidcc-rp-initiated-logout', 'oidcc-rp-initiated-logout-no-state', 'oidcc-rp-initiated-logout-bad-id-token-hint',
  'oidcc-rp-initiated-logout-modified-id-token-hint', 'oidcc-rp-initiated-logout-no-id-token-hint', 'oidcc-rp-initiated-logout-bad-post-logout-redirect-uri',
  'oidcc-rp-initiated-logout-query-added-to-post-logout-redirect-uri', 'oidcc-rp-initiated-logout-no-params', 'oidcc-rp-initiated-logout-only-state', 'oidcc-rp-initiated-logout-no-post-logout-redirect-uri',
  'oidcc-session-management-discovery-endpoint-verification', 'oidcc-session-management-rp-initiated-logout', 'oidcc-frontchannel-logout-discovery-endpoint-verification',
  'oidcc-frontchannel-rp-initiated-logout', 'oidcc-backchannel-logout-discovery-endpoint-verification', 'oidcc-backchannel-rp-initiated-logout',
] as const;

/** Without the prefix that all of them have. */
const fapi2 = [
  'discovery-end-point-verification', 'happy-flow', 'user-rejects-authentication', 'ensure-request-object-with-multiple-aud-succeeds', 'ensure-authorization-request-without-state-success',
  'ensure-authorization-request-without-nonce-success', 'ensure-authorization-request-with-64-char-nonce-success', 'ensure-other-scope-order-succeeds', 'test-claims-parameter-identity-claims',
  'access-token-type-header-case-sensitivity', 'ensure-request-object-with-nbf-8-seconds-in-the-future-is-accepted', 'check-dpop-proof-nbf-exp', 'ensure-dpopproof-with-iat-10seconds-before-succeeds',
  'ensure-dpopproof-with-iat-10seconds-after-succeeds', 'ensure-mismatched-dpop-jkt-fails', 'ensure-token-endpoint-fails-with-mismatched-dpop-proof-jkt',
  'ensure-token-endpoint-fails-with-mismatched-dpop-jkt', 'ensure-dpopproof-at-par-endpoint-binding-success', 'ensure-dpop-auth-code-binding-success', 'ensure-different-nonce-inside-and-outside-request-object',
  'ensure-different-state-inside-and-outside-request-object', 'ensure-authorization-request-with-long-nonce', 'ensure-authorization-request-with-long-state',
  'ensure-request-object-without-exp-fails', 'ensure-request-object-without-nbf-fails', 'state-only-outside-request-object-not-used', 'ensure-request-object-without-redirect-uri-fails',
  'ensure-expired-request-object-fails', 'ensure-request-object-with-bad-aud-fails', 'ensure-request-object-with-exp-over-60-fails', 'australia-connectid-ensure-request-object-with-exp-over-10-fails',
  'ensure-request-object-with-nbf-over-60-fails', 'australia-connectid-ensure-request-object-with-nbf-over-15-fails', 'ensure-signed-request-object-with-RS256-fails',
  'ensure-request-object-signature-algorithm-is-not-none', 'ensure-request-object-with-invalid-signature-fails', 'ensure-matching-key-in-authorization-request',
  'ensure-unsigned-request-at-par-endpoint-fails', 'ensure-registered-redirect-uri', 'plain-fapi-tolerate-unregistered-redirect-uri', 'ensure-unsigned-authorization-request-without-using-par-fails',
  'ensure-redirect-uri-in-authorization-request', 'ensure-response-type-code-idtoken-fails', 'australia-connectid-ensure-invalid-purpose-fails', 'ensure-response-type-token-fails',
  'ensure-client-id-in-token-endpoint', 'ensure-holder-of-key-required', 'ensure-authorization-code-is-bound-to-client', 'attempt-reuse-authorization-code-after-one-second',
  'ensure-token-endpoint-fails-with-expired-auth-code', 'ensure-signed-client-assertion-with-RS256-fails', 'ensure-client-assertion-in-token-endpoint', 'ensure-client-assertion-with-exp-is-5-minutes-in-past-fails',
  'ensure-client-assertion-with-wrong-aud-fails', 'ensure-client-assertion-with-no-sub-fails', 'dpop-negative-tests', 'refresh-token', 'ensure-server-handles-non-matching-intent-id',
  'test-essential-acr-sca-claim', 'brazil-ensure-bad-payment-signature-fails', 'australia-connectid-test-claims-parameter-idtoken-identity-claims', 'par-ensure-reused-request-uri-prior-to-auth-completion-succeeds',
  'par-attempt-reuse-request_uri', 'par-attempt-to-use-expired-request_uri', 'par-ensure-jwt-client-assertions-nbf-8-seconds-in-the-future-is-accepted',
  'par-ensure-jwt-client-assertions-nbf-over-60-seconds-in-the-future-fails', 'par-attempt-to-use-request_uri-for-different-client', 'par-authorization-request-containing-request_uri-form-param',
  'par-attempt-invalid-http-method', 'par-ensure-pkce-required', 'ensure-pkce-code-verifier-required', 'incorrect-pkce-code-verifier-rejected', 'par-plain-pkce-rejected',
  'par-authorization-request-containing-request_uri', 'par-without-duplicate-parameters', 'par-test-array-as-audience-fails', 'par-test-par-endpoint-url-as-audience-fails',
  'par-test-token-endpoint-url-as-audience-fails',
] as const;

/** Every module of the plans for OpenID Providers, logout and FAPI 2.0. */
export const modules: readonly Module[] = [
  ...openid.map((name) => ({ name, plan: 'openid' }) as const),
  ...logout.map((name) => ({ name, plan: 'logout' }) as const),
  ...fapi2.map((name) => ({ name: `fapi2-security-profile-final-${name}`, plan: 'fapi2' }) as const),
];

const ecosystem = 'It belongs to the profile of one country, which this server does not have.';

/** Modules that are not re-enacted, and why. A module in neither list fails the tests. */
export const notReenacted: Readonly<Record<string, string>> = {
  'fapi2-security-profile-final-australia-connectid-ensure-request-object-with-exp-over-10-fails': ecosystem,
  'fapi2-security-profile-final-australia-connectid-ensure-request-object-with-nbf-over-15-fails': ecosystem,
  'fapi2-security-profile-final-australia-connectid-ensure-invalid-purpose-fails': ecosystem,
  'fapi2-security-profile-final-ensure-server-handles-non-matching-intent-id': ecosystem,
  'fapi2-security-profile-final-test-essential-acr-sca-claim': ecosystem,
  'fapi2-security-profile-final-brazil-ensure-bad-payment-signature-fails': ecosystem,
  'fapi2-security-profile-final-australia-connectid-test-claims-parameter-idtoken-identity-claims': ecosystem,
};
