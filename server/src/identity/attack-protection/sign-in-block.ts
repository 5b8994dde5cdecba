import type { LogRecord } from '../../kernel/log-record.ts';
import type { TenantId } from '../../kernel/tenant.ts';
import { counterKey, type ThrottleTools } from './reserve.ts';
import { accountLimit } from './sign-in-limits.ts';

/** An account whose wrong passwords are counted: its connection and the canonical name that is typed. */
export interface CountedAccount { readonly tenant: TenantId; readonly connection: string; readonly login: string }

const keysOf = ({ connection, login }: CountedAccount, { clock }: ThrottleTools) => {
  const key = counterKey(accountLimit.kind, [connection, login, String(Math.floor(clock.now() / accountLimit.window))]);
  return { key, back: `${key}:back` };
};

/** Whether so many wrong passwords came from everywhere that the account is closed to strangers until the window ends. Addresses that are shut out alone are not known by the account. */
export async function isSignInBlocked(account: CountedAccount, tools: ThrottleTools): Promise<boolean> {
  const { key, back } = keysOf(account, tools);
  const now = tools.clock.now();
  const [taken, given] = await Promise.all([tools.throttles.peek(account.tenant, key, now), tools.throttles.peek(account.tenant, back, now)]);
  return taken.count - given.count >= accountLimit.most;
}

/** Opens the accounts of a person again before the window ends; one commit, with the line of the log. */
export async function liftSignInBlocks(accounts: readonly CountedAccount[], tools: ThrottleTools, log: LogRecord): Promise<void> {
  const [first] = accounts;
  if (first === undefined) return;
  await tools.throttles.clear(first.tenant, accounts.flatMap((account) => Object.values(keysOf(account, tools))).sort(), log);
}
