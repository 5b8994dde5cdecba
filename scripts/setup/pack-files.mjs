import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { root } from './root.mjs';

/** In the package of the server, which is published with it. */
const folder = join(root, 'server/dist/packed');
export const indexOf = (name) => join(folder, `${name}.json`);

/** Smaller files are sent as they are: compressed they would fill as many packets. */
const worthIt = 1000;
const isText = (name) => /\.(?:html|js|css|svg|json)$/.test(name);

/**
 * Writes many files as two: their bytes one after the other, also compressed, and an index of where each begins. A thousand small files are slow to write, to install and to look for.
 * `files` is a map of names and bodies; `server/src/compose/packed-files.ts` reads it.
 */
export function packFiles(name, files) {
  const pieces = [];
  let at = 0;
  const put = (bytes) => {
    pieces.push(bytes);
    const place = [at, bytes.length];
    at += bytes.length;
    return place;
  };
  const entries = [...files].map(([file, content]) => {
    const body = Buffer.from(content);
    const etag = createHash('sha256').update(body).digest('base64url').slice(0, 22);
    if (!isText(file) || body.length < worthIt) return [file, { etag, body: put(body) }];
    const brotli = brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 9, [constants.BROTLI_PARAM_SIZE_HINT]: body.length } });
    return [file, { etag, body: put(body), brotli: put(brotli), gzip: put(gzipSync(body, { level: 9 })) }];
  });
  mkdirSync(folder, { recursive: true });
  const bytes = Buffer.concat(pieces);
  // The bytes carry their hash: a server that read the index of yesterday never cuts pages out of the bytes of today.
  const file = `${name}-${createHash('sha256').update(bytes).digest('hex').slice(0, 12)}.bin`;
  writeFileSync(join(folder, file), bytes);
  writeFileSync(`${indexOf(name)}.new`, JSON.stringify({ file, entries: Object.fromEntries(entries) }));
  renameSync(`${indexOf(name)}.new`, indexOf(name));
  for (const old of readdirSync(folder).filter((one) => one.startsWith(`${name}-`) && one !== file)) rmSync(join(folder, old));
  return { file, bytes: bytes.length };
}
