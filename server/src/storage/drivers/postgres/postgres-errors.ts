import { DatabaseError } from 'pg';
import { StorageUnavailable } from '../../storage-unavailable.ts';
import { UniqueViolation } from '../../unique-violation.ts';

/** SQLSTATE classes that say nothing against the statement: connection, transaction rollback, resources, operator, system, internal. */
const outages = new Set(['08', '25', '40', '53', '55', '57', '58', 'XX']);
const conflicts = new Set(['40001', '40P01']);

const stateOf = (error: unknown): string | undefined => (error instanceof DatabaseError ? error.code : undefined);

/** Another transaction was in the way and this one was undone: the same work may be tried again. */
export const isConflict = (error: unknown): boolean => conflicts.has(stateOf(error) ?? '');

/** What the house knows an error of PostgreSQL as. An error without a SQLSTATE is one of the connection. Everything else is a bug and stays what it is. */
export function postgresError(error: unknown): Error {
  if (!(error instanceof Error)) return new StorageUnavailable(String(error));
  if (error instanceof StorageUnavailable || error instanceof UniqueViolation) return error;
  const state = stateOf(error);
  if (state === '23505') return new UniqueViolation(error.message, { cause: error });
  return state === undefined || outages.has(state.slice(0, 2)) ? new StorageUnavailable(`PostgreSQL: ${error.message}`, { cause: error }) : error;
}
