import type { Command } from '../call.ts';
import { issueSetupLink } from '../find-setup.ts';
import { withHouse } from './with-house.ts';

/** `gatehouse setup-link`: a link with which whoever opens it becomes an owner, or an owner gets a new password. One use, half an hour; older links count no more. */
export const setupLinkCommand: Command = (call) => withHouse(call, async (house, { json }) => {
  const link = await issueSetupLink(house);
  call.terminal.result(json ? JSON.stringify({ setup: link, uses: 1, minutes: 30 }) : link);
  if (!json) call.terminal.progress('It works once, for 30 minutes. Whoever opens it becomes an owner.');
  return 0;
});
