import https from 'node:https';
import type { CustomFetch } from 'openid-client';
import type { Identity } from './certificates.ts';

/** A `fetch` as libraries want one, over TLS with a certificate of the client: what the fetch of Node can't do by itself. The authorities of this process are trusted, and no others. */
export const fetchWith = (identity: Identity): CustomFetch => (url, { method, headers, body }) => new Promise((resolve, reject) => {
  const sent = bytesOf(body);
  const request = https.request(url, { method, headers: { ...Object.fromEntries(new Headers(headers)), 'content-length': sent.length }, agent: false, key: identity.key, cert: identity.cert }, (response) => {
    const parts: Buffer[] = [];
    response.on('data', (part: Buffer) => { parts.push(part); }).on('error', reject).on('end', () => {
      const fields = Object.entries(response.headersDistinct).flatMap(([name, values = []]) => values.map((value): [string, string] => [name, value]));
      resolve(new Response(Buffer.concat(parts), { status: response.statusCode ?? 0, headers: fields }));
    });
  });
  request.on('error', reject).end(sent);
});

function bytesOf(body: unknown): Buffer {
  if (body === undefined || body === null) return Buffer.alloc(0);
  if (typeof body === 'string' || body instanceof URLSearchParams) return Buffer.from(body.toString());
  throw new Error('The clients of the tests send forms and texts.');
}
