import type { Reason } from './reason.ts';

/** Refusals of client assertions: statements that are signed instead of sending a secret. */
export const assertionReasons = {
  'assertion.missing': { check: 'assertion.form', explain: 'client_assertion_type was sent without client_assertion.', fix: ['Send the signed JWT as client_assertion.'] },
  'assertion.type_unknown': { check: 'assertion.form', explain: 'The client_assertion_type is not the one of a JWT.', fix: ['Send client_assertion_type=urn:ietf:params:oauth:client-assertion-type:jwt-bearer.'] },
  'assertion.malformed': { check: 'assertion.form', explain: 'The client_assertion is not a JWT in compact serialization.', fix: ['Send header.payload.signature, each in base64url without padding.'] },
  'assertion.kind_wrong': { check: 'assertion.form', explain: 'The typ of the client_assertion says that it is something else.', fix: ['Set typ to client-authentication+jwt or JWT, or leave it out.'] },
  'assertion.alg_not_allowed': { check: 'assertion.signature', explain: 'The client_assertion is signed with an algorithm that this application may not use.', fix: ['Sign with an algorithm that is expected, or change the one that is registered.'] },
  'assertion.key_unknown': { check: 'assertion.signature', explain: 'There is no key to verify the client_assertion with.', fix: ['Register the public key (jwks), or let jwks_uri answer with it, under the kid of the header.', 'For client_secret_jwt, make a new client secret: only secrets made for this method are kept as keys.'] },
  'assertion.signature_wrong': { check: 'assertion.signature', explain: 'The signature of the client_assertion does not hold.', fix: ['Sign with the private key that belongs to the registered public key; for client_secret_jwt, with the client secret itself.'] },
  'assertion.names_differ': { check: 'assertion.names', explain: 'iss and sub of the client_assertion are not both the client_id.', fix: ['Set both to the client_id.'] },
  'assertion.audience_wrong': { check: 'assertion.audience', explain: 'The client_assertion is meant for somebody else.', fix: ['Set aud to the issuer, as discovery spells it, as a string.', 'A client that must name an endpoint needs the assertion audience endpoints in its settings.'] },
  'assertion.time_wrong': { check: 'assertion.time', explain: 'The times of the client_assertion do not hold now.', fix: ['Make a new assertion for each request, with exp a minute ahead, and set the clock by NTP.'] },
  'assertion.jti_missing': { check: 'assertion.once', explain: 'The client_assertion has no jti.', fix: ['Put a random jti into each assertion.'] },
  'assertion.used': { check: 'assertion.once', explain: 'This client_assertion was used before.', fix: ['Make a new assertion, with a new jti, for each request.'] },
} as const satisfies Record<string, Reason>;
