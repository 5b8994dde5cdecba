import type { Tenant } from '../../kernel/tenant.ts';
import { clientSigningAlgs } from '../client/profiles.ts';
import type { ResourceServer } from '../client/resource-server.ts';

/** A resource as it describes itself: what `resource` of a request names, and what may be asked of it. */
export interface DescribedResource { readonly resource: string; readonly name: string; readonly scopes: readonly string[]; /** Its tokens are bound to a key. */ readonly bound: boolean }

/** An API of the tenant, as it describes itself. */
export const describeApi = ({ identifier, name, permissions, allowOfflineAccess, senderConstrained }: ResourceServer): DescribedResource =>
  ({ resource: identifier, name, scopes: [...permissions.map(({ value }) => value), ...(allowOfflineAccess ? ['offline_access'] : [])], bound: senderConstrained });

/**
 * RFC 9728 §2: the document with which a resource says who issues tokens for it. Whoever hosts the resource serves it, under `/.well-known/oauth-protected-resource` before the path of its identifier.
 * Tokens come in the header alone (RFC 6750 §2.1).
 */
export function resourceMetadata({ issuer }: Tenant, { resource, name, scopes, bound }: DescribedResource): Readonly<Record<string, unknown>> {
  return {
    resource,
    authorization_servers: [issuer],
    resource_name: name,
    ...(scopes.length === 0 ? {} : { scopes_supported: scopes }),
    bearer_methods_supported: ['header'],
    dpop_signing_alg_values_supported: clientSigningAlgs,
    ...(bound ? { dpop_bound_access_tokens_required: true } : {}),
  };
}

/** RFC 9728 §3.1: where the metadata of a resource stand: the name goes between host and path. */
export function resourceMetadataAddress(resource: string): string {
  const url = new URL(resource);
  return `${url.origin}/.well-known/oauth-protected-resource${url.pathname === '/' ? '' : url.pathname}${url.search}`;
}
