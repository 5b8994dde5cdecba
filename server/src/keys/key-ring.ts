import type { Awaitable } from '../kernel/awaitable.ts';
import type { LogRecord } from '../kernel/log-record.ts';
import type { Tenant, TenantId } from '../kernel/tenant.ts';
import type { Milliseconds, Seconds } from '../kernel/time.ts';
import type { Jws } from '../protocol/ports/jws.ts';
import type { JweOpener } from '../protocol/ports/jwe-opener.ts';
import type { PublishedKeys, TokenDecrypter, TokenSigner, TokenVerifier, Unsigned, VerifiedJwt } from '../protocol/ports/key-ring.ts';
import type { StoredSigningKey } from '../protocol/ports/signing-key-store.ts';
import type { SigningAlgorithm } from '../protocol/vocabulary/names.ts';
import { fillRing, lackingOf, revokeKey, ringAsSeen, rotateRing, type ChangeTools, type Rotation, type Wanted } from './change-ring.ts';
import { buildKeySet, type KeySet, type OpenDecryptionKey, type OpenSigningKey, type RowOf } from './key-set.ts';
import { encryptionAlgorithms, firstAlgorithms, openRingKey, signingAlgorithms } from './ring-key.ts';

/** What the key ring is made of; `jws` and `jwe` come from jose/. */
export interface KeyRingTools extends ChangeTools {
  readonly jws: Jws;
  readonly jwe: JweOpener;
  /** The longest that any token may live; previous keys stay published for it and a day more. */
  readonly longestTokenTtl?: Seconds;
}

/** What memory holds of one tenant. */
interface Ring {
  readonly tenant: TenantId;
  set: KeySet;
  /** Number of the read that `set` comes from: a slow read never undoes a later one. */
  read: number;
  usedAt: Seconds;
  /** The last look for a key that was not known. */
  search: { readonly at: Milliseconds; readonly done: Promise<void> };
  /** Keys that are being made, so that nobody makes the same one beside them. */
  readonly making: Map<string, Promise<void>>;
}

const day: Seconds = 86_400;
/** A ring that nobody used for this long is forgotten, and read again when it is needed. */
const idleTtl: Seconds = 3600;
const searchPause: Milliseconds = 1000;
/** A kid of ours is a SHA-256 in base64url. */
const kidForm = /^[A-Za-z0-9_-]{43}$/;
/** What a ring has in the end. RSA keys are dear, so the ones that are needed first are made first. */
const whole: readonly Wanted[] = [{ state: 'current', algs: [...signingAlgorithms, ...encryptionAlgorithms] }, { state: 'next', algs: signingAlgorithms }];

/**
 * The keys of every tenant: in memory for use, in the store for keeping.
 * All nodes work on one stored ring; each takes over what the others changed by `refresh()`, and at once when it meets a key that it does not know.
 */
export class KeyRing implements TokenSigner, TokenVerifier, TokenDecrypter, PublishedKeys {
  readonly #tools: KeyRingTools;
  readonly #grace: Seconds;
  readonly #rings = new Map<TenantId, Ring>();
  readonly #opening = new Map<TenantId, Promise<Ring>>();
  #reads = 0;

  constructor(tools: KeyRingTools) {
    this.#tools = tools;
    this.#grace = day + (tools.longestTokenTtl ?? 30 * day);
  }

  /** RFC 7515 §5.1, with the current key: ES256 and EdDSA at once, RS256 and PS256 from the thread pool. */
  sign(tenant: Tenant, alg: SigningAlgorithm, token: Unsigned): Awaitable<string> {
    const sign = this.#find(tenant.id)?.set.signers.get(alg);
    return sign === undefined ? this.#signLater(tenant.id, alg, token) : sign(token);
  }

