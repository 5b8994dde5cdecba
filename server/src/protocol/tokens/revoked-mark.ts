import type { TokenKey } from '../../kernel/opaque-token.ts';
import type { Seconds } from '../../kernel/time.ts';
import type { Payment } from './issuance.ts';
import { markMargin } from './lifetimes.ts';

/**
 * RFC 7009 §2: a JWT has no row to take away; the mark of its jti is what our own endpoints look for.
 * @param expiresAt when the token ends by itself, at the latest
 * @param words what is kept with the mark for a list
 */
export const revokedMark = (key: TokenKey, expiresAt: Seconds, words?: string): Payment => ({ kind: 'revoked_jti', key, keepUntil: expiresAt + markMargin, outcome: words }) as Payment;
