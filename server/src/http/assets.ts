import { hash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { assetHref } from '../pages/asset-href.ts';
import type { Answer } from './answer.ts';
import type { OwnAddress } from './routes.ts';

const mediaTypes: Readonly<Record<string, string>> = {
  css: 'text/css; charset=utf-8', js: 'text/javascript; charset=utf-8', svg: 'image/svg+xml', png: 'image/png', ico: 'image/x-icon', woff2: 'font/woff2', txt: 'text/plain; charset=utf-8',
};

/**
 * The files of a folder (not of the folders in it), read once and answered from memory: no name in a URL ever reaches the file system.
 * Under the address that carries its hash a file is kept for ever; under its bare name a browser asks again.
 * @throws Error when the folder can't be read
 */
export function assetAddresses(folder: string | undefined): readonly OwnAddress[] {
  if (folder === undefined) return [];
  return readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isFile() && mediaTypeOf(entry.name) !== undefined).map(({ name }) => addressOf(name, readFileSync(join(folder, name))));
}

const mediaTypeOf = (name: string) => mediaTypes[name.slice(name.lastIndexOf('.') + 1)];

function addressOf(name: string, body: Buffer): OwnAddress {
  const href = assetHref(name, body);
  const [path = '', version] = href.split('?');
  const document = { kind: 'document', mediaType: mediaTypeOf(name) ?? '', body, etag: `"${hash('sha256', body, 'base64url').slice(0, 22)}"`, maxAge: 0 } as const;
  const lasting: Answer = { ...document, headers: { 'cache-control': 'public, max-age=31536000, immutable' } };
  return { path, label: '/assets', answer: ({ query }) => (query === version ? lasting : document) };
}