  /** Signs with a ring that has to be opened, or a key that has to be made. */
  async #signLater(tenant: TenantId, alg: SigningAlgorithm, token: Unsigned): Promise<string> {
    const ring = await this.#open(tenant);
    if (!ring.set.signers.has(alg)) await this.#fill(ring, { state: 'current', algs: [alg] });
    return signWith(ring.set, alg, token);
  }

  async verify(tenant: Tenant, jwt: string): Promise<VerifiedJwt | undefined> {
    const ring = this.#find(tenant.id) ?? await this.#open(tenant.id);
    return this.#tools.jws.verify(jwt, (kid) => ring.set.keys.get(kid) ?? this.#search(ring, kid).then(() => ring.set.keys.get(kid)));
  }

  async decrypt(tenant: Tenant, jwe: string): Promise<string | undefined> {
    const ring = this.#find(tenant.id) ?? await this.#open(tenant.id);
    return this.#tools.jwe.open(jwe, ({ alg, kid }) => (kid === undefined ? ring.set.recipients.get(alg) : ring.set.decrypters.get(kid) ?? this.#search(ring, kid).then(() => ring.set.decrypters.get(kid))));
  }

  /** RFC 7517 §5: the same buffer until the ring changes. */
  published(tenant: Tenant): Awaitable<KeySet['published']> {
    return this.#find(tenant.id)?.set.published ?? this.#open(tenant.id).then(({ set }) => set.published);
  }

  /** Makes the current keys that a tenant lacks of the first algorithms, and opens what is sealed: a wrong master key shows here, as `SealBroken`. */
  async ensure(tenant: Tenant): Promise<void> {
    await this.#open(tenant.id);
  }

  /** Makes the keys that the tenants in memory lack, PS256, those for encryption and the next ones; for when the server is ready, as RSA keys take their time. After `stop` no further key is begun. */
  async warmUp(stop?: AbortSignal): Promise<void> {
    for (const ring of [...this.#rings.values()]) await this.#complete(ring, stop);
  }

  /** Takes over what other nodes changed, lets old keys go, and completes one ring that lacks keys. Call it every second. */
  async refresh(): Promise<void> {
    const idleSince = this.#tools.clock.now() - idleTtl;
    for (const ring of this.#rings.values()) if (ring.usedAt < idleSince) this.#rings.delete(ring.tenant);
    await settled([...this.#rings.values()].map((ring) => this.#read(ring)).concat(this.#completeOne()));
  }

  /** Rotates one algorithm or all, in one atomic step. */
  async rotate(tenant: Tenant, alg?: SigningAlgorithm, log?: LogRecord): Promise<Rotation> {
    const ring = await this.#open(tenant.id);
    try {
      return await rotateRing(tenant.id, alg === undefined ? signingAlgorithms : [alg], { ...this.#tools, log });
    } finally {
      await this.#read(ring);
    }
  }

  /** Revokes a key: from now on it is not published and verifies nothing. A revoked current key has its successor in the same step. */
  async revoke(tenant: Tenant, kid: string, log?: LogRecord): Promise<'revoked' | 'unknown'> {
    const ring = await this.#open(tenant.id);
    const outcome = await revokeKey(tenant.id, kid, { ...this.#tools, log });
    await this.#read(ring);
    await this.#complete(ring);
    return outcome;
  }

  /** All keys of a tenant as they are stored, private halves sealed. */
  list(tenant: Tenant): Promise<readonly StoredSigningKey[]> {
    return this.#tools.store.list(tenant.id);
  }

  /** The ring, if it is in memory; keys whose time is over are gone from it. */
  #find(tenant: TenantId): Ring | undefined {
    const ring = this.#rings.get(tenant);
    if (ring === undefined) return undefined;
    ring.usedAt = this.#tools.clock.now();
    if (ring.set.changesAt <= ring.usedAt) ring.set = this.#build(tenant, ring.set.rows, ring.set);
    return ring;
  }

  /** The ring from memory or from the store, with current keys. Who asks while it is being opened waits for the same opening. */
  #open(tenant: TenantId): Promise<Ring> {
    const ring = this.#find(tenant);
    if (ring !== undefined) return Promise.resolve(ring);
    const opening = this.#opening.get(tenant) ?? this.#load(tenant).finally(() => this.#opening.delete(tenant));
    this.#opening.set(tenant, opening);
    return opening;
  }

  async #load(tenant: TenantId): Promise<Ring> {
    await fillRing(tenant, { state: 'current', algs: firstAlgorithms }, this.#tools);
    const read = ++this.#reads;
    const set = this.#build(tenant, await this.#tools.store.list(tenant), undefined);
    const ring: Ring = { tenant, set, read, usedAt: this.#tools.clock.now(), search: { at: -Infinity, done: Promise.resolve() }, making: new Map() };
    this.#rings.set(tenant, ring);
    return ring;
  }

  /** One key after another: the thread pool, which signs and hashes passwords too, is never full of them. */
  async #complete(ring: Ring, stop?: AbortSignal): Promise<void> {
    for (const { state, algs } of whole) {
      for (const alg of lackingOf(ring.set.rows, { state, algs })) {
        if (stop?.aborted === true) return;
        await this.#fill(ring, { state, algs: [alg] });
      }
    }
  }

  /** The ring goes to the end of the row first: if its keys can not be made, the others get theirs all the same. */
  async #completeOne(): Promise<void> {
    const ring = [...this.#rings.values()].find(({ set }) => whole.some((wanted) => lackingOf(set.rows, wanted).length > 0));
    if (ring === undefined) return;
    this.#rings.delete(ring.tenant);
    this.#rings.set(ring.tenant, ring);
    await this.#complete(ring);
  }

  #fill(ring: Ring, wanted: Wanted): Promise<void> {
    const name = `${wanted.algs.join()} ${wanted.state}`;
    const making = ring.making.get(name) ?? fillRing(ring.tenant, wanted, this.#tools).then(() => this.#read(ring)).finally(() => ring.making.delete(name));
    ring.making.set(name, making);
    return making;
  }

  async #read(ring: Ring): Promise<void> {
    const read = ++this.#reads;
    const rows = await this.#tools.store.list(ring.tenant);
    if (read < ring.read) return;
    ring.read = read;
    if (sameRing(rows, ring.set.rows)) return;
    ring.set = this.#build(ring.tenant, rows, ring.set);
  }

  /** Another node may sign with a key that is newer than our last read. Strangers' kids cost one read per second at most. */
  async #search(ring: Ring, kid: string): Promise<void> {
    if (!kidForm.test(kid)) return;
    const now = this.#tools.clock.nowMs();
    if (now - ring.search.at >= searchPause) ring.search = { at: now, done: this.#read(ring) };
    await ring.search.done;
  }

  #build(tenant: TenantId, rows: readonly StoredSigningKey[], before: KeySet | undefined): KeySet {
    const { sealing, jws, clock } = this.#tools;
    const openSigning = (row: RowOf<SigningAlgorithm>): OpenSigningKey => {
      const { privateKey, ...pair } = openRingKey(row, { tenant, sealing });
      return { ...pair, sign: jws.signerFor({ kid: pair.kid, alg: pair.alg, privateKey }) };
    };
    return buildKeySet(rows, {
      now: clock.now(), grace: this.#grace,
      openSigning: (row) => before?.keys.get(row.kid) ?? openSigning(row),
      openDecryption: (row): OpenDecryptionKey => before?.decrypters.get(row.kid) ?? openRingKey(row, { tenant, sealing }),
    });
  }
}

/** The key ring over a store. */
export const createKeyRing = (tools: KeyRingTools) => new KeyRing(tools);

function signWith(set: KeySet, alg: SigningAlgorithm, token: Unsigned): Awaitable<string> {
  const sign = set.signers.get(alg);
  if (sign === undefined) throw new Error(`The key ring has no current ${alg} key.`);
  return sign(token);
}

function sameRing(a: readonly StoredSigningKey[], b: readonly StoredSigningKey[]): boolean {
  const [left, right] = [ringAsSeen(a), ringAsSeen(b)];
  return left.length === right.length && left.every((entry, index) => entry === right[index]);
}

/** All are given their chance; the first failure is thrown afterwards. */
async function settled(work: readonly Promise<unknown>[]): Promise<void> {
  const failed = (await Promise.allSettled(work)).find((one) => one.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
}
