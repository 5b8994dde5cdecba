import type { House } from '../../src/compose.ts';
import { encryptionAlgorithms, makeRingKey, sealRingKey, signingAlgorithms, type RingKeyPair } from '../../src/keys/ring-key.ts';
import type { KeyState } from '../../src/protocol/ports/signing-key-store.ts';

interface MadeKey { readonly pair: RingKeyPair; readonly state: KeyState }

/** Everything that a ring has in the end. */
const makeRing = (): Promise<readonly MadeKey[]> => Promise.all([
  ...[...signingAlgorithms, ...encryptionAlgorithms].map(async (alg) => ({ pair: await makeRingKey(alg), state: 'current' as const })),
  ...signingAlgorithms.map(async (alg) => ({ pair: await makeRingKey(alg), state: 'next' as const })),
]);

let made: Promise<readonly MadeKey[]> | undefined;

/** Gives a new house its keys. Five RSA keys cost more than most tests, so the houses of a process that follow one another have the same ones; how a ring gets its keys by itself is tested in keys/. */
export async function giveKeys({ storage, sealing, clock, defaultTenant: { id: tenant } }: House): Promise<void> {
  const keys = await (made ??= makeRing());
  const [createdAt, stateSince] = [clock.now(), clock.now()];
  await storage.signingKeys.change(tenant, [], keys.map(({ pair, state }) => ({ ...sealRingKey(pair, { tenant, sealing }), state, createdAt, stateSince })), []);
}
