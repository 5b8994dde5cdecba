import type { Awaitable } from '../../kernel/awaitable.ts';
import { BoundedCache } from './bounded-cache.ts';

/** What a look-up found, or that there is no such thing. */
interface Known { readonly value: unknown }

/** Of each of the two halves of the cache. */
const size = 4000;

/**
 * What administrators set, kept in memory. It is forgotten as a whole on every change: changes are rare, and reading again is cheap.
 * Answers that were on their way when a change came are given to who asked for them and are not kept.
 */
export class ConfigCache {
  readonly #entries = new BoundedCache<Known | Promise<Known>>(size);

  /** The value of a key from memory, or from `load`. `undefined` is remembered too: an attacker may ask for what is not there as often as he likes. */
  find<T>(key: string, load: () => Promise<T | undefined>): Awaitable<T | undefined> {
    const known = this.#entries.get(key) ?? this.#load(key, load);
    return known instanceof Promise ? known.then(({ value }) => value as T | undefined) : (known.value as T | undefined);
  }

  /** Something changed, here or on another node. */
  clear(): void { this.#entries.clear(); }

  #load<T>(key: string, load: () => Promise<T | undefined>): Promise<Known> {
    const loading: Promise<Known> = load().then(
      (value) => {
        const known = { value: frozen(value) };
        if (this.#entries.get(key) === loading) this.#entries.set(key, known);
        return known;
      },
      (error: unknown) => {
        if (this.#entries.get(key) === loading) this.#entries.delete(key);
        throw error;
      },
    );
    this.#entries.set(key, loading);
    return loading;
  }
}

/** Many requests share the value. */
function frozen<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  for (const member of Object.values(value)) frozen(member);
  return Object.freeze(value);
}
