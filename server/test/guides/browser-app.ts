import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import { build, type Plugin } from 'vite';
import { compileScript, parse } from 'vue/compiler-sfc';
import { write } from '../cli/setup-project.ts';

/** What a new project of a framework has before its guide is followed: as few files as its own starter makes. */
const starters: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'vanilla-js': { 'index.html': page('<script type="module" src="/main.js"></script>') },
  react: { 'index.html': page('<div id="root"></div><script type="module" src="/src/main.jsx"></script>') },
  vue: { 'index.html': page('<div id="app"></div><script type="module" src="/src/main.js"></script>') },
  // The compiler in the browser takes the place of the command line of Angular, which compiles before.
  angular: {
    'index.html': page('<app-root></app-root><script type="module" src="/entry.ts"></script>'), 'entry.ts': "import '@angular/compiler';\nimport './src/main.ts';\n",
    'tsconfig.json': '{"compilerOptions":{"experimentalDecorators":true,"useDefineForClassFields":false,"target":"ES2022","module":"preserve"}}',
    'src/main.ts': "import { bootstrapApplication } from '@angular/platform-browser';\nimport { appConfig } from './app/app.config';\nimport { App } from './app/app';\n\nbootstrapApplication(App, appConfig).catch((error) => console.error(error));\n",
  },
};

function page(body: string): string {
  return `<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>My app</title><link rel="icon" href="data:,"></head><body>${body}</body></html>\n`;
}

/** Vue's own compiler, as its plugin for Vite uses it. */
const vueFiles: Plugin = {
  name: 'vue-files',
  transform(code, id) {
    if (!id.endsWith('.vue')) return undefined;
    const { descriptor, errors } = parse(code, { filename: id });
    if (errors[0] !== undefined) throw errors[0];
    return { code: compileScript(descriptor, { id: 'app', inlineTemplate: true }).content, map: null };
  },
};

/** Puts the starter of a framework into a folder. */
export function writeStarter(folder: string, framework: string): void {
  for (const [name, text] of Object.entries(starters[framework] ?? {})) write(folder, name, text);
}

/** Bundles the project with Vite, which reads the project's own `.env`, and serves it at its address. */
export async function serveProject(folder: string, url: string): Promise<{ stop(): void }> {
  await build({ configFile: false, root: folder, logLevel: 'error', plugins: [vueFiles], build: { outDir: 'dist', target: 'es2022', minify: false, reportCompressedSize: false, modulePreload: { polyfill: false } } });
  const server: Server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', url);
    readFile(join(folder, 'dist', pathname === '/' ? 'index.html' : pathname)).then(
      (body) => response.writeHead(200, { 'content-type': pathname.endsWith('.js') ? 'text/javascript' : 'text/html' }).end(body),
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((resolve) => { server.listen(Number(new URL(url).port), 'localhost', resolve); });
  return { stop() { server.closeAllConnections(); server.close(); } };
}
