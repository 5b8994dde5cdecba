import type { Seconds } from '../../kernel/time.ts';
import { clockSkew } from '../client/profiles.ts';

/** What the times of a JWT must keep to. */
export interface TimeRules {
  readonly now: Seconds;
  /** Claims that may not be missing. */
  readonly required: readonly TimeClaim[];
  /** `exp` lies at most so far ahead. */
  readonly longestAhead?: Seconds;
  /** From `nbf` to `exp` at most so long. */
  readonly longestSpan?: Seconds;
  /** `nbf` lies back at most so far. */
  readonly oldestStart?: Seconds;
}
/** RFC 7519 §4.1.4, RFC 7519 §4.1.5, RFC 7519 §4.1.6. */
export type TimeClaim = 'exp' | 'nbf' | 'iat';

/** What is wrong with the times, in words for the record. */
export interface TimeFlaw { readonly expected: string; readonly received: string }

/**
 * RFC 7519 §4.1.4 to RFC 7519 §4.1.6, RFC 8725 §3.11: the first flaw of the times of a JWT that somebody else wrote; `undefined` when there is none.
 * FAPI 2.0 §5.3.2.1: a clock may be ahead of ours by ten seconds.
 */
export function findTimeFlaw(claims: Readonly<Record<string, unknown>>, rules: TimeRules): TimeFlaw | undefined {
  for (const name of ['exp', 'nbf', 'iat'] as const) {
    if (claims[name] === undefined && !rules.required.includes(name)) continue;
    if (!isTime(claims[name])) return { expected: `${name} as a number of seconds`, received: claims[name] === undefined ? `no ${name}` : `${name} of another form` };
  }
  const { exp, nbf, iat } = claims as { readonly [Name in TimeClaim]?: Seconds };
  return flawOfEnd(exp, rules) ?? flawOfStart('nbf', nbf, rules) ?? flawOfStart('iat', iat, rules) ?? flawOfSpan(nbf, exp, rules);
}

/** RFC 7519 §2: a number that may have a fraction. */
const isTime = (value: unknown) => typeof value === 'number' && Number.isFinite(value) && value >= 0;

function flawOfEnd(exp: Seconds | undefined, { now, longestAhead }: TimeRules): TimeFlaw | undefined {
  if (exp === undefined) return undefined;
  if (exp <= now) return { expected: 'exp in the future', received: `exp ${Math.ceil(now - exp)} seconds ago` };
  if (longestAhead !== undefined && exp > now + longestAhead + clockSkew) return { expected: `exp at most ${longestAhead} seconds ahead`, received: `${Math.ceil(exp - now)} seconds ahead` };
  return undefined;
}

function flawOfStart(name: 'nbf' | 'iat', at: Seconds | undefined, { now }: TimeRules): TimeFlaw | undefined {
  return at !== undefined && at > now + clockSkew ? { expected: `${name} at most ${clockSkew} seconds ahead`, received: `${Math.ceil(at - now)} seconds ahead` } : undefined;
}

function flawOfSpan(nbf: Seconds | undefined, exp: Seconds | undefined, { now, longestSpan, oldestStart }: TimeRules): TimeFlaw | undefined {
  if (nbf === undefined) return undefined;
  if (oldestStart !== undefined && nbf < now - oldestStart) return { expected: `nbf at most ${oldestStart} seconds ago`, received: `${Math.ceil(now - nbf)} seconds ago` };
  if (longestSpan !== undefined && exp !== undefined && exp - nbf > longestSpan) return { expected: `exp at most ${longestSpan} seconds after nbf`, received: `${Math.ceil(exp - nbf)} seconds` };
  return undefined;
}
