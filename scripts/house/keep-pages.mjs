import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Writes a folder of pages that are made of data (--write), or says by which script it is brought up to date, with exit code 1. `pages`: texts by the names of their files; a file that is not among them goes. */
export function keepPages({ folder, pages, script }) {
  mkdirSync(folder, { recursive: true });
  const gone = readdirSync(folder).filter((file) => !pages.has(file));
  const stale = [...pages].filter(([file, page]) => !existsSync(join(folder, file)) || readFileSync(join(folder, file), 'utf8') !== page);
  if (process.argv.includes('--write')) {
    for (const file of gone) rmSync(join(folder, file));
    for (const [file, page] of stale) writeFileSync(join(folder, file), page);
  } else if (gone.length + stale.length > 0) {
    process.stdout.write(`out of date: node scripts/${script} --write\n`);
    process.exitCode = 1;
  }
}
