// Makes few files of the many compiled ones: half of a start was finding modules (docs/decisions/021-one-bundle.md). Run by the pinned Node after the compiler.
import { readFileSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { rolldown } from 'rolldown';
import { root } from './root.mjs';

const dist = join(root, 'server/dist');

/** What is started by its name: the program, and the threads that it starts from files beside it. */
const entries = { main: 'cli/main.js', worker: 'sandbox/worker.js', 'checkpoint-worker': 'storage/drivers/sqlite/checkpoint-worker.js' };

const bundle = await rolldown({
  input: Object.fromEntries(Object.entries(entries).map(([name, file]) => [name, join(dist, 'src', file)])),
  platform: 'node',
  // Packages stay what they are.
  external: (id) => !id.startsWith('.') && !isAbsolute(id),
  onLog(level, log, pass) { if (level === 'warn') throw new Error(log.message); pass(level, log); },
});
// As deep below the package as the compiled files: what lies beside `dist` is found by the same relative addresses.
const { output } = await bundle.write({ dir: join(dist, 'bundle/server'), cleanDir: true, format: 'esm', entryFileNames: '[name].js', chunkFileNames: 'part-[name]-[hash].js' });
await bundle.close();

const { dependencies } = JSON.parse(readFileSync(join(root, 'server/package.json'), 'utf8'));
const isKnown = (name) => name.startsWith('node:') || output.some(({ fileName }) => fileName === name) || Object.keys(dependencies).some((own) => name === own || name.startsWith(`${own}/`));
/** What the bundler adds by itself, a helper for syntax that it rewrites, would be missing where the package is installed. */
const missing = output.flatMap(({ fileName, imports, dynamicImports }) => [...imports, ...dynamicImports].filter((name) => !isKnown(name)).map((name) => `${fileName} imports ${name}, which the server does not depend on.`));
if (missing.length > 0) throw new Error(missing.join('\n'));
