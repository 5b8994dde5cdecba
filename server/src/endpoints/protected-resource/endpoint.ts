import type { ClientDirectory } from '../../protocol/ports/client-directory.ts';
import { describeApi, resourceMetadata, type DescribedResource } from '../../protocol/resource-access/resource-metadata.ts';
import { oidcScopes } from '../../protocol/scope/oidc-scopes.ts';
import type { Endpoint } from '../reply.ts';
import type { Request } from '../request.ts';

const path = '/.well-known/oauth-protected-resource';

/**
 * RFC 9728 §3: the metadata of resources at the origin of the issuer: userinfo, the Management API, and every registered API whose identifier is an address here.
 * An API that is hosted elsewhere serves its own, which `gatehouse api-metadata` writes.
 */
export const protectedResourceEndpoint = (tools: { readonly clients: ClientDirectory }): Endpoint => ({
  name: 'protected_resource', path, below: true, methods: ['GET'], cors: 'public',
  async handle(request) {
    const described = await findResource(request, tools);
    if (described === undefined) return { kind: 'json', status: 404, body: { error: 'not_found', error_description: 'No resource of this issuer has this address.' } };
    return { kind: 'json', status: 200, body: resourceMetadata(request.tenant, described), headers: { 'cache-control': 'public, max-age=300' } };
  },
});

/** RFC 9728 §3.1: what follows the well-known path is the path of the resource; nothing follows for the origin itself, with or without its slash. */
async function findResource({ tenant, path: asked }: Request, { clients }: { readonly clients: ClientDirectory }): Promise<DescribedResource | undefined> {
  const origin = tenant.issuer.slice(0, -1);
  const resourcePath = asked.slice(path.length);
  if (resourcePath === '/userinfo') return { resource: `${origin}/userinfo`, name: `${tenant.name} userinfo`, scopes: oidcScopes, bound: false };
  for (const identifier of resourcePath === '' ? [`${origin}/`, origin] : [origin + resourcePath]) {
    const api = await clients.findResourceServer(tenant.id, identifier);
    if (api?.enabled === true) return describeApi(api);
  }
  return undefined;
}
