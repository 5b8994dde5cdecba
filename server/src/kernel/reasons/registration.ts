import type { Reason } from './reason.ts';

/** Refusals of a registration (RFC 7591, RFC 7592). */
export const registrationReasons = {
  'registration.closed': { check: 'registration.allowed', explain: 'Applications can not register themselves in this tenant.', fix: ['Let an administrator make the application.', 'An administrator can open registration in the settings of the tenant.'] },
  'registration.token_missing': { check: 'registration.allowed', explain: 'Registration in this tenant needs an initial access token, and the request has none.', fix: ['Send Authorization: Bearer with an initial access token; gatehouse registration-token makes one.'] },
  'registration.token_wrong': { check: 'registration.allowed', explain: 'The initial access token is unknown, expired, or used up.', fix: ['Ask an administrator for a new one; gatehouse registration-token makes it.'] },
  'registration.throttled': { check: 'registration.throttle', explain: 'Too many applications were registered lately.', fix: ['Wait for the seconds in Retry-After.', 'Keep the client_id of an earlier registration instead of registering again.'] },
  'registration.access_token_wrong': { check: 'registration.token', explain: 'The registration access token does not belong to such an application.', fix: ['Send the registration_access_token that came with the last answer; each update replaces it.', 'Where it is lost, register the application again.'] },
  'registration.body_malformed': { check: 'registration.metadata', explain: 'The body is not one JSON object of client metadata.', fix: ['Send a JSON object as application/json.'] },
  'registration.member_malformed': { check: 'registration.metadata', explain: 'A member of the client metadata has a value that its definition does not allow.', fix: ['Send the value as RFC 7591 §2 or OIDC Registration §2 defines it, or leave the member out.'] },
  'registration.url_not_taken': { check: 'registration.metadata', explain: 'A URL of the client metadata is not one that can be used.', fix: ['Use an https URL of a public host.'] },
  'registration.not_offered': { check: 'registration.metadata', explain: 'The client metadata ask for something that this server does not offer to applications that register themselves.', fix: ['Use a value that the discovery document lists, or leave the member out.', 'Let an administrator make the application.'] },
  'registration.not_together': { check: 'registration.metadata', explain: 'Two members of the client metadata do not go together.', fix: ['Change one of the two.'] },
  'registration.keys_malformed': { check: 'registration.metadata', explain: 'The keys of the application can not be used.', fix: ['Send a JWK Set with public keys: RSA of 2048 bits or more, EC on P-256, P-384 or P-521, or Ed25519.'] },
  'registration.sector_wrong': { check: 'registration.metadata', explain: 'The document at sector_identifier_uri does not vouch for this application.', fix: ['Serve a JSON array with every redirect_uri of the application there.'] },
  'registration.redirect_uri_missing': { check: 'registration.redirect_uris', explain: 'An application that gets its answers through the browser registers at least one redirect URI.', fix: ['Send redirect_uris.'] },
  'registration.redirect_uri_not_taken': { check: 'registration.redirect_uris', explain: 'A redirect URI is not one that can be used.', fix: ['Use https, http on a loopback address, or for a native application a scheme of its own with a dot in it.'] },
  'registration.provided_by_server': { check: 'registration.metadata', explain: 'The update holds a member that only the server gives out.', fix: ['Leave registration_access_token, registration_client_uri, client_secret_expires_at and client_id_issued_at out of the update.'] },
  'registration.identity_differs': { check: 'registration.metadata', explain: 'The update names another client_id or client_secret than those of the application.', fix: ['Send the client_id of the application, and its client_secret or none.'] },
  'registration.statement_malformed': { check: 'registration.software_statement', explain: 'The software statement is not a JWT that its issuer signed and that is valid now.', fix: ['Get a new software statement from its issuer.'] },
  'registration.statement_unapproved': { check: 'registration.software_statement', explain: 'The issuer of the software statement is not one that this tenant trusts.', fix: ['Let an administrator add the issuer to the settings of the tenant.', 'Or register without a software statement.'] },
} as const satisfies Record<string, Reason>;
