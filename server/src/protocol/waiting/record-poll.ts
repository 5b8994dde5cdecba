import type { TokenKey } from '../../kernel/opaque-token.ts';
import type { TenantId } from '../../kernel/tenant.ts';
import type { Clock } from '../../kernel/time.ts';
import type { Pending, PendingStore } from '../ports/pending-store.ts';
import { accessDenied, authorizationPending, expiredToken, slowDown, type OAuthRefusal } from '../vocabulary/errors.ts';
import type { Polled } from './polled.ts';

/** RFC 8628 §3.5: a poll that came too early makes every following interval so much longer. */
const slowerBy = 5;
/** Somebody answers or polls at the same moment: then the poll is judged again, so often. */
const tries = 4;

/**
 * RFC 8628 §3.5, OIDC CIBA §11: has the person answered? While not, the poll is counted, on all nodes together.
 * Answers the key of the grant, or what the client is told.
 */
export async function recordPoll(found: Pending<Polled>, tenant: TenantId, { pending, clock }: { readonly pending: PendingStore; readonly clock: Clock }): Promise<TokenKey | OAuthRefusal> {
  let at: Pending<Polled> | undefined = found;
  for (let left = tries; at !== undefined && left > 0; left--) {
    const { answer, expiresAt } = at.data;
    const now = clock.now();
    if (expiresAt <= now) return expiredToken('poll.expired');
    if (answer.kind === 'allowed') return answer.grant;
    if (answer.kind === 'declined') return accessDenied('poll.declined');
    const { early, next } = polled(at, now);
    if ((await pending.advance(tenant, next)) === 'advanced') return early ? tooFast(next.data.interval) : authorizationPending('poll.pending');
    at = await pending.load<Polled>(tenant, found.kind, found.key);
  }
  // Only who asks many times at once gets here.
  return at === undefined ? expiredToken('poll.expired') : tooFast(at.data.interval + slowerBy);
}

function polled(at: Pending<Polled>, now: number): { readonly early: boolean; readonly next: Pending<Polled> } {
  const { interval, polledAt } = at.data;
  const early = polledAt !== undefined && now - polledAt < interval;
  return { early, next: { ...at, version: at.version + 1, data: { ...at.data, polledAt: now, interval: early ? interval + slowerBy : interval } } };
}

const tooFast = (interval: number) => slowDown('poll.too_fast', { expected: `${interval} s between two requests` });
