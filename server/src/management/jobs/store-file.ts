import type { JobStore } from '../../identity/ports/job-store.ts';
import type { TenantId } from '../../kernel/tenant.ts';
import type { Clock, Seconds } from '../../kernel/time.ts';
import { FileProblem, RowScanner } from './scan-rows.ts';

/** All pieces of a stored file but the last have so many bytes: where a byte of the file stands is known without looking. */
export const chunkBytes = 262_144;
/** An upload of which nothing came for so long is given up. */
export const uploadLease: Seconds = 60;

/** Whose file it is, and where it goes. */
export interface FileTools { readonly jobs: Pick<JobStore, 'upload'>; readonly clock: Clock }

/**
 * Stores the file of an import while it comes in, and looks whether its rows can be told apart: of a file that is cut off nobody is imported.
 * Holds one piece at most. Answers the size in bytes, or what is wrong, in words.
 */
export async function storeFile(pieces: AsyncIterable<Buffer>, job: { readonly tenant: TenantId; readonly id: string }, tools: FileTools): Promise<number | FileProblem> {
  const scanner = new RowScanner({ position: 0, shape: undefined });
  const chunks = new Chunker(job, tools);
  try {
    for await (const piece of pieces) {
      // The rows themselves are read by the worker.
      for (const row of scanner.push(piece)) void row;
      await chunks.add(piece);
    }
    scanner.finish();
    return await chunks.finish();
  } catch (error) {
    if (error instanceof FileProblem) return error;
    throw error;
  }
}

/** Makes pieces of one size of pieces of any size. */
class Chunker {
  readonly #job: { readonly tenant: TenantId; readonly id: string };
  readonly #tools: FileTools;
  #waiting: Buffer[] = [];
  #length = 0;
  #number = 0;

  constructor(job: { readonly tenant: TenantId; readonly id: string }, tools: FileTools) {
    this.#job = job;
    this.#tools = tools;
  }

  async add(piece: Buffer): Promise<void> {
    let rest = piece;
    while (this.#length + rest.length >= chunkBytes) {
      const missing = chunkBytes - this.#length;
      this.#waiting.push(rest.subarray(0, missing));
      rest = rest.subarray(missing);
      await this.#store();
    }
    if (rest.length > 0) this.#waiting.push(rest);
    this.#length += rest.length;
  }

  async finish(): Promise<number> {
    const size = this.#number * chunkBytes + this.#length;
    if (this.#length > 0) await this.#store();
    return size;
  }

  async #store(): Promise<void> {
    const bytes = Buffer.concat(this.#waiting);
    this.#waiting = [];
    this.#length = 0;
    const stored = await this.#tools.jobs.upload(this.#job.tenant, this.#job.id, { number: this.#number++, bytes, leaseUntil: this.#tools.clock.now() + uploadLease });
    if (stored === 'gone') throw new FileProblem('The upload took too long and was given up.');
  }
}
