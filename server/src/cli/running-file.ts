import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CliFailure } from './failure.ts';
import { findIssuer } from './occupant.ts';

const pathOf = (data: string) => join(data, 'running.json');

/**
 * Refuses to start development twice on one data folder: the second one would move the issuer of the first.
 * The note of a server that was killed does not count, for nobody answers at its address any more.
 */
export async function refuseSecondServer(data: string): Promise<void> {
  const note = await readNote(data);
  if (note === undefined || await findIssuer(note.url, { named: note.issuer }) !== note.issuer) return;
  throw new CliFailure(`Gatehouse already runs on the data folder ${data}: ${note.issuer} (process ${note.pid}).`, { next: 'gatehouse dev --data ANOTHER_FOLDER' });
}

/** What a running server leaves in its data folder. */
export interface Note { readonly pid: number; readonly issuer: string; readonly url: string; readonly port: number }

/** The note of the server that runs on a data folder, or ran there and was killed. */
export async function readNote(data: string): Promise<Note | undefined> {
  try {
    const note = JSON.parse(await readFile(pathOf(data), 'utf8')) as Note;
    return typeof note.issuer === 'string' && URL.canParse(note.issuer) && URL.canParse(note.url) && Number.isInteger(note.port) ? note : undefined;
  } catch {
    return undefined;
  }
}

/** Leaves a note of the running server in the data folder; answers how to take it away again. */
export async function noteRunning(data: string, running: Omit<Note, 'pid'>): Promise<() => Promise<void>> {
  await mkdir(data, { recursive: true });
  const note: Note = { pid: process.pid, ...running };
  await writeFile(pathOf(data), `${JSON.stringify(note)}\n`, { mode: 0o600 });
  return () => rm(pathOf(data), { force: true });
}
