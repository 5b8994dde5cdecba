import { hash } from 'node:crypto';
import type { Issuer, TenantSettings } from '../../kernel/tenant.ts';
import type { Endpoint, Reply } from '../reply.ts';
import type { Request } from '../request.ts';
import { metadataOf } from './metadata.ts';
import type { MutualTls } from './mutual-tls.ts';

/** OIDC Discovery §4 and RFC 8414 §3: one document under both addresses, built once for an issuer and what its tenant has switched on. */
export function metadataEndpoint(mutualTls: MutualTls): Endpoint {
  const built = new Map<Issuer, { readonly settings: TenantSettings; readonly reply: Reply }>();
  const documentOf = ({ tenant }: Request): Reply => {
    const known = built.get(tenant.issuer);
    // Settings are replaced as a whole, so the same object says the same.
    if (known?.settings === tenant.settings) return known.reply;
    const body = Buffer.from(JSON.stringify(metadataOf(tenant, mutualTls)));
    const reply: Reply = { kind: 'document', mediaType: 'application/json; charset=utf-8', body, etag: `"${hash('sha256', body, 'base64url').slice(0, 22)}"`, maxAge: 300 };
    built.set(tenant.issuer, { settings: tenant.settings, reply });
    return reply;
  };
  return { name: 'metadata', path: '/.well-known/openid-configuration', aliases: ['/.well-known/oauth-authorization-server'], methods: ['GET'], cors: 'public', handle: documentOf };
}
