import type { Driver } from '../driver.ts';
import type { ConfigQueries } from '../queries/config-queries.ts';

const everyMs = 500;

/** Looks twice a second whether another process changed the configuration. */
export class ConfigWatch {
  readonly #read: () => Promise<number>;
  readonly #onChange: () => void;
  readonly #timer: NodeJS.Timeout;
  #seen: number | undefined;
  #looking = false;

  constructor({ driver, queries }: { readonly driver: Driver; readonly queries: ConfigQueries }, onChange: () => void) {
    this.#read = async () => (await driver.read(queries.version({})))[0]?.version ?? 0;
    this.#onChange = onChange;
    // It keeps no process alive.
    this.#timer = setInterval(() => void this.#look(), everyMs).unref();
  }

  stop(): void { clearInterval(this.#timer); }

  async #look(): Promise<void> {
    if (this.#looking) return;
    this.#looking = true;
    try {
      const version = await this.#read();
      if (version !== this.#seen) this.#onChange();
      this.#seen = version;
    } catch {
      // The database is away: who needs it will say so. What changed meanwhile shows when it is back.
      this.#seen = undefined;
    } finally {
      this.#looking = false;
    }
  }
}
