import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { noBreachedPasswords } from '../../identity/passwords/no-breached-passwords.ts';
import type { BreachedPasswords } from '../../identity/ports/breached-passwords.ts';
import { openBloomFile } from './bloom-file.ts';
import type { DigestList } from './digest-list.ts';
import { ListUnusable } from './list-unusable.ts';
import { openRangeFolder } from './range-folder.ts';

/**
 * The list of leaked passwords at a path: a folder of range files, or a Bloom filter that `gatehouse breached-passwords` made. Nothing of it is held in memory or open, and no password
 * leaves the machine. SHA-1 is what such lists are published in; nothing is protected by it.
 * @throws ListUnusable with one sentence, when there is none at the path
 */
export async function openBreachedPasswords(path: string | undefined): Promise<BreachedPasswords> {
  if (path === undefined) return noBreachedPasswords;
  const isListed = await openList(path);
  return { isBreached: (password) => isListed(createHash('sha1').update(password.normalize('NFC')).digest()) };
}

async function openList(path: string): Promise<DigestList> {
  const found = await stat(path).catch((error: unknown) => { throw new ListUnusable(`The list of leaked passwords ${path} can not be read.`, { cause: error }); });
  return found.isDirectory() ? openRangeFolder(path) : openBloomFile(path);
}
