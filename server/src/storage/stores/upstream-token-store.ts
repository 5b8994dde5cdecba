import type { UpstreamTokenStore } from '../../identity/ports/upstream-token-store.ts';
import { prepareWrite } from './prepared-write.ts';
import type { StoreTools } from './store-tools.ts';

/** What other providers gave for their people, sealed by whoever brings it. */
export const upstreamTokenStore = ({ driver, queries: { upstreamTokens: queries } }: StoreTools): UpstreamTokenStore => ({
  prepare: (tenant, id, sealed) => prepareWrite({ queries: [queries.put({ tenant_id: tenant, id, sealed })] }),
  async find(tenant, id) { return (await driver.read(queries.find({ tenant, id })))[0]?.sealed; },
});
