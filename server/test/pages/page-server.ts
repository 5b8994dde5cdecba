import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { assetHref } from '../../src/pages/asset-href.ts';
import type { Page } from '../../src/pages/page.ts';
import { createPageRenderer } from '../../src/pages/render-page.tsx';
import { now } from './sample-pages.ts';

/** The assets lie beside `src`, wherever the compiled tests lie. */
const assets = join(import.meta.dirname, '../../../assets');
const files: Readonly<Record<string, { readonly type: string; readonly body: Buffer }>> = {
  '/assets/pages.css': { type: 'text/css', body: readFileSync(join(assets, 'pages.css')) },
  '/assets/icon.svg': { type: 'image/svg+xml', body: readFileSync(join(assets, 'icon.svg')) },
};
export const stylesheet = files['/assets/pages.css']?.body ?? Buffer.alloc(0);

export interface Sent { readonly method: string; readonly path: string; readonly origin: string | undefined; readonly fields: Readonly<Record<string, string>> }
export interface PageServer {
  readonly origin: string;
  /** Everything that forms have posted here. */
  readonly sent: Sent[];
  show(path: string, page: Page): string;
  showHtml(path: string, html: string): string;
  close(): Promise<void>;
}

/** Serves rendered pages on loopback under the policy of the hosted pages. */
export async function startPageServer(): Promise<PageServer> {
  const setting = { stylesheetHref: assetHref('pages.css', stylesheet), iconHref: assetHref('icon.svg', files['/assets/icon.svg']?.body ?? ''), clock: { now: () => now } };
  const render = createPageRenderer(setting);
  const pages = new Map<string, { readonly html: string; readonly policy: string | undefined }>();
  const sent: Sent[] = [];
  const server: Server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const file = files[pathname];
    const page = pages.get(pathname);
    if (file !== undefined) { response.setHeader('content-type', file.type); response.end(file.body); return; }
    if (request.method === 'GET' && page !== undefined) {
      response.setHeader('content-type', 'text/html; charset=utf-8');
      if (page.policy !== undefined) response.setHeader('content-security-policy', page.policy);
      response.end(page.html);
      return;
    }
    void readForm(request).then((fields) => {
      if (request.method === 'POST') sent.push({ method: 'POST', path: pathname, origin: request.headers.origin, fields });
      response.setHeader('content-type', 'text/html');
      response.end('<!doctype html><title>received</title><p id="received">received</p>');
    });
  });
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const put = (path: string, html: string, policy?: string) => { pages.set(path, { html, policy }); return `${origin}${path}`; };
  return {
    origin, sent,
    show: (path, page) => {
      const { html, scriptNonce } = render(page);
      return put(path, html, `default-src 'none'; style-src 'self'; img-src 'self' https: data:${scriptNonce === undefined ? '' : `; script-src 'nonce-${scriptNonce}'`}`);
    },
    showHtml: (path, html) => put(path, html),
    close: () => new Promise((resolve) => { server.close(() => { resolve(); }); server.closeAllConnections(); }),
  };
}

async function readForm(request: IncomingMessage): Promise<Readonly<Record<string, string>>> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Object.fromEntries(new URLSearchParams(Buffer.concat(chunks).toString()));
}
