// Writes docs/flows from the flows of the playground (--write), or says whether it is up to date. Needs a build: npm run build.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './setup/root.mjs';

const { flows } = await import(join(root, 'server/dist/src/playground/catalogue.js'));
const { renderFlowPage } = await import(join(root, 'server/dist/src/playground/render-flow-page.js'));
const folder = join(root, 'docs/flows');
const pages = new Map(flows.map((flow) => [`${flow.id}.md`, renderFlowPage(flow, flows)]));
mkdirSync(folder, { recursive: true });
const gone = readdirSync(folder).filter((file) => !pages.has(file));
const stale = [...pages].filter(([file, page]) => !existsSync(join(folder, file)) || readFileSync(join(folder, file), 'utf8') !== page);

if (process.argv.includes('--write')) {
  for (const file of gone) rmSync(join(folder, file));
  for (const [file, page] of stale) writeFileSync(join(folder, file), page);
} else if (gone.length + stale.length > 0) {
  process.stdout.write('out of date: node scripts/flows.mjs --write\n');
  process.exitCode = 1;
}
