// Bundles dashboard/src into dashboard/dist, and that into the package of the server; `npm run build` runs it where that is needed.
import { readFileSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import react from '@vitejs/plugin-react';
import { build } from 'vite';
import { packFiles } from './pack-files.mjs';
import { root } from './root.mjs';

const dashboard = join(root, 'dashboard');

await build({
  configFile: false, root: dashboard, base: '/dashboard/', publicDir: false, logLevel: 'warn', plugins: [react()],
  build: { outDir: 'dist', emptyOutDir: true, target: 'es2023', assetsInlineLimit: 0, reportCompressedSize: false, modulePreload: { polyfill: false }, chunkSizeWarningLimit: 1000 },
});

const dist = join(dashboard, 'dist');
packFiles('dashboard', new Map(readdirSync(dist, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => {
  const file = join(entry.parentPath, entry.name);
  return [relative(dist, file).replaceAll('\\', '/'), readFileSync(file)];
})));
