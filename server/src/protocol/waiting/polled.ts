import type { TokenKey } from '../../kernel/opaque-token.ts';
import type { Seconds } from '../../kernel/time.ts';

/** What the person said, or not yet. `grant`: the authorization that came of it. */
export type PersonsAnswer = { readonly kind: 'waiting' } | { readonly kind: 'allowed'; readonly grant: TokenKey } | { readonly kind: 'declined' };

/** A request that waits for a person while its client asks again and again (RFC 8628 §3.4, OIDC CIBA §10.1). Plain JSON. */
export interface Polled {
  readonly clientId: string;
  readonly expiresAt: Seconds;
  /** Between two polls, in seconds: grows with every poll that comes too early. */
  readonly interval: Seconds;
  /** When the last poll came. */
  readonly polledAt?: Seconds;
  readonly answer: PersonsAnswer;
}

/** The row is kept so much longer than the request lives, so that its client is told that it expired rather than that it is unknown. */
export const expiredMargin: Seconds = 3600;
