import { closeSync, fdatasync, fsyncSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { promisify } from 'node:util';

const sync = promisify(fdatasync);

/**
 * The write-ahead log of a database that is open. While any connection is open SQLite never replaces the file: it starts again at its beginning,
 * or cuts it to nothing, so one descriptor serves for as long as the connection lives.
 * SQLite holds no lock on this file. Never open the database file or its `-shm` here: closing it would drop SQLite's own locks (POSIX).
 */
export class WalFile {
  readonly #descriptor: number;

  constructor(databaseFile: string) {
    this.#descriptor = openSync(`${databaseFile}-wal`, 'r+');
    // The names of new files are durable only when their folder is.
    const folder = openSync(dirname(databaseFile), 'r');
    try {
      fsyncSync(folder);
    } finally {
      closeSync(folder);
    }
  }

  /** In the thread pool. Resolves when all that was written before the call is on the disk. */
  sync(): Promise<void> { return sync(this.#descriptor); }

  close(): void { closeSync(this.#descriptor); }
}
