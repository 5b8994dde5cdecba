import assert from 'node:assert/strict';
import { request } from 'node:http';
import { after, before, describe, test } from 'node:test';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { reasons, type ReasonCode } from '../../src/kernel/reasons/index.ts';
import { startHouse, type RunningHouse } from '../flows/house.ts';

let house: RunningHouse;
before(async () => { house = await startHouse({ seeded: false }); });
after(() => house.stop());

interface Got { readonly status: number; readonly headers: Readonly<Record<string, string | undefined>>; readonly body: Buffer }
/** As it comes over the wire, and with the path as it stands: fetch would unpack the one and tidy the other. */
const get = (path: string, headers: Readonly<Record<string, string>> = {}, method = 'GET') => new Promise<Got>((resolve, reject) => {
  const { hostname, port } = new URL(house.origin);
  request({ hostname, port, path, method, headers: { host: `${hostname}:${port}`, ...headers } }, (response) => {
    const pieces: Buffer[] = [];
    response.on('data', (piece: Buffer) => pieces.push(piece)).on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers as Record<string, string>, body: Buffer.concat(pieces) })).on('error', reject);
  }).on('error', reject).end();
});
const text = async (path: string) => (await get(path)).body.toString();

describe('The documentation is served', () => {
  test('it has a first page, pages of folders, and the same text as Markdown', async () => {
    for (const [path, heading] of [['/docs/', 'Gatehouse documentation'], ['/docs/mail', 'Mail'], ['/docs/quickstarts/', 'Quickstarts'], ['/docs/quickstarts/express', 'Express'], ['/docs/decisions/021-one-bundle', '021'], ['/docs/reference/settings', 'Settings']] as const) {
      const { status, headers, body } = await get(path);
      assert.deepEqual([path, status, headers['content-type']], [path, 200, 'text/html; charset=utf-8']);
      assert.match(body.toString(), new RegExp(`<h1 id="[^"]*">${heading}`));
      const markdown = /<link rel="alternate" type="text\/markdown" href="([^"]+)">/.exec(body.toString())?.[1] ?? assert.fail(path);
      const source = await get(markdown);
      assert.deepEqual([source.status, source.headers['content-type']], [200, 'text/markdown; charset=utf-8'], markdown);
      assert.match(source.body.toString(), new RegExp(`^# ${heading}`));
    }
  });

  test('RFC 6749 §5.2: every reason has its page, to which error_uri leads', async () => {
    for (const [code, { explain, fix }] of Object.entries(reasons)) {
      const markdown = (await text(`/docs/errors/${code}.md`)).replaceAll('\\', '');
      for (const sentence of [explain, ...fix]) assert.ok(markdown.includes(sentence.replaceAll('\\', '')), `${code}: ${sentence}`);
    }
    const refused = await fetch(`${house.origin}/oauth/token`, { method: 'POST', body: new URLSearchParams({ grant_type: 'none', client_id: 'x' }) });
    const { error_uri: uri = '' } = (await refused.json()) as { readonly error_uri?: string };
    const code = 'pkce.verifier_wrong' satisfies ReasonCode;
    for (const path of [...uri === '' ? [] : [new URL(uri).pathname], `/docs/errors/${code}`]) assert.equal((await get(path)).status, 200, path);
    const page = await text(`/docs/errors/${code}`);
    for (const words of ['RFC 7636 §4.6', 'invalid_grant', 'pkce.verifier_missing', '/dashboard/logs?q=reason:pkce.verifier_wrong']) assert.ok(page.includes(words), words);
  });

  test('a page allows files of this server alone, and holds neither script nor style of its own', async () => {
    const { headers, body } = await get('/docs/mail');
    assert.equal(headers['content-security-policy'], "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'");
    assert.equal(headers['x-frame-options'], 'DENY');
    assert.equal(headers['x-content-type-options'], 'nosniff');
    assert.doesNotMatch(body.toString(), /<style|style="|<script(?![^>]*\bsrc=)|\son\w+=/);
    assert.doesNotMatch(body.toString(), /<(?:script|link|img)[^>]+(?:src|href)="(?:https?:)?\/\//);
  });

  test('RFC 9110 §13.1.2: a page is asked for again and sent once; it comes packed to who reads that', async () => {
    const plain = await get('/docs/mail');
    assert.deepEqual([plain.headers['cache-control'], plain.headers['content-encoding'], plain.headers['vary']], ['no-cache', undefined, 'accept-encoding']);
    const again = await get('/docs/mail', { 'if-none-match': plain.headers['etag'] ?? '' });
    assert.deepEqual([again.status, again.body.length], [304, 0]);
    const [brotli, gzip] = [await get('/docs/mail', { 'accept-encoding': 'gzip, br' }), await get('/docs/mail', { 'accept-encoding': 'gzip' })];
    assert.ok(brotliDecompressSync(brotli.body).equals(plain.body) && gunzipSync(gzip.body).equals(plain.body));
    assert.equal(new Set([plain, brotli, gzip].map(({ headers }) => headers['etag'])).size, 3);
    const head = await get('/docs/mail', {}, 'HEAD');
    assert.deepEqual([head.status, head.headers['content-length'], head.body.length], [200, String(plain.body.length), 0]);
  });

  test('its files are kept for ever under names that carry their hash', async () => {
    const page = await text('/docs/');
    const files = [...page.matchAll(/(?:href|src)="(\/docs\/assets\/[^"]+)"/g)].map(([, path]) => path ?? '');
    assert.deepEqual(files.map((path) => /-\w{8}\.(\w+)$/.exec(path)?.[1]).sort(), ['css', 'js']);
    for (const path of files) {
      const { status, headers } = await get(path);
      assert.deepEqual([status, headers['cache-control']], [200, 'public, max-age=31536000, immutable'], path);
    }
  });

  test('llms.txt lists the pages for programs, each with a sentence', async () => {
    const { status, headers, body } = await get('/llms.txt');
    assert.deepEqual([status, headers['content-type']], [200, 'text/plain; charset=utf-8']);
    const links = [...body.toString().matchAll(/^- \[[^\]]+\]\(([^)]+)\): \S/gm)].map(([, path]) => path ?? '');
    assert.ok(links.length > 30, String(links.length));
    for (const path of links) assert.equal((await get(path)).status, 200, path);
  });

  test('an address with or without its slash leads to the right one', async () => {
    for (const [path, to] of [['/docs', '/docs/'], ['/docs/quickstarts', '/docs/quickstarts/'], ['/docs/mail/', '/docs/mail'], ['/docs/errors', '/docs/errors/']] as const) {
      const { status, headers } = await get(path);
      assert.deepEqual([status, headers['location']], [302, to], path);
    }
  });

  for (const path of ['/docs/none', '/docs/mail.html', '/docs/missing', '/docs/errors/no.such_reason', '/docs/none.md', '/docs/assets/', '/docs/assets/site.css', '/docs/index.html', '/docs/llms.txt', '/docs/navigation.json', '/docs/__proto__', '/docs/constructor.md']) {
    test(`there is nothing at ${path}, and the answer helps`, async () => {
      const { status, headers, body } = await get(path);
      assert.deepEqual([status, headers['content-type'], headers['cache-control']], [404, 'text/html; charset=utf-8', 'no-store']);
      for (const help of ['There is no such page', 'role="search"', 'href="/docs/errors/"', 'href="/docs/all"']) assert.ok(body.toString().includes(help), help);
    });
  }

  for (const path of ['/docs/../package.json', '/docs/..%2f..%2fpackage.json', '/docs/%2e%2e/%2e%2e/package.json', '/docs/....//package.json', '/docs/assets/../../../package.json', '/docs//etc/passwd', '/docs/..\\..\\package.json', '/docs/%00.md', '/docs/mail.md%00']) {
    test(`no name reaches the file system: ${path}`, async () => {
      const { status, body } = await get(path);
      assert.ok(status === 404 || status === 400, String(status));
      assert.doesNotMatch(body.toString(), /"dependencies"|root:/);
    });
  }

  test('it is read only: nothing is posted to it', async () => {
    assert.equal((await fetch(`${house.origin}/docs/mail`, { method: 'POST' })).status, 405);
  });
});
