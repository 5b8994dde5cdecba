import { existsSync } from 'node:fs';
import { open, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FileForm, PreparedFile, PreparedFiles, PreparedTools } from '../endpoints/prepared-file.ts';

const mediaTypes: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8', js: 'text/javascript; charset=utf-8', css: 'text/css; charset=utf-8', json: 'application/json; charset=utf-8',
  md: 'text/markdown; charset=utf-8', txt: 'text/plain; charset=utf-8', svg: 'image/svg+xml', woff2: 'font/woff2',
};

/** Where a form of a file lies: its first byte, and how many they are. */
type Place = readonly [at: number, length: number];
interface Entry { readonly etag: string; readonly body: Place; readonly brotli?: Place; readonly gzip?: Place }
/** What `scripts/setup/pack-files.mjs` writes: the file that has the bytes, and what is where in it. */
interface Index { readonly file: string; readonly entries: Readonly<Record<string, Entry>> }

/**
 * Files that were packed when the program was built. The index is read when somebody asks first, and bytes when they are asked for: a server that nobody asks holds none of them.
 * No name in a URL ever reaches the file system.
 */
export function packedFiles(name: 'dashboard' | 'docs'): PreparedTools {
  let reading: Promise<PreparedFiles> | undefined;
  return {
    async open() {
      if (reading === undefined) {
        const folder = packageFolder();
        const index = join(folder, 'dist', 'packed', `${name}.json`);
        if (!existsSync(index)) return undefined;
        // What can not be read now, or was built anew, may be there the next time.
        const forget = () => { reading = undefined; };
        reading = readIndex(index, forget);
        reading.catch(forget);
      }
      return reading;
    },
  };
}

/** The package of this program, from the sources' place, the built one or the installed one. */
function packageFolder(): string {
  for (let folder = dirname(fileURLToPath(import.meta.url)); folder !== dirname(folder); folder = dirname(folder)) if (existsSync(join(folder, 'package.json'))) return folder;
  throw new Error('The file package.json is missing above the program: install it again.');
}

async function readIndex(index: string, forget: () => void): Promise<PreparedFiles> {
  const { file, entries } = JSON.parse(await readFile(index, 'utf8')) as Index;
  const bytes = join(dirname(index), file);
  const known = new Map(Object.entries(entries));
  return {
    find(name) {
      const entry = known.get(name);
      return entry === undefined ? undefined : preparedFile(name, entry, (place) => readPlace(bytes, place).catch((error: unknown) => { forget(); throw error; }));
    },
  };
}

function preparedFile(name: string, { etag, body, brotli, gzip }: Entry, read: (place: Place) => Promise<Buffer>): PreparedFile {
  const places: Readonly<Record<FileForm, Place | undefined>> = { identity: body, br: brotli, gzip };
  return {
    mediaType: mediaTypes[name.slice(name.lastIndexOf('.') + 1)] ?? 'application/octet-stream', etag,
    forms: (['identity', 'br', 'gzip'] as const).filter((form) => places[form] !== undefined),
    read: (form) => read(places[form] ?? body),
  };
}

async function readPlace(file: string, [at, length]: Place): Promise<Buffer> {
  const handle = await open(file);
  try {
    const { bytesRead, buffer } = await handle.read(Buffer.allocUnsafeSlow(length), 0, length, at);
    if (bytesRead !== length) throw new Error(`${file} ends before byte ${at + length}: build it again.`);
    return buffer;
  } finally {
    await handle.close();
  }
}
