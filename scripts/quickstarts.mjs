// Writes docs/quickstarts from the guides (--write), or says whether it is up to date. Needs a build: npm run build.
import { join } from 'node:path';
import { keepPages } from './house/keep-pages.mjs';
import { root } from './setup/root.mjs';

const { guides } = await import(join(root, 'server/dist/src/guides/catalogue.js'));
const { renderPage } = await import(join(root, 'server/dist/src/guides/render-page.js'));
keepPages({ folder: join(root, 'docs/quickstarts'), pages: new Map(guides.map((guide) => [`${guide.id}.md`, renderPage(guide)])), script: 'quickstarts.mjs' });
