import type { PublishedKeys } from '../../protocol/ports/key-ring.ts';
import type { Endpoint } from '../reply.ts';

/** RFC 7517 §5: the public keys of the tenant, from memory. */
export const jwksEndpoint = (tools: { readonly keys: PublishedKeys }): Endpoint => ({
  name: 'jwks', path: '/.well-known/jwks.json', methods: ['GET'], cors: 'public',
  async handle(request) {
    const { body, etag } = await tools.keys.published(request.tenant);
    return { kind: 'document', mediaType: 'application/json; charset=utf-8', body, etag, maxAge: 300 };
  },
});
