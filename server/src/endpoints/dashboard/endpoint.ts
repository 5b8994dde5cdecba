import { randomBytes } from 'node:crypto';
import type { Endpoint, Reply } from '../reply.ts';
import type { Request } from '../request.ts';
import type { DashboardFile, DashboardTools } from './files.ts';
import { mailFrame } from './mail-frame.ts';
import { renderShell } from './render-shell.ts';

const home = '/dashboard/';
const files = `${home}assets/`;
const frame = `${home}mail-frame`;

/**
 * The dashboard: files, and one page for every other address, which decides itself what it shows.
 * It is a client of the Management API like any other; nothing here knows who asks.
 */
export function dashboardEndpoint(tools: DashboardTools): Endpoint {
  return {
    name: 'dashboard', path: '/dashboard', below: true, methods: ['GET'], cors: 'none',
    async handle(request) {
      if (request.path === frame) return mailFrame;
      // The page asks for its files beside it: it must stand at the address with the slash.
      if (request.path === '/dashboard') return { kind: 'redirect', to: request.query === '' ? home : `${home}?${request.query}` };
      const built = await tools.open();
      if (built === undefined) return notBuilt;
      if (request.path.startsWith(files)) return answerFile(built.files.get(request.path.slice(files.length)), request);
      const nonce = randomBytes(16).toString('base64url');
      return { kind: 'html', status: 200, html: renderShell(built.page, { nonce, tenant: request.tenant, development: tools.development }), csp: policyOf(nonce) };
    },
  };
}

/** The styles that the components bring are allowed by the nonce of this answer; a script comes from a file of ours or not at all. */
const policyOf = (nonce: string) =>
  `default-src 'none'; script-src 'self'; style-src 'self' 'nonce-${nonce}'; img-src 'self' data:; connect-src 'self'; frame-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'`;

function answerFile(file: DashboardFile | undefined, { headers }: Request): Reply {
  if (file === undefined) return { kind: 'json', status: 404, body: { error: 'not_found', error_description: 'The dashboard has no such file. After an update, load the page again.' } };
  const { encoding, body } = chosenOf(file, headers['accept-encoding'] ?? '');
  const etag = encoding === undefined ? file.etag : file.etag.replace(/"$/, `-${encoding}"`);
  return {
    kind: 'document', mediaType: file.mediaType, body, etag, maxAge: 31_536_000,
    headers: { 'cache-control': 'public, max-age=31536000, immutable', vary: 'accept-encoding', ...(encoding === undefined ? {} : { 'content-encoding': encoding }) },
  };
}

/** RFC 9110 §12.5.3: the smallest form that the browser says it reads. */
function chosenOf({ body, brotli, gzip }: DashboardFile, accepted: string): { readonly encoding: string | undefined; readonly body: Buffer } {
  const reads = (encoding: string) => accepted.split(',').some((one) => new RegExp(`^\\s*${encoding}\\s*(?:;\\s*q=(?!0(?:\\.0*)?\\s*$).*)?$`, 'i').test(one));
  if (brotli !== undefined && reads('br')) return { encoding: 'br', body: brotli };
  if (gzip !== undefined && reads('gzip')) return { encoding: 'gzip', body: gzip };
  return { encoding: undefined, body };
}

const notBuilt: Reply = {
  kind: 'html', status: 503, csp: "default-src 'none'; frame-ancestors 'none'",
  html: '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>The dashboard is not built</title></head><body><main><h1>The dashboard is not built</h1><p>Run <code>npm run build</code> in the folder of Gatehouse, then load this page again. Everything else of this server works without it.</p></main></body></html>',
};
