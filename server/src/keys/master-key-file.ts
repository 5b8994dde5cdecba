import { randomBytes } from 'node:crypto';
import { link, mkdir, open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';

const fileName = 'master.key';
const form = /^[A-Za-z0-9_-]{43}$/;

/** A master key as text, 43 characters of base64url, becomes its 32 bytes; `undefined` when the text is none. */
export function parseMasterKey(text: string): Buffer | undefined {
  const trimmed = text.trim();
  return form.test(trimmed) ? Buffer.from(trimmed, 'base64url') : undefined;
}

/**
 * Development: the master key of the data folder, made at the first start (mode 0600, durable before it is used).
 * Of several processes that start at once, all get the same key.
 * Throws when the file holds something else: it is never overwritten, as everything sealed with it would be lost.
 */
export async function loadOrMakeMasterKey(dataDir: string): Promise<Buffer> {
  const path = join(dataDir, fileName);
  const found = await findMasterKey(path);
  if (found !== undefined) return found;
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  await makeMasterKey(dataDir, path);
  const made = await findMasterKey(path);
  if (made === undefined) throw new Error(`The master key ${path} vanished just after it was made.`);
  return made;
}

async function findMasterKey(path: string): Promise<Buffer | undefined> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (text === undefined) return undefined;
  const key = parseMasterKey(text);
  if (key === undefined) throw new Error(`${path} does not hold a master key (43 characters of A-Z a-z 0-9 - _). Restore it from a backup: without it nothing that was sealed can be opened.`);
  return key;
}

/** A hard link is atomic and never replaces: a reader sees no file or the whole one, and the first of several makers wins. */
async function makeMasterKey(dataDir: string, path: string): Promise<void> {
  const draft = join(dataDir, `${fileName}.${randomBytes(9).toString('hex')}`);
  await writeDurably(draft, `${randomBytes(32).toString('base64url')}\n`);
  try {
    await link(draft, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    await rm(draft, { force: true });
  }
  await syncFolder(dataDir);
}

async function writeDurably(path: string, text: string): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** The name of a new file is durable only when its folder is. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try { await folder.sync(); } finally { await folder.close(); }
}
