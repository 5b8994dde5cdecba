// Writes docs/reference/management-api.md from the operations (--write), or says whether it is up to date. Needs a build: npm run build.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './setup/root.mjs';

const { operations } = await import(join(root, 'server/dist/src/management/index.js'));
const { renderReference } = await import(join(root, 'server/dist/test/management/render-reference.js'));
const file = join(root, 'docs/reference/management-api.md');
const page = renderReference(operations);
if (process.argv.includes('--write')) writeFileSync(file, page);
else if (!existsSync(file) || readFileSync(file, 'utf8') !== page) {
  process.stdout.write('out of date: node scripts/management-reference.mjs --write\n');
  process.exitCode = 1;
}
