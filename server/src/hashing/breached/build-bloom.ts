import { createReadStream } from 'node:fs';
import { open, rm, stat, type FileHandle } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { placesOf, renderHeader, type BloomShape } from './bloom-format.ts';

/** With these one in about 15,000 passwords that never leaked is taken for one that did. */
const bitsEach = 20;
const probes = 14;
/** 40 digits and the end of the line. */
const shortestLine = 41;
const line = /^([0-9A-Fa-f]{40})(?::(\d+))?\s*$/;

/** What was read. `skipped`: lines that are no SHA-1 digest. */
export interface BuiltBloom { readonly taken: number; readonly skipped: number }

/**
 * Makes a filter of a file of SHA-1 digests, one a line (`digest` or `digest:count`, in any order), as Have I Been Pwned gives them out. The filter is made in memory: 2.5 bytes for each
 * line. An existing file is not written over, and nothing is left of what fails. Throws errors of the file system.
 */
export async function buildBloom(digests: string, into: string): Promise<BuiltBloom> {
  const shape: BloomShape = { probes, bits: Math.max(1, Math.ceil((await stat(digests)).size / shortestLine)) * bitsEach };
  const target = await open(into, 'wx', 0o644);
  try {
    return await fill(target, digests, shape);
  } catch (error) {
    await rm(into, { force: true });
    throw error;
  } finally {
    await target.close();
  }
}

async function fill(target: FileHandle, digests: string, shape: BloomShape): Promise<BuiltBloom> {
  const bytes = Buffer.alloc(Math.ceil(shape.bits / 8));
  let [taken, skipped] = [0, 0];
  for await (const text of createInterface({ input: createReadStream(digests), crlfDelay: Infinity })) {
    const digest = parseDigest(text);
    if (digest === 'malformed') skipped++;
    if (typeof digest === 'string') continue;
    for (const place of placesOf(digest, shape)) bytes[Math.floor(place / 8)] = (bytes[Math.floor(place / 8)] ?? 0) | (0x80 >> (place % 8));
    taken++;
  }
  await target.writeFile(renderHeader(shape));
  await target.writeFile(bytes);
  await target.sync();
  return { taken, skipped };
}

/** A count of 0 only fills up, where lists are padded. */
function parseDigest(text: string): Buffer | 'empty' | 'malformed' {
  const [, hex, count = '1'] = line.exec(text) ?? [];
  if (hex === undefined) return text.trim() === '' ? 'empty' : 'malformed';
  return Number(count) === 0 ? 'empty' : Buffer.from(hex, 'hex');
}
