import type { Reason } from './reason.ts';

/** Refusals of a request as such: parameters, media type, method, size. */
export const requestReasons = {
  'request.parameter_repeated': { check: 'request.parameters', explain: 'A parameter was sent more than once.', fix: ['Send each parameter once; only resource and audience may repeat.'] },
  'request.parameter_missing': { check: 'request.parameters', explain: 'A required parameter is missing.', fix: ['Add the parameter. An empty value counts as missing.'] },
  'request.parameter_not_text': { check: 'request.parameters', explain: 'A parameter of the JSON body is not a string.', fix: ['Send every parameter as a JSON string.'] },
  'request.parameter_malformed': { check: 'request.parameters', explain: 'A parameter has a form that its definition does not allow.', fix: ['Encode parameters as UTF-8 in application/x-www-form-urlencoded, without control characters.'] },
  'request.parameter_too_long': { check: 'request.parameters', explain: 'A parameter is longer than this server reads.', fix: ['Send a shorter value.'] },
  'request.too_many_parameters': { check: 'request.parameters', explain: 'The request has more parameters than this server reads.', fix: ['Send only the parameters that the endpoint defines.'] },
  'request.parameters_in_query': { check: 'request.parameters', explain: 'This endpoint reads parameters from the body only; they were sent in the query of the URL, where logs keep them.', fix: ['Move every parameter into the body of the POST request.', 'Rotate any secret that was sent in a URL.'] },
  'request.media_type_unknown': { check: 'request.media_type', explain: 'The Content-Type of the body is not one that this endpoint reads.', fix: ['Send application/x-www-form-urlencoded or application/json.'] },
  'request.body_malformed': { check: 'request.media_type', explain: 'The body is not what its Content-Type says.', fix: ['Encode the body as its Content-Type says, as UTF-8.'] },
  'request.method_not_allowed': { check: 'request.method', explain: 'The HTTP method is not allowed here.', fix: ['Use one of the methods in the Allow header.'] },
  'request.too_large': { check: 'request.size', explain: 'The request is larger than this server reads.', fix: ['Send a smaller request.'] },
  'request.http_malformed': { check: 'request.http', explain: 'The request is not well-formed HTTP.', fix: ['Send it with an ordinary HTTP client, in origin form with one Host header, through proxies that do not rewrite it.'] },
  'request.header_repeated': { check: 'request.http', explain: 'A header that may come once came more than once.', fix: ['Send Host, Authorization, DPoP and Content-Type at most once each.'] },
  'request.too_slow': { check: 'request.http', explain: 'The request did not arrive completely in time.', fix: ['Send the headers within 10 seconds and the whole request within 30.'] },
  'request.not_found': { check: 'request.method', explain: 'There is nothing at this address.', fix: ['Take the addresses from /.well-known/openid-configuration.'] },
  'request.host_unknown': { check: 'request.method', explain: 'No tenant of this server has this host name.', fix: ['Use the host name of the issuer.', 'Behind a proxy, let the proxy pass the Host header on, and check the issuer with gatehouse doctor.'] },
  'management.not_found': { check: 'management.call', explain: 'There is no such thing.', fix: ['Look at the id, and at the list of operations in /api/v2/openapi.json.'] },
  'management.conflict': { check: 'management.call', explain: 'Something else is in the way.', fix: ['Choose another name, or change what is there.'] },
  'management.too_many_requests': { check: 'management.call', explain: 'The application calls the Management API more often than it may.', fix: ['Wait as long as Retry-After says, and look at X-RateLimit-Remaining before going on.', 'Who runs the server can raise GATEHOUSE_MANAGEMENT_RATE.'] },
  'management.invalid': { check: 'management.call', explain: 'What was sent to the Management API makes no sense.', fix: ['Read the message: it names each place and what is expected there.'] },
} as const satisfies Record<string, Reason>;
