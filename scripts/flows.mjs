// Writes docs/flows from the flows of the playground (--write), or says whether it is up to date. Needs a build: npm run build.
import { join } from 'node:path';
import { keepPages } from './house/keep-pages.mjs';
import { root } from './setup/root.mjs';

const { flows } = await import(join(root, 'server/dist/src/playground/catalogue.js'));
const { renderFlowPage } = await import(join(root, 'server/dist/src/playground/render-flow-page.js'));
keepPages({ folder: join(root, 'docs/flows'), pages: new Map(flows.map((flow) => [`${flow.id}.md`, renderFlowPage(flow, flows)])), script: 'flows.mjs' });
