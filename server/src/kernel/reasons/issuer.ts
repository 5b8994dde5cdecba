import type { Reason } from './reason.ts';

/** Refusals of assertions by issuers that a tenant may trust (RFC 7523 §2.1). */
export const issuerReasons = {
  'issuer.assertion_malformed': { check: 'issuer.assertion', explain: 'The assertion is not a JWT in compact serialization.', fix: ['Send header.payload.signature, each in base64url without padding, as assertion.'] },
  'issuer.unknown': { check: 'issuer.assertion', explain: 'This tenant trusts no issuer of this name.', fix: ['Let an administrator add the issuer to the trusted issuers of the tenant, spelled exactly as iss of the assertion.'] },
  'issuer.key_unknown': { check: 'issuer.assertion', explain: 'There is no key to verify the assertion with.', fix: ['Let the key set of the trusted issuer hold its public key under the kid of the header, or let its address answer with it.'] },
  'issuer.signature_wrong': { check: 'issuer.assertion', explain: 'The signature of the assertion does not hold.', fix: ['Sign with the private key that belongs to the key set of the trusted issuer, with one of the algorithms that are expected.'] },
  'issuer.assertion_kind': { check: 'issuer.assertion', explain: 'The typ of the assertion says that it is something else.', fix: ['Set typ to authorization-grant+jwt or JWT, or leave it out.'] },
  'issuer.subject_missing': { check: 'issuer.assertion', explain: 'The assertion names nobody in sub.', fix: ['Set sub to the user_id, or to the client_id where the issuer speaks of applications.'] },
  'issuer.subject_other': { check: 'issuer.assertion', explain: 'This issuer speaks of applications, and the assertion names another than the one that sends it.', fix: ['Set sub to the client_id of the application that authenticates.'] },
  'issuer.audience_wrong': { check: 'issuer.assertion', explain: 'The assertion is meant for somebody else.', fix: ['Set aud to the issuer of this server as discovery spells it, or to its token endpoint.'] },
  'issuer.time_wrong': { check: 'issuer.assertion', explain: 'The times of the assertion do not hold now.', fix: ['Make a new assertion for each request, with exp a few minutes ahead, and set the clock by NTP.'] },
  'issuer.assertion_used': { check: 'issuer.assertion', explain: 'This assertion was used before.', fix: ['Get a new assertion, with a new jti, for each request.'] },
  'issuer.target_missing': { check: 'target.known', explain: 'The request does not say which API the token shall be for.', fix: ['Send audience or resource with the identifier of the API.'] },
  'issuer.target_not_allowed': { check: 'target.granted', explain: 'Assertions of this issuer are no grant for this API.', fix: ['Let an administrator add the API to the audiences of the trusted issuer.'] },
} as const satisfies Record<string, Reason>;
