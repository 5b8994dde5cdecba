import { createHmac, timingSafeEqual, type KeyObject } from 'node:crypto';
import type { Tenant } from '../../kernel/tenant.ts';
import type { Clock, Seconds } from '../../kernel/time.ts';

/** RFC 9449 §8: nonces that nothing is stored for. Any node knows those of any other. */
export interface DpopNonces {
  /** The nonce of now. */
  current(tenant: Tenant): string;
  /** When a nonce stops being good; `undefined`: it is none of ours, or too old. */
  endOf(tenant: Tenant, nonce: string): Seconds | undefined;
}

/** A nonce is new for so long, and then good for as long again. */
const windowLength: Seconds = 300;

/**
 * A nonce is a keyed hash of the tenant and of the five minutes in which it was given out: nobody can make one ahead of time (RFC 9449 §11.3).
 * @param key a secret key, the same on every node
 */
export function dpopNonces(key: KeyObject, clock: Clock): DpopNonces {
  const nonceOf = (tenant: Tenant, window: number) => createHmac('sha256', key).update(`${window} ${tenant.id}`).digest('base64url').slice(0, 24);
  const windowOfNow = () => Math.floor(clock.now() / windowLength);
  return {
    current: (tenant) => nonceOf(tenant, windowOfNow()),
    endOf(tenant, nonce) {
      const now = windowOfNow();
      const found = [now, now - 1].find((window) => sameText(nonceOf(tenant, window), nonce));
      return found === undefined ? undefined : (found + 2) * windowLength;
    },
  };
}

function sameText(expected: string, received: string): boolean {
  const [a, b] = [Buffer.from(expected), Buffer.from(received)];
  return a.length === b.length && timingSafeEqual(a, b);
}
