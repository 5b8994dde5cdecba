import type { Command } from '../call.ts';
import { CliFailure } from '../failure.ts';
import { createManagementClient, randomCredentials } from '../management-api.ts';
import { withHouse } from './with-house.ts';

/** `gatehouse bootstrap`: a new management application; its secret is shown this once. */
export const bootstrap: Command = (call) => withHouse(call, async (house, { json }) => {
  const made = await createManagementClient(house, randomCredentials());
  if (made === 'taken') throw new CliFailure('The random client ID was in use.', { next: 'gatehouse bootstrap' });
  call.terminal.result(json ? JSON.stringify(made) : Object.entries(made).map(([name, value]) => `${name.padEnd(14)} ${value}`).join('\n'));
  if (!json) call.terminal.progress('The secret is not shown again.');
  return 0;
});
