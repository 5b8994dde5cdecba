import type { QueryBuilder } from '../dialect.ts';
import type { Driver } from '../driver.ts';
import { statement } from '../statement.ts';

const everyMs = 500;

/** Looks twice a second whether another process changed the configuration. */
export class ConfigWatch {
  readonly #read: () => Promise<number>;
  readonly #onChange: () => void;
  readonly #timer: NodeJS.Timeout;
  #seen: number | undefined;
  #looking = false;

  constructor({ driver, db }: { readonly driver: Driver; readonly db: QueryBuilder }, onChange: () => void) {
    const version = statement<Record<string, never>>()('config_version', () => db.selectFrom('config_version').select('version').where('id', '=', 1));
    this.#read = async () => (await driver.read(version({})))[0]?.version ?? 0;
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
