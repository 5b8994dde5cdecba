import type { Endpoint } from '../endpoints/reply.ts';
import { openBackChannel } from '../samples/back-channel.ts';
import { ensureSamples } from '../samples/ensure-samples.ts';
import { sampleEndpoints } from '../samples/sample-endpoints.ts';
import type { Settings } from '../settings/settings.ts';
import { dpopToolsOf } from './dpop-tools.ts';
import type { House } from './house.ts';

/** What the samples must know of the server that they are part of. */
export interface SampleGround {
  readonly stylesheet: string;
  /** PEM of the certificate authority that they have to believe, where the server has one of its own. */
  readonly tls: { readonly ca?: string } | undefined;
  /** Known when the server listens. */
  readonly port: () => number;
}

/** The sample applications, people and API of development mode, laid down in the default tenant, with their addresses. */
export async function openSamples(house: House, settings: Settings, { stylesheet, tls, port }: SampleGround): Promise<readonly Endpoint[]> {
  const { storage, defaultTenant: tenant, keys: verifier, clock } = house;
  const samples = await ensureSamples({ ...house, tenant, registry: storage.registry, users: storage.users, data: settings.data });
  return sampleEndpoints(samples, {
    tenant, verifier, directory: house.clients, dpop: dpopToolsOf(house), clock, stylesheet,
    channel: openBackChannel(settings.issuer, () => ({ host: settings.host, port: port(), tls: tls !== undefined, ca: tls?.ca })),
  });
}
