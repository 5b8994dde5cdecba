// node scripts/spec-index.mjs "RFC 6749" 4.1    every rule and every test of that place (and of the places below it)
// node scripts/spec-index.mjs --write           makes server/src/protocol/INDEX.md anew
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findReferences, indexFile, renderIndex } from './house/spec-index.mjs';
import { readTree } from './house/tree.mjs';
import { root } from './setup/root.mjs';

const [document, number] = process.argv.slice(2);
const references = findReferences(readTree(root));

if (document === '--write') {
  writeFileSync(join(root, indexFile), renderIndex(references));
} else {
  const wanted = references.filter((reference) => (document === undefined || reference.document === document) && isWithin(reference.place, number));
  for (const { document: name, place, file, line, text } of wanted) process.stdout.write(`${`${name} ${place}`.padEnd(26)} ${`${file}:${line}`.padEnd(64)} ${text}\n`);
  if (wanted.length === 0) process.stderr.write('No rule and no test names it. Usage: node scripts/spec-index.mjs ["RFC 6749" [4.1]] | --write\n');
}

/** `4.1` holds 4.1 and 4.1.3, and not 4.10. */
function isWithin(place, asked) {
  if (asked === undefined) return true;
  const wanted = asked.replace(/^\u00a7/, '');
  const has = place.replace(/^\u00a7/, '');
  return has === wanted || has.startsWith(`${wanted}.`);
}
