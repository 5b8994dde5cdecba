import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ListUnusable } from './list-unusable.ts';
import type { DigestList } from './digest-list.ts';

const prefixLength = 5;
/** A folder that lacks one of these was not loaded to its end. */
const ends = ['00000', 'FFFFF'] as const;
/** Have I Been Pwned answers with some 40 kB. */
const mostBytes = 16 * 1024 * 1024;

/**
 * k-anonymity files as Have I Been Pwned gives them out: one for each beginning of a SHA-1 digest, `5BAA6` or `5BAA6.txt`, with a line `rest:count` for each leaked password. A count of 0
 * only fills up.
 */
export async function openRangeFolder(folder: string): Promise<DigestList> {
  const ending = await readRange(folder, ends[0], '.txt').then(() => '.txt', () => '');
  for (const prefix of ends) await readRange(folder, prefix, ending);
  return async (digest) => {
    const hex = digest.toString('hex').toUpperCase();
    const rest = hex.slice(prefixLength);
    return (await readRange(folder, hex.slice(0, prefixLength), ending)).split('\n').some((line) => isOf(line, rest));
  };
}

function isOf(line: string, rest: string): boolean {
  const [found = '', count = '1'] = line.trim().split(':');
  return found.toUpperCase() === rest && Number(count) !== 0;
}

async function readRange(folder: string, prefix: string, ending: string): Promise<string> {
  const file = join(folder, `${prefix}${ending}`);
  const text = await readFile(file, 'latin1').catch((error: unknown) => { throw new ListUnusable(`The list of leaked passwords in ${folder} is not whole: ${prefix}${ending} can not be read.`, { cause: error }); });
  if (text.length > mostBytes) throw new ListUnusable(`${file} is too large for a part of a list of leaked passwords.`);
  return text;
}
