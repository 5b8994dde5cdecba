import type { Job, JobStore } from '../../identity/ports/job-store.ts';
import type { TenantId } from '../../kernel/tenant.ts';
import { FileProblem, RowScanner, type RowShape, type ScannedRow } from '../../management/jobs/scan-rows.ts';
import { chunkBytes } from '../../management/jobs/store-file.ts';

/** The rows of one step, and where the next one begins. */
export interface Batch {
  readonly rows: readonly ScannedRow[];
  readonly position: number;
  readonly shape: RowShape | undefined;
  /** Nothing follows. */
  readonly last: boolean;
  /** Why nothing of what follows can be read. */
  readonly problem: string | undefined;
}

/** So many rows, or bytes of rows, are one step: a few milliseconds. */
const mostRows = 100;
const mostBytes = 1_048_576;

/** Reads one piece of the file. */
export type ReadChunk = (number: number) => Promise<Buffer>;

/** Reads the pieces of the file of a job, and keeps the one that was read last: the next step begins in it. */
export function chunkReader(tenant: TenantId, id: string, jobs: Pick<JobStore, 'readChunk'>): ReadChunk {
  let kept: { readonly number: number; readonly bytes: Buffer } | undefined;
  return async (number) => {
    if (kept?.number === number) return kept.bytes;
    const bytes = await jobs.readChunk(tenant, id, { side: 'input', number });
    if (bytes === undefined) throw new Error(`The piece ${number} of the file of ${id} is gone.`);
    kept = { number, bytes };
    return bytes;
  };
}

/** The next rows after the place that a job has come to. */
export async function readBatch({ size, progress: { position, shape } }: Job, readChunk: ReadChunk): Promise<Batch> {
  const scanner = new RowScanner({ position, shape });
  const rows: ScannedRow[] = [];
  try {
    for (let at = position; at < size; at = (Math.floor(at / chunkBytes) + 1) * chunkBytes) {
      const full = takeRows(rows, scanner.push((await readChunk(Math.floor(at / chunkBytes))).subarray(at % chunkBytes)));
      if (full !== undefined) return { rows, position: full.end, shape: scanner.shape, last: false, problem: undefined };
    }
    const rest = scanner.finish();
    return { rows: rest === undefined ? rows : [...rows, rest], position: size, shape: scanner.shape, last: true, problem: undefined };
  } catch (error) {
    if (error instanceof FileProblem) return { rows, position: rows.at(-1)?.end ?? position, shape: scanner.shape, last: true, problem: error.message };
    throw error;
  }
}

/** Adds rows until they are enough for a step, and answers the last one then. */
function takeRows(rows: ScannedRow[], found: Iterable<ScannedRow>): ScannedRow | undefined {
  let bytes = rows.reduce((sum, row) => sum + row.bytes.length, 0);
  for (const row of found) {
    rows.push(row);
    bytes += row.bytes.length;
    if (rows.length >= mostRows || bytes >= mostBytes) return row;
  }
  return undefined;
}
