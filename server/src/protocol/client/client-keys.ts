import type { RemoteDocuments } from '../documents/remote-documents.ts';
import type { Jwk } from '../ports/foreign-jwt.ts';
import { isOutboundFailure, type OutboundFailure } from '../ports/outbound.ts';
import type { Client } from './client.ts';

/** The public keys of a client (RFC 7591 §2), or of a trusted issuer: for what they sign, and for what is encrypted to them. */
export interface ClientKeyFinder {
  /**
   * The keys by value, or those at the registered address; none is an empty list. A failure when the address did not answer with a key set.
   * `refetch`: a key is missed, so the address is asked anew (OIDC Core §10.1.1), once in 30 seconds at most.
   */
  keysOf(client: Pick<Client, 'keys'>, options?: { readonly refetch?: boolean }): Promise<readonly Jwk[] | OutboundFailure>;
}

/** Keys by address come from the documents that the process remembers. */
export const clientKeyFinder = (documents: RemoteDocuments): ClientKeyFinder => ({
  async keysOf({ keys }, { refetch = false } = {}) {
    if (keys.jwksUri === undefined) return keys.jwks ?? [];
    const fetched = await (refetch ? documents.refetch(keys.jwksUri) : documents.get(keys.jwksUri));
    return isOutboundFailure(fetched) ? fetched : parseKeySet(fetched.content);
  },
});

/** RFC 7517 §5: members that are no objects are passed over, as keys of an unknown type are. */
function parseKeySet(content: object): readonly Jwk[] | OutboundFailure {
  const { keys } = content as { readonly keys?: unknown };
  if (!Array.isArray(keys)) return { failure: 'body_malformed', detail: 'the document is no key set' };
  return keys.filter((key): key is Jwk => typeof key === 'object' && key !== null && !Array.isArray(key));
}
