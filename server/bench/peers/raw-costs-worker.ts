import { hash } from '@node-rs/argon2';
import { generateKeyPairSync, sign } from 'node:crypto';

/** Parameters of an argon2id hash, as in its PHC string. */
export interface Argon2Parameters { readonly memoryCost: number; readonly timeCost: number; readonly parallelism: number }
/** What to do, for how long. */
export type RawOrder = ({ readonly kind: 'rs256' } | { readonly kind: 'argon2'; readonly parameters: Argon2Parameters }) & { readonly milliseconds: number };
/** How often it was done, and the CPU time that it took, all threads. */
export interface RawCost { readonly count: number; readonly cpuMicros: number }

const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const input = Buffer.alloc(400, 'x');

function signFor(milliseconds: number): number {
  const until = performance.now() + milliseconds;
  let count = 0;
  for (; performance.now() < until; count++) sign('sha256', input, privateKey);
  return count;
}

/** One at a time, the cheapest way: hashes that run side by side take the memory from one another. */
async function hashFor({ parameters, milliseconds }: RawOrder & { readonly kind: 'argon2' }): Promise<number> {
  const until = performance.now() + milliseconds;
  let count = 0;
  for (; performance.now() < until; count++) await hash('middle-out compression 2014', parameters);
  return count;
}

process.on('message', (order: RawOrder) => {
  void (async () => {
    const before = process.cpuUsage();
    const count = order.kind === 'rs256' ? signFor(order.milliseconds) : await hashFor(order);
    const { user, system } = process.cpuUsage(before);
    process.send?.({ count, cpuMicros: user + system } satisfies RawCost);
  })();
});
