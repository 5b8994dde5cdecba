import type { SigningAlgorithm } from '../../protocol/vocabulary/names.ts';
import type { Command } from '../call.ts';
import { withHouse } from './with-house.ts';

/** `gatehouse keys rotate`: the next key signs from now on; the current one stays published. */
export const keysRotate: Command = (call) => withHouse(call, async (house, { json }) => {
  const { keys, defaultTenant } = house;
  await keys.ensure(defaultTenant);
  await keys.rotate(defaultTenant, call.options['alg'] as SigningAlgorithm | undefined);
  await keys.warmUp();
  const ring = (await keys.list(defaultTenant)).map(({ kid, alg, state }) => ({ kid, alg, state }));
  call.terminal.result(json ? JSON.stringify({ keys: ring }) : ring.map(({ kid, alg, state }) => `${alg}  ${state.padEnd(8)}  ${kid}`).join('\n'));
  return 0;
});
