// Bundles dashboard/src into dashboard/dist; `npm run build` runs it where that is needed.
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { build } from 'vite';
import { root } from './root.mjs';

const dashboard = join(root, 'dashboard');
/** Smaller files are sent as they are: compressed they would fill as many packets. */
const worthIt = 1000;

await build({
  configFile: false, root: dashboard, base: '/dashboard/', publicDir: false, logLevel: 'warn', plugins: [react()],
  build: { outDir: 'dist', emptyOutDir: true, target: 'es2023', assetsInlineLimit: 0, reportCompressedSize: false, modulePreload: { polyfill: false }, chunkSizeWarningLimit: 1000 },
});

const assets = join(dashboard, 'dist/assets');
for (const name of readdirSync(assets).filter((file) => /\.(?:js|css|svg)$/.test(file))) {
  const body = readFileSync(join(assets, name));
  if (body.length < worthIt) continue;
  writeFileSync(join(assets, `${name}.br`), brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 9, [constants.BROTLI_PARAM_SIZE_HINT]: body.length } }));
  writeFileSync(join(assets, `${name}.gz`), gzipSync(body, { level: 9 }));
}
