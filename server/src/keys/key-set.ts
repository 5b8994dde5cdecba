import { hash } from 'node:crypto';
import type { Seconds } from '../kernel/time.ts';
import type { JweDecryptionKey } from '../protocol/ports/jwe-opener.ts';
import type { JwsVerificationKey, SignJwt } from '../protocol/ports/jws.ts';
import type { KeyState, RingAlgorithm, StoredSigningKey } from '../protocol/ports/signing-key-store.ts';
import type { EncryptionKeyAlgorithm, SigningAlgorithm } from '../protocol/vocabulary/names.ts';
import { encryptionAlgorithms, isSigning, signingAlgorithms, type PublicJwk } from './ring-key.ts';

/** A signing key as it lies in memory, ready for use. */
export interface OpenSigningKey extends JwsVerificationKey { readonly sign: SignJwt; readonly jwk: PublicJwk }
/** A key that decrypts, as it lies in memory. */
export interface OpenDecryptionKey extends JweDecryptionKey { readonly jwk: PublicJwk }

/** The ring of a tenant at one moment; every answer is a look-up. */
export interface KeySet {
  readonly rows: readonly StoredSigningKey[];
  readonly signers: ReadonlyMap<SigningAlgorithm, SignJwt>;
  /** Every key that verifies, by its kid. All of them are published. */
  readonly keys: ReadonlyMap<string, OpenSigningKey>;
  /** Every key that decrypts, by its kid. */
  readonly decrypters: ReadonlyMap<string, OpenDecryptionKey>;
  /** The current ones of them, which are published. */
  readonly recipients: ReadonlyMap<EncryptionKeyAlgorithm, OpenDecryptionKey>;
  /** RFC 7517 §5. */
  readonly published: { readonly body: Buffer; readonly etag: string };
  /** When the next previous key leaves, if nothing else happens. */
  readonly changesAt: Seconds;
}

/** A row whose key signs, or whose key decrypts. */
export type RowOf<Alg extends RingAlgorithm> = StoredSigningKey & { readonly alg: Alg };
/** What a set is built with: `grace` is how long a previous key stays in use after it was current; the keys of rows are opened only while they are. */
export interface SetTools {
  readonly now: Seconds;
  readonly grace: Seconds;
  readonly openSigning: (row: RowOf<SigningAlgorithm>) => OpenSigningKey;
  readonly openDecryption: (row: RowOf<EncryptionKeyAlgorithm>) => OpenDecryptionKey;
}

const rank: Readonly<Record<KeyState, number>> = { current: 0, next: 1, previous: 2, revoked: 3 };
const algorithms: readonly RingAlgorithm[] = [...signingAlgorithms, ...encryptionAlgorithms];

/** Reads stored rows into a ring that is ready for use. Throws `SealBroken`. */
export function buildKeySet(rows: readonly StoredSigningKey[], { now, grace, openSigning, openDecryption }: SetTools): KeySet {
  const leavesAt = ({ state, stateSince }: StoredSigningKey) => (state === 'revoked' ? 0 : state === 'previous' ? stateSince + grace : Infinity);
  const used = rows.filter((row) => leavesAt(row) > now).sort(inOrder);
  const signing = used.filter(signs).map((row) => ({ row, key: openSigning(row) }));
  const decryption = used.filter(decrypts).map((row) => ({ row, key: openDecryption(row) }));
  const current = decryption.filter(({ row }) => row.state === 'current').map(({ key }) => key);
  return {
    rows,
    signers: new Map(signing.filter(({ row }) => row.state === 'current').map(({ key }) => [key.alg, key.sign])),
    keys: new Map(signing.map(({ key }) => [key.kid, key])),
    decrypters: new Map(decryption.map(({ key }) => [key.kid, key])),
    recipients: new Map(current.map((key) => [key.alg, key])),
    published: publish([...signing.map(({ key }) => key.jwk), ...current.map(({ jwk }) => jwk)]),
    changesAt: Math.min(...used.map(leavesAt), Infinity),
  };
}

const signs = (row: StoredSigningKey): row is RowOf<SigningAlgorithm> => isSigning(row.alg);
const decrypts = (row: StoredSigningKey): row is RowOf<EncryptionKeyAlgorithm> => !isSigning(row.alg);

/** The same ring gives the same text. Verifiers that look at the first key only find the one that signs. */
const inOrder = (a: StoredSigningKey, b: StoredSigningKey) =>
  rank[a.state] - rank[b.state] || algorithms.indexOf(a.alg) - algorithms.indexOf(b.alg) || b.stateSince - a.stateSince || (a.kid < b.kid ? -1 : 1);

function publish(keys: readonly PublicJwk[]): KeySet['published'] {
  const body = Buffer.from(JSON.stringify({ keys }), 'utf8');
  return { body, etag: `"${hash('sha256', body, 'base64url').slice(0, 22)}"` };
}
