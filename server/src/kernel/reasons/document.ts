import type { Reason } from './reason.ts';

/** Refusals of client metadata documents. */
export const documentReasons = {
  'document.off': { check: 'client.document', explain: 'This tenant takes no applications that are named by the address of their metadata.', fix: ['Register the application, or let an administrator make it.'] },
  'document.address_malformed': { check: 'client.document', explain: 'The client_id is a URL, but not one that can be the address of a client metadata document.', fix: ['Use an https URL with a path, without fragment, user information and dot segments.'] },
  'document.unreachable': { check: 'client.document', explain: 'The client metadata document could not be fetched.', fix: ['Serve it at the client_id itself, as JSON of at most 64 KiB, without a redirect, from a public address.'] },
  'document.malformed': { check: 'client.document', explain: 'The client metadata document is not one that can be used.', fix: ['Serve a JSON object whose client_id is its own URL, with client_name and redirect_uris, and with a token_endpoint_auth_method of none or private_key_jwt.'] },
  'document.throttled': { check: 'client.document', explain: 'Too many client metadata documents were asked for lately.', fix: ['Try again in a few minutes.'] },
} as const satisfies Record<string, Reason>;
