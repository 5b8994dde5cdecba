import { buildBloom } from '../../hashing/breached/build-bloom.ts';
import type { Command } from '../call.ts';
import { CliFailure, wrongUse } from '../failure.ts';

const usage = 'gatehouse breached-passwords pwned-passwords-sha1.txt breached.bloom';

/** `gatehouse breached-passwords <digests> <file>`: a filter of leaked passwords, for the setting of the same name. */
export const breachedPasswords: Command = async ({ args, terminal }) => {
  const [digests = '', into = ''] = args;
  if (digests === '' || into === '') throw wrongUse('The file of digests and the file to write are needed.', usage);
  const { taken, skipped } = await buildBloom(digests, into).catch((error: unknown) => {
    throw new CliFailure(error instanceof Error ? error.message : String(error), { next: usage });
  });
  terminal.result(`${taken} passwords in ${into}${skipped === 0 ? '' : `; ${skipped} lines were no SHA-1 digest`}`);
  return taken > 0 ? 0 : 1;
};
