import type { Reason } from './reason.ts';

/** Refusals about the application: who it is and what it may do. */
export const clientReasons = {
  'client.unknown': { check: 'client.known', explain: 'No application of this tenant has this client_id.', fix: ['Copy the client_id from the settings of the application.', 'Check that the request goes to the tenant in which the application was made.'] },
  'client.disabled': { check: 'client.known', explain: 'The application is switched off.', fix: ['Let an administrator switch the application on again.'] },
  'client.no_credentials': { check: 'client.authenticated', explain: 'Client authentication failed.', fix: ['Send client_id, and the credentials of the method that is registered for the application.'] },
  'client.method_not_registered': { check: 'client.authenticated', explain: 'Client authentication failed.', fix: ['Use the authentication method that is registered for the application, or change it there.'] },
  'client.method_too_weak': { check: 'client.authenticated', explain: 'Client authentication failed.', fix: ['An application of the profile fapi2 authenticates with private_key_jwt or a TLS client certificate: register one of these methods.'] },
  'client.secret_wrong': { check: 'client.authenticated', explain: 'Client authentication failed.', fix: ['Copy the client secret from the settings of the application; if it was rotated, use the new one.'] },
  'client.two_methods': { check: 'client.authenticated', explain: 'More than one client authentication method was used in one request.', fix: ['Send the secret either in the Authorization header or in the body, not in both.'] },
  'client.basic_malformed': { check: 'client.authenticated', explain: 'The Authorization header is not well-formed HTTP Basic.', fix: ['Send Basic followed by base64 of client_id:client_secret, both form-urlencoded first.'] },
  'client.ids_differ': { check: 'client.authenticated', explain: 'The client_id of the body is not the one that authenticated.', fix: ['Leave client_id out of the body, or send the same one.'] },
  'client.throttled': { check: 'client.throttle', explain: 'Too many wrong client credentials came from this address.', fix: ['Wait for the seconds in Retry-After, then send the right credentials.'] },
  'client.grant_not_allowed': { check: 'client.grant_allowed', explain: 'The application may not use this grant type.', fix: ['Switch the grant type on in the settings of the application.'] },
  'client.public_not_allowed': { check: 'client.grant_allowed', explain: 'A public application can not keep a secret, so it may not do this.', fix: ['Use an application with a client secret.'] },
  'grant_type.unknown': { check: 'client.grant_allowed', explain: 'This server does not know this grant type.', fix: ['Use one of grant_types_supported in the discovery document.'] },
  'response_type.missing': { check: 'client.response_type_allowed', explain: 'response_type is missing.', fix: ['Send response_type=code.'] },
  'response_type.unknown': { check: 'client.response_type_allowed', explain: 'This server does not offer this response type.', fix: ['Send response_type=code.'] },
  'response_mode.unknown': { check: 'response_mode.known', explain: 'This server does not know this response mode.', fix: ['Use one of response_modes_supported in the discovery document, or leave response_mode out.'] },
  'redirect_uri.missing': { check: 'redirect_uri.registered', explain: 'redirect_uri is missing.', fix: ['Send the redirect_uri to which the answer shall go.'] },
  'redirect_uri.not_registered': { check: 'redirect_uri.registered', explain: 'The redirect_uri is not one of the Allowed Callback URLs of the application.', fix: ['Add the URL to the Allowed Callback URLs of the application, character for character.', 'Or send one that is registered.'] },
  'redirect_uri.differs': { check: 'redirect_uri.same', explain: 'The redirect_uri is not the one of the authorization request.', fix: ['Send the same redirect_uri in both requests, character for character.'] },
  'legacy.off_in_tenant': { check: 'legacy.switched_on', explain: 'This flow is unsafe and off in this tenant.', fix: ['Use what is expected instead.', 'An administrator can switch the flow on in the settings of the tenant, and then in those of the application.'] },
  'legacy.off_in_application': { check: 'legacy.switched_on', explain: 'This flow is unsafe and off for this application.', fix: ['Use what is expected instead.', 'An administrator can switch the flow on in the settings of the application.'] },
  'sender.proof_missing': { check: 'sender.proved', explain: 'The tokens of this application must be bound to a key, and the request proves none.', fix: ['Send a DPoP proof (RFC 9449), or use the TLS client certificate of the application (RFC 8705).', 'Where neither is wanted, set the sender constraint of the application to none.'] },
} as const satisfies Record<string, Reason>;
