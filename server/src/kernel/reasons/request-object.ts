import type { Reason } from './reason.ts';

/** Refusals of pushed authorization requests, of request objects, and of the addresses under which both are named. */
export const requestObjectReasons = {
  'par.unknown': { check: 'request_uri.known', explain: 'No pushed authorization request of this tenant has this request_uri, or it is too old.', fix: ['Push the request and open the browser at once: a request_uri lives 60 seconds.'] },
  'par.other_client': { check: 'request_uri.known', explain: 'The request_uri was issued to another application.', fix: ['Send the client_id of the application that pushed the request.'] },
  'par.used': { check: 'request_uri.known', explain: 'This request_uri was answered before: each is good for one answer.', fix: ['Push the request anew for each sign-in.'] },
  'par.required': { check: 'request.pushed', explain: 'Authorization requests of this application must be pushed first.', fix: ['Send the parameters to the pushed_authorization_request_endpoint of the discovery document, and the browser with client_id and request_uri alone.'] },
  'par.request_uri_inside': { check: 'request.pushed', explain: 'A pushed authorization request has no request_uri.', fix: ['Push the parameters themselves, or a request object as request.'] },
  'request_object.two_ways': { check: 'request_object.form', explain: 'request and request_uri were sent together.', fix: ['Send one of both.'] },
  'request_object.required': { check: 'request_object.form', explain: 'This application must sign its authorization requests.', fix: ['Send the parameters as claims of a signed JWT in the parameter request.'] },
  'request_object.malformed': { check: 'request_object.form', explain: 'The request object is not a JWT in compact serialization.', fix: ['Send header.payload.signature, each in base64url without padding.'] },
  'request_object.not_decrypted': { check: 'request_object.form', explain: 'The request object is encrypted, and can not be decrypted.', fix: ['Encrypt to a key of the jwks_uri with use enc, with an algorithm that the discovery document names.'] },
  'request_object.kind_wrong': { check: 'request_object.form', explain: 'The JWT in request is meant to be something else.', fix: ['Set typ to oauth-authz-req+jwt, and leave sub out.'] },
  'request_object.unsigned': { check: 'request_object.signature', explain: 'The request object is not signed; such ones are not taken.', fix: ['Sign the request object with a registered key.', 'Or send the parameters without a request object.'] },
  'request_object.alg_not_allowed': { check: 'request_object.signature', explain: 'The request object is signed with an algorithm that this application may not use.', fix: ['Sign with an algorithm that is expected, or change the one that is registered.'] },
  'request_object.key_unknown': { check: 'request_object.signature', explain: 'There is no key to verify the request object with.', fix: ['Register the public key (jwks), or let jwks_uri answer with it, under the kid of the header.'] },
  'request_object.signature_wrong': { check: 'request_object.signature', explain: 'The signature of the request object does not hold.', fix: ['Sign with the private key that belongs to the registered public key.'] },
  'request_object.names_differ': { check: 'request_object.names', explain: 'The request object does not name this application.', fix: ['Set iss and client_id to the client_id of the request.'] },
  'request_object.audience_wrong': { check: 'request_object.names', explain: 'The request object is meant for somebody else.', fix: ['Set aud to the issuer, as discovery spells it.'] },
  'request_object.time_wrong': { check: 'request_object.time', explain: 'The times of the request object do not hold now.', fix: ['Make a request object for each request, with nbf now and exp a few minutes later, and set the clock by NTP.'] },
  'request_object.nested': { check: 'request_object.parameters', explain: 'A request object holds request or request_uri.', fix: ['Put the parameters themselves into the request object.'] },
  'request_object.parameter_malformed': { check: 'request_object.parameters', explain: 'A parameter in the request object has a form that its definition does not allow.', fix: ['Write parameters as strings, claims and authorization_details as JSON.'] },
  'request_uri.not_registered': { check: 'request_uri.registered', explain: 'The request_uri is not registered for this application; nothing was fetched.', fix: ['Register the address, character for character.', 'Better push the request: the server answers with a request_uri.'] },
  'request_uri.not_fetched': { check: 'request_uri.registered', explain: 'The request object could not be fetched.', fix: ['Let the address answer with status 200 and the request object, within five seconds and 64 KiB.'] },
} as const satisfies Record<string, Reason>;
