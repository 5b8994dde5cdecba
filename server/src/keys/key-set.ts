import { hash } from 'node:crypto';
import type { Seconds } from '../kernel/time.ts';
import type { JwsVerificationKey, SignJwt } from '../protocol/ports/jws.ts';
import type { KeyState, StoredSigningKey } from '../protocol/ports/signing-key-store.ts';
import type { SigningAlgorithm } from '../protocol/vocabulary/names.ts';
import { signingAlgorithms, type PublicJwk } from './signing-key.ts';

/** A key as it lies in memory, ready for use. */
export interface OpenKey extends JwsVerificationKey { readonly sign: SignJwt; readonly jwk: PublicJwk }

/** The ring of a tenant at one moment; every answer is a look-up. */
export interface KeySet {
  readonly rows: readonly StoredSigningKey[];
  readonly signers: ReadonlyMap<SigningAlgorithm, SignJwt>;
  /** Every published key by its kid. */
  readonly keys: ReadonlyMap<string, OpenKey>;
  /** RFC 7517 §5. */
  readonly published: { readonly body: Buffer; readonly etag: string };
  /** When the next previous key leaves, if nothing else happens. */
  readonly changesAt: Seconds;
}

const rank: Readonly<Record<KeyState, number>> = { current: 0, next: 1, previous: 2, revoked: 3 };

/**
 * @param grace how long a previous key stays published after it signed last
 * @param open the key of a row; called for published keys only
 */
export function buildKeySet(rows: readonly StoredSigningKey[], { now, grace, open }: { readonly now: Seconds; readonly grace: Seconds; readonly open: (row: StoredSigningKey) => OpenKey }): KeySet {
  const leavesAt = ({ state, stateSince }: StoredSigningKey) => (state === 'revoked' ? 0 : state === 'previous' ? stateSince + grace : Infinity);
  const published = rows.filter((row) => leavesAt(row) > now).sort(inOrder).map((row) => ({ row, key: open(row) }));
  return {
    rows,
    signers: new Map(published.filter(({ row }) => row.state === 'current').map(({ key }) => [key.alg, key.sign])),
    keys: new Map(published.map(({ key }) => [key.kid, key])),
    published: publish(published.map(({ key }) => key.jwk)),
    changesAt: Math.min(...published.map(({ row }) => leavesAt(row)), Infinity),
  };
}

/** The same ring gives the same text. Verifiers that look at the first key only find the one that signs. */
const inOrder = (a: StoredSigningKey, b: StoredSigningKey) =>
  rank[a.state] - rank[b.state] || signingAlgorithms.indexOf(a.alg) - signingAlgorithms.indexOf(b.alg) || b.stateSince - a.stateSince || (a.kid < b.kid ? -1 : 1);

function publish(keys: readonly PublicJwk[]): KeySet['published'] {
  const body = Buffer.from(JSON.stringify({ keys }), 'utf8');
  return { body, etag: `"${hash('sha256', body, 'base64url').slice(0, 22)}"` };
}
