import type { KeyedStatement } from '../../driver.ts';
import type { ConnectionPool } from './connection-pool.ts';

interface Asked<R> { readonly key: string; readonly resolve: (row: R | undefined) => void; readonly reject: (error: Error) => void }

/** The reads by key of all requests that wait, as one statement for each tenant; while it is under way the next batch gathers. */
export class ReadBatches<R> {
  readonly #pool: ConnectionPool;
  readonly #statement: KeyedStatement<R>;
  #waiting = new Map<string, Asked<R>[]>();
  #running = false;

  constructor(pool: ConnectionPool, statement: KeyedStatement<R>) {
    this.#pool = pool;
    this.#statement = statement;
  }

  find(tenant: string, key: string): Promise<R | undefined> {
    return new Promise((resolve, reject) => {
      const asked = this.#waiting.get(tenant);
      if (asked === undefined) this.#waiting.set(tenant, [{ key, resolve, reject }]);
      else asked.push({ key, resolve, reject });
      if (this.#running) return;
      this.#running = true;
      setImmediate(() => void this.#run());
    });
  }

  async #run(): Promise<void> {
    while (this.#waiting.size > 0) {
      const all = [...this.#waiting];
      this.#waiting = new Map();
      await Promise.all(all.map(([tenant, asked]) => this.#read(tenant, asked)));
    }
    this.#running = false;
  }

  async #read(tenant: string, asked: readonly Asked<R>[]): Promise<void> {
    try {
      const { rows } = await this.#pool.query(this.#statement({ tenant, key: [...new Set(asked.map(({ key }) => key))] }));
      const found = new Map(rows.map((row) => [row.key, row]));
      for (const { key, resolve } of asked) resolve(found.get(key));
    } catch (error) {
      for (const { reject } of asked) reject(error as Error);
    }
  }
}
