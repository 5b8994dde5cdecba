import { StorageUnavailable } from '../../storage-unavailable.ts';
import { UniqueViolation } from '../../unique-violation.ts';

const busy = 5;
const unique = new Set([1555, 2067, 2579]);
/** Locked, read-only, I/O error, corrupt, full, cannot open, not a database. */
const outages = new Set([busy, 6, 8, 10, 11, 13, 14, 26]);
/** fsync of a file or of its folder failed: what the disk holds is not known any more. */
const failedSyncs = new Set([1034, 1290]);

/** The extended result code of SQLite, if the error is one of its errors. */
const codeOf = (error: unknown): number | undefined =>
  error instanceof Error && 'errcode' in error && typeof error.errcode === 'number' ? error.errcode : undefined;

const primary = (error: unknown) => { const code = codeOf(error); return code === undefined ? undefined : code & 0xff; };

/** Another process writes just now. */
export const isBusy = (error: unknown): boolean => primary(error) === busy;
/** A sync failed inside SQLite. */
export const isFailedSync = (error: unknown): boolean => failedSyncs.has(codeOf(error) ?? 0);

/** What the house knows an error of SQLite as. Everything else is a bug and stays what it is. */
export function sqliteError(error: unknown): Error {
  if (!(error instanceof Error)) return new Error(String(error));
  const code = codeOf(error);
  // A closed connection has no code of SQLite.
  if ('code' in error && error.code === 'ERR_INVALID_STATE') return new StorageUnavailable('The database is closed.', { cause: error });
  if (code === undefined) return error;
  if (unique.has(code)) return new UniqueViolation(error.message, { cause: error });
  return outages.has(code & 0xff) ? new StorageUnavailable(`SQLite: ${error.message}`, { cause: error }) : error;
}
