import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Endpoint, Reply } from '../endpoints/reply.ts';
import { html, type Html } from './html.ts';

/** What every page of the samples needs to know. */
export interface Look {
  /** Address of the stylesheet of the hosted pages. */
  readonly stylesheet: string;
  /** There are no samples that the page could lead back to. */
  readonly alone?: boolean;
}

const contentSecurityPolicy = "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/** Apart from its brackets: a bundler rewrites every tagged template with a whole closing tag of a script. */
const scriptTag = 'script';

/** One page of the samples: title, script of its own (never inline) and content. */
export interface SamplePage { readonly title: string; readonly script?: string; readonly content: Html; readonly status?: number }

/** A page as a reply. Never cached: it may show tokens. Browsers name the origin of a form only to who may know the address of its page. */
export function showPage(page: SamplePage, { stylesheet, alone = false }: Look): Reply & { readonly kind: 'html' } {
  const document = html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${page.title} | Gatehouse samples</title>
<link rel="icon" href="/assets/icon.svg" type="image/svg+xml"><link rel="stylesheet" href="${stylesheet}"><link rel="stylesheet" href="/samples/samples.css">${page.script === undefined ? undefined : html`<script type="module" src="${page.script}"></${scriptTag}>`}</head>
<body class="samples"><main data-page="samples">
${alone ? undefined : html`<nav aria-label="Samples"><a href="/samples/">All samples</a> <span class="muted">Development only</span></nav>`}
${page.content}
</main></body></html>`;
  return { kind: 'html', status: page.status ?? 200, html: document.markup, csp: contentSecurityPolicy, headers: { 'cache-control': 'no-store', 'referrer-policy': 'same-origin' } };
}

/** A small file of the product's `assets/samples/`, answered from memory. */
export function assetEndpoint(name: string, file: string, mediaType: string): Endpoint {
  const body = readFileSync(new URL(`../../../assets/samples/${file}`, import.meta.url));
  const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
  return { name, path: `/samples/${file}`, methods: ['GET'], cors: 'none', handle: () => ({ kind: 'document', mediaType, body, etag, maxAge: 0 }) };
}
