import { open, type FileHandle } from 'node:fs/promises';
import { headerLength, parseHeader, placesOf, type BloomShape } from './bloom-format.ts';
import { ListUnusable } from './list-unusable.ts';
import type { DigestList } from './digest-list.ts';

/** A Bloom filter: who stands in the list is always found; of the others about one in 15,000 is, too. */
export async function openBloomFile(file: string): Promise<DigestList> {
  const shape = await withFile(file, readShape);
  return (digest) => withFile(file, async (handle) => {
    for (const place of placesOf(digest, shape)) if (!await hasBit(handle, place)) return false;
    return true;
  });
}

async function readShape(handle: FileHandle): Promise<BloomShape> {
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(headerLength), 0, headerLength, 0);
  const shape = parseHeader(buffer.subarray(0, bytesRead), (await handle.stat()).size);
  if (shape === undefined) throw new ListUnusable('it is no filter of gatehouse breached-passwords, or is cut off');
  return shape;
}

async function hasBit(handle: FileHandle, place: number): Promise<boolean> {
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(1), 0, 1, headerLength + Math.floor(place / 8));
  if (bytesRead === 0) throw new ListUnusable('it is cut off');
  return ((buffer[0] ?? 0) & (0x80 >> (place % 8))) !== 0;
}

async function withFile<T>(file: string, work: (handle: FileHandle) => Promise<T>): Promise<T> {
  let handle: FileHandle | undefined;
  try {
    handle = await open(file);
    return await work(handle);
  } catch (error) {
    throw new ListUnusable(`The list of leaked passwords ${file} can not be used: ${error instanceof Error ? error.message : String(error)}.`, { cause: error });
  } finally {
    await handle?.close();
  }
}
