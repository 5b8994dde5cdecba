// node scripts/statements.mjs            says whether the statements are what the queries say
// node scripts/statements.mjs --write    writes them anew; the server must be compiled before, and again after
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { renderStatements, statementFile } from './statements/render.mjs';
import { root } from './setup/root.mjs';

const { everyQuery } = await import(pathToFileURL(join(root, 'server/dist/src/storage/queries/every-query.js')).href);

for (const dialect of ['sqlite', 'postgres']) {
  const file = join(root, statementFile(dialect));
  const text = renderStatements(dialect, everyQuery);
  if (process.argv[2] === '--write') writeFileSync(file, text);
  else if (readFileSync(file, 'utf8') !== text) {
    process.stderr.write(`${statementFile(dialect)} is stale. Run node scripts/statements.mjs --write\n`);
    process.exitCode = 1;
  }
}
