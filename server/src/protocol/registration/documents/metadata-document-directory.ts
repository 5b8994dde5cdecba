import { Refusal } from '../../../kernel/refusal.ts';
import type { Tenant, TenantId } from '../../../kernel/tenant.ts';
import type { Clock, Seconds } from '../../../kernel/time.ts';
import type { Client } from '../../client/client.ts';
import type { RemoteDocument } from '../../documents/fetch-json.ts';
import { isOutboundFailure } from '../../ports/outbound.ts';
import type { ClientDirectory } from '../../ports/client-directory.ts';
import type { Quota } from '../../ports/quota.ts';
import type { TenantDirectory } from '../../ports/registry.ts';
import { invalidRequest, tooManyRequests, type OAuthRefusal } from '../../vocabulary/errors.ts';
import { clientOfDocument, type DocumentTools } from './client-of-document.ts';
import { findDocumentAddressFlaw, namesDocument } from './document-address.ts';

/** What the layer works with. */
export type DocumentDirectoryTools = DocumentTools & { readonly tenants: Pick<TenantDirectory, 'find'>; readonly quota: Quota; readonly clock: Clock };

/** A document that was good is believed for so long after it could not be fetched any more: an outage of its host should not end the work of its people. */
const goodFor: Seconds = 3600 * 2;
/** Of the clients that are remembered as good. */
const capacity = 2000;

interface Good { readonly client: Client; readonly until: Seconds }

/**
 * Applications of a directory, and beside them those that are named by the address of their metadata (OAuth Client ID Metadata Document §4): whoever looks a client up finds them alike.
 * A record that an administrator made under the same name comes first. Nothing is stored; each node remembers for itself, as long as the document is fresh.
 */
export function metadataDocumentDirectory(inner: ClientDirectory, tools: DocumentDirectoryTools): ClientDirectory {
  const parsed = new WeakMap<RemoteDocument, Map<TenantId, Promise<Client | OAuthRefusal>>>();
  const good = new Map<string, Good>();

  const parse = (document: RemoteDocument, address: string, tenant: Tenant) => {
    const byTenant = parsed.get(document) ?? new Map<TenantId, Promise<Client | OAuthRefusal>>();
    parsed.set(document, byTenant);
    const known = byTenant.get(tenant.id) ?? clientOfDocument(document.content, { address, tenant, now: tools.clock.now() }, tools);
    byTenant.set(tenant.id, known);
    return known;
  };

  const find = async (tenantId: TenantId, address: string): Promise<Client | OAuthRefusal> => {
    const tenant = await tools.tenants.find(tenantId);
    if (tenant?.settings.clientMetadataDocuments !== true) return invalidRequest('document.off');
    const flaw = findDocumentAddressFlaw(address);
    if (flaw !== undefined) return invalidRequest('document.address_malformed', { received: address.slice(0, 200), expected: `another address: ${flaw}` });
    const key = `${tenantId}\n${address}`;
    const before = findGood(good, key, tools.clock.now());
    // Who was good before is asked for again at any time; strangers are counted.
    if (before === undefined && !tools.documents.remembers(address) && !(await tools.quota.take(tenantId, 'metadata_document', new URL(address).host))) return tooManyRequests('document.throttled');
    const fetched = await tools.documents.get(address);
    if (isOutboundFailure(fetched)) return before?.client ?? invalidRequest('document.unreachable', { received: fetched.detail.slice(0, 200) });
    const client = await parse(fetched, address, tenant);
    remember(good, { key, client, until: tools.clock.now() + goodFor });
    return client;
  };

  const findNamed = async (tenant: TenantId, id: string) => {
    const own = await inner.findClient(tenant, id);
    if (own !== undefined) return own;
    const found = await find(tenant, id);
    return found instanceof Refusal ? undefined : found;
  };

  return {
    // Others are answered as fast as before: without a promise where they are in memory.
    findClient: (tenant, id) => (namesDocument(id) ? findNamed(tenant, id) : inner.findClient(tenant, id)),
    async explainUnknown(tenant, id) {
      const found = namesDocument(id) ? await find(tenant, id) : undefined;
      return found instanceof Refusal ? found : undefined;
    },
    findResourceServer: (tenant, identifier) => inner.findResourceServer(tenant, identifier),
    findClientGrant: (tenant, clientId, audience) => inner.findClientGrant(tenant, clientId, audience),
    knowsOrigin(tenant, origin) {
      const known = inner.knowsOrigin(tenant, origin);
      const beside = (found: boolean) => found || isOriginOfGood(good, { tenant, origin, now: tools.clock.now() });
      return typeof known === 'boolean' ? beside(known) : known.then(beside);
    },
  };
}

const isOriginOfGood = (good: ReadonlyMap<string, Good>, { tenant, origin, now }: { readonly tenant: TenantId; readonly origin: string; readonly now: Seconds }) =>
  [...good.values()].some(({ client, until }) => client.tenant === tenant && until > now && client.webOrigins.includes(origin));

function findGood(good: ReadonlyMap<string, Good>, key: string, now: Seconds): Good | undefined {
  const found = good.get(key);
  return found !== undefined && found.until > now ? found : undefined;
}

/** The last one that was good; what was not asked for the longest goes first. A document that turned bad is believed no more. */
function remember(good: Map<string, Good>, { key, client, until }: { readonly key: string; readonly client: Client | OAuthRefusal; readonly until: Seconds }): void {
  good.delete(key);
  if (client instanceof Refusal) return;
  good.set(key, { client, until });
  const [oldest] = good.keys();
  if (good.size > capacity && oldest !== undefined) good.delete(oldest);
}
