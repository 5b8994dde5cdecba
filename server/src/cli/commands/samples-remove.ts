import { nameSamples, removeSamples } from '../../samples/find-samples.ts';
import type { Command } from '../call.ts';
import { withHouse } from './with-house.ts';

/** `gatehouse samples remove`: takes every sample out of the default tenant, for good. */
export const samplesRemove: Command = (call) => withHouse(call, async ({ storage, defaultTenant }, { data, json }) => {
  const removed = nameSamples(await removeSamples({ registry: storage.registry, users: storage.users, tenant: defaultTenant.id }, data));
  call.terminal.result(json ? JSON.stringify({ removed }) : removed.length === 0 ? 'There were no samples.' : removed.map((name) => `removed ${name}`).join('\n'));
  return 0;
});
