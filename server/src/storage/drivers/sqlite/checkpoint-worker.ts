import { statSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { SqliteConnection } from './connection.ts';
import { isFailedSync } from './sqlite-errors.ts';

/** What the worker is started with. */
export interface CheckpointOrders { readonly file: string }
/** What a checkpoint came to. */
export interface CheckpointReport { readonly error: string | undefined; /** What the disk holds is not known any more. */ readonly fatal: boolean }

const pageSize = 4096;
/** From here on writers are held up for the moment that it takes to copy the rest, so that the log can start again at its beginning. */
const restartFrom = 16 * 1024 * 1024;
/** From here on the file is cut to nothing as well. */
const truncateFrom = 64 * 1024 * 1024;

const { file } = workerData as CheckpointOrders;
const connection = new SqliteConnection(file);

parentPort?.on('message', (order: 'checkpoint' | 'close') => {
  if (order === 'close') {
    connection.close();
    parentPort?.close();
    return;
  }
  parentPort?.postMessage(checkpoint());
});

/** Copies the log into the database while others write; syncs the log before and the database after (SQLite does both). */
function checkpoint(): CheckpointReport {
  try {
    const result = connection.first<{ log: number }>({ sql: 'pragma wal_checkpoint(passive)', values: [] });
    if ((result?.log ?? 0) * pageSize > restartFrom) connection.first({ sql: `pragma wal_checkpoint(${statSync(`${file}-wal`).size > truncateFrom ? 'truncate' : 'restart'})`, values: [] });
    return { error: undefined, fatal: false };
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error), fatal: isFailedSync(error) };
  }
}
