import { issueInitialAccessToken } from '../../protocol/registration/initial-access-token.ts';
import type { Command } from '../call.ts';
import { wrongUse } from '../failure.ts';
import { withHouse } from './with-house.ts';

const day = 86_400;
const mostUses = 10_000;
const mostDays = 365;

/** `gatehouse registration-token`: an initial access token (RFC 7591 §3), for one registration within a day where nothing else is said. */
export const registrationToken: Command = (call) => {
  const uses = countOf(call.options['uses'] ?? '1', { flag: '--uses', most: mostUses });
  const days = countOf(call.options['days'] ?? '1', { flag: '--days', most: mostDays });
  return withHouse(call, async (house, { json }) => {
    const { storage: { pending }, tokens, clock, defaultTenant } = house;
    const token = await issueInitialAccessToken(defaultTenant.id, { uses, ttl: days * day }, { pending, tokens, clock });
    call.terminal.result(json ? JSON.stringify({ initial_access_token: token, uses, expires_in: days * day, registration_endpoint: `${defaultTenant.issuer}oidc/register` }) : token);
    if (!json) call.terminal.progress(`Good for ${uses === 1 ? 'one registration' : `${uses} registrations`} within ${days === 1 ? 'a day' : `${days} days`}. It is not shown again.`);
    if (!json && defaultTenant.settings.registration === 'closed') call.terminal.progress('Registration is closed in this tenant: until it is opened, the token opens nothing.');
    return 0;
  });
};

function countOf(text: unknown, { flag, most }: { readonly flag: string; readonly most: number }): number {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1 || count > most) throw wrongUse(`${flag} takes a whole number from 1 to ${most}; it was ${String(text)}.`, `gatehouse registration-token ${flag} 1`);
  return count;
}
