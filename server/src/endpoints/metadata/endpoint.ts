import { hash } from 'node:crypto';
import type { Issuer } from '../../kernel/tenant.ts';
import type { Endpoint, Reply } from '../reply.ts';
import type { Request } from '../request.ts';
import { metadataOf } from './metadata.ts';

/** OIDC Discovery §4 and RFC 8414 §3: one document under both addresses, built once for an issuer. */
export function metadataEndpoint(): Endpoint {
  const built = new Map<Issuer, Reply>();
  const documentOf = ({ tenant }: Request): Reply => {
    const known = built.get(tenant.issuer);
    if (known !== undefined) return known;
    const body = Buffer.from(JSON.stringify(metadataOf(tenant)));
    const reply: Reply = { kind: 'document', mediaType: 'application/json; charset=utf-8', body, etag: `"${hash('sha256', body, 'base64url').slice(0, 22)}"`, maxAge: 300 };
    built.set(tenant.issuer, reply);
    return reply;
  };
  return { name: 'metadata', path: '/.well-known/openid-configuration', aliases: ['/.well-known/oauth-authorization-server'], methods: ['GET'], cors: 'public', handle: documentOf };
}
