import { clientSigningAlgs, requestObjectAlgs } from '../../client/profiles.ts';
import type { SenderConstraint } from '../../client/client-policies.ts';
import type { Family } from '../ground.ts';
import { readOutboundUrls } from '../urls.ts';

/** How authorization requests come (RFC 9126 §6, RFC 9101 §10.5, OIDC Registration §2) and what tokens are bound to (RFC 9449 §5.2, RFC 8705 §3.4). */
export const requests: Family = (read, ground) => {
  const dpop = read.flag('dpop_bound_access_tokens');
  const mtls = read.flag('tls_client_certificate_bound_access_tokens');
  return {
    requests: {
      parRequired: read.flag('require_pushed_authorization_requests'),
      signedObjectRequired: read.flag('require_signed_request_object'),
      // OIDC Core §10.1: who names a document shares no secret with anybody.
      objectSigningAlg: read.oneOf('request_object_signing_alg', ground.by === 'metadata_document' ? clientSigningAlgs : requestObjectAlgs),
      // OIDC Core §6.2: a fragment is the hash of the object; it is never sent.
      objectUris: readOutboundUrls(read, 'request_uris', { ground, most: 30, form: { fragment: true } }),
    },
    senderConstraint: constraintOf(dpop, mtls),
  };
};

function constraintOf(dpop: boolean, mtls: boolean): SenderConstraint {
  if (dpop) return mtls ? 'either' : 'dpop';
  return mtls ? 'mtls' : 'none';
}
