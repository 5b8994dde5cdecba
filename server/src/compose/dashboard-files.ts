import { hash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { DashboardFile, DashboardFiles, DashboardTools } from '../endpoints/dashboard/files.ts';

const mediaTypes: Readonly<Record<string, string>> = { js: 'text/javascript; charset=utf-8', css: 'text/css; charset=utf-8', svg: 'image/svg+xml', woff2: 'font/woff2' };

/** The dashboard that was built beside the server. It is read, once, when somebody asks for it first: no name in a URL ever reaches the file system. */
export function dashboardFiles(development: boolean): DashboardTools {
  let reading: Promise<DashboardFiles> | undefined;
  return {
    development,
    async open() {
      if (reading === undefined) {
        const folder = findFolder();
        if (folder === undefined) return undefined;
        reading = read(folder);
        // What can not be read now may be there the next time.
        reading.catch(() => { reading = undefined; });
      }
      return reading;
    },
  };
}

/** `dashboard/dist` above the program, from the sources' place or the built one. */
function findFolder(): string | undefined {
  for (let folder = dirname(fileURLToPath(import.meta.url)); folder !== dirname(folder); folder = dirname(folder)) {
    const candidate = join(folder, 'dashboard', 'dist');
    if (existsSync(join(candidate, 'index.html'))) return candidate;
  }
  return undefined;
}

async function read(folder: string): Promise<DashboardFiles> {
  const assets = join(folder, 'assets');
  const names = await readdir(assets);
  const present = new Set(names);
  const packed = async (name: string) => (present.has(name) ? readFile(join(assets, name)) : undefined);
  const open = async (name: string): Promise<readonly [string, DashboardFile]> => {
    const [body, brotli, gzip] = [await readFile(join(assets, name)), await packed(`${name}.br`), await packed(`${name}.gz`)];
    return [name, { mediaType: mediaTypeOf(name) ?? '', etag: `"${hash('sha256', body, 'base64url').slice(0, 22)}"`, body, brotli, gzip }];
  };
  const files = await Promise.all(names.filter((name) => mediaTypeOf(name) !== undefined).map(open));
  return { page: await readFile(join(folder, 'index.html'), 'utf8'), files: new Map(files) };
}

const mediaTypeOf = (name: string) => mediaTypes[name.slice(name.lastIndexOf('.') + 1)];
