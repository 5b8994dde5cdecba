import type { User } from '../../identity/ports/user-store.ts';
import type { LogRecord } from '../../kernel/log-record.ts';
import type { Tenant } from '../../kernel/tenant.ts';
import type { Seconds } from '../../kernel/time.ts';
import type { AccountTools } from './account-tools.ts';

/** One line of the log of a person, as they may see it. */
export interface OwnLine { readonly id: string; readonly at: Seconds; readonly event: string; readonly allowed: boolean; readonly address: string; readonly userAgent: string; readonly sessionKey: string | undefined }

/** The newest lines about signing in, and about what changed of the account. */
export const listOwnLines = async (tenant: Tenant, { id }: User, { tools, take }: { readonly tools: AccountTools; readonly take: number }): Promise<readonly OwnLine[]> =>
  (await tools.reader.listAccount(tenant.id, { userId: id, take })).map(lineOf);

/** What the log keeps of a request is JSON that this server wrote. */
export function lineOf({ key, event, result, address, detail }: LogRecord): OwnLine {
  const { userAgent = '', facts = {} } = JSON.parse(detail) as { readonly userAgent?: string; readonly facts?: { readonly sessionKey?: string } };
  // Keys begin with the time in milliseconds.
  return { id: key, at: Math.floor(Number.parseInt(key.slice(0, 12), 16) / 1000), event, allowed: result === 'allowed', address, userAgent, sessionKey: facts.sessionKey };
}

/** Lines with which a session began. */
export const beginsSession = ({ event, allowed, sessionKey }: OwnLine): boolean => allowed && sessionKey !== undefined && /^(?:login|signup)\b/.test(event);
