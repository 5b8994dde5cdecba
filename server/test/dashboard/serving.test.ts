import assert from 'node:assert/strict';
import { hash } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib';
import { request } from 'node:http';
import { startHouse, type RunningHouse } from '../flows/house.ts';

let house: RunningHouse;
before(async () => { house = await startHouse({ seeded: false }); });
after(() => house.stop());

/** As it comes over the wire: fetch would unpack it, and say nothing of how it came. */
const get = (path: string, encodings?: string) => new Promise<{ readonly status: number; readonly headers: Readonly<Record<string, string | undefined>>; readonly body: Buffer }>((resolve, reject) => {
  const asked = request(`${house.origin}${path}`, { headers: encodings === undefined ? {} : { 'accept-encoding': encodings } }, (response) => {
    const pieces: Buffer[] = [];
    response.on('data', (piece: Buffer) => pieces.push(piece)).on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers as Record<string, string>, body: Buffer.concat(pieces) })).on('error', reject);
  });
  asked.on('error', reject).end();
});
const pageAt = async (path: string) => (await get(path)).body.toString();
const filesOf = (html: string, ending: string) => [...new Set([...html.matchAll(/(?:src|href)="(\/dashboard\/assets\/[^"]+)"/g)].map(([, path]) => path ?? ''))].filter((path) => path.endsWith(ending));

describe('The dashboard is served', () => {
  test('its address leads to the one with the slash, with what was asked', async () => {
    const { status, headers } = await get('/dashboard?tab=x');
    assert.equal(status, 302);
    assert.equal(headers['location'], '/dashboard/?tab=x');
  });

  test('every address below answers the same page, so that links into it can be kept', async () => {
    const strip = (html: string) => html.replace(/nonce="[^"]*"/g, '');
    const home = strip(await pageAt('/dashboard/'));
    assert.match(home, /<div id="root">/);
    for (const path of ['/dashboard/applications/abc', '/dashboard/callback?code=c&state=s', '/dashboard/users/auth0%7C1?tab=devices']) assert.equal(strip(await pageAt(path)), home, path);
  });

  test('the page allows scripts of files of ours alone, styles by a nonce that is new in every answer, and no other origin', async () => {
    const [one, other] = [await get('/dashboard/'), await get('/dashboard/')];
    const policy = one.headers['content-security-policy'] ?? '';
    assert.doesNotMatch(policy, /unsafe|https?:|\*|blob:/);
    assert.match(policy, /default-src 'none'; script-src 'self'; style-src 'self' 'nonce-[\w-]{22}';/);
    assert.match(policy, /connect-src 'self'; frame-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'/);
    const nonceOf = (header: string | undefined) => /'nonce-([\w-]+)'/.exec(header ?? '')?.[1] ?? assert.fail('no nonce');
    const nonce = nonceOf(policy);
    assert.notEqual(nonce, nonceOf(other.headers['content-security-policy']));
    const html = one.body.toString();
    assert.ok(html.includes(`nonce="${nonce}"`));
    assert.doesNotMatch(html, /__[A-Z_]+__|<style|style="|<script(?![^>]*\bsrc=)|\son\w+=/);
    assert.doesNotMatch(html.replaceAll(house.issuer, ''), /(?:src|href)="(?:https?:)?\/\//);
    assert.equal(one.headers['cache-control'], 'no-store');
    assert.equal(one.headers['x-frame-options'], 'DENY');
    assert.match(html, /&quot;name&quot;/);
  });

  test('the frame in which mails are shown is a cage: one script, which is named by its hash, an origin of nobody, and no request', async () => {
    const { headers, body } = await get('/dashboard/mail-frame');
    const [, script = ''] = /<script>(.*)<\/script>/.exec(body.toString()) ?? [];
    assert.equal(headers['content-security-policy'], `sandbox allow-scripts; default-src 'none'; script-src 'sha256-${hash('sha256', script, 'base64')}'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; base-uri 'none'; frame-ancestors 'self'`);
    assert.equal(headers['x-frame-options'], undefined);
    assert.doesNotMatch(headers['content-security-policy'] ?? '', /allow-same-origin|allow-top-navigation|allow-forms/);
  });

  test('files are kept for ever under names that carry their hash, and come packed to who reads that', async () => {
    const [script = assert.fail('no script')] = filesOf(await pageAt('/dashboard/'), '.js');
    assert.match(script, /-[\w-]{8}\.js$/);
    const plain = await get(script);
    assert.equal(plain.status, 200);
    assert.equal(plain.headers['content-encoding'], undefined);
    assert.equal(plain.headers['cache-control'], 'public, max-age=31536000, immutable');
    assert.equal(plain.headers['content-type'], 'text/javascript; charset=utf-8');
    const [brotli, gzip, refused] = [await get(script, 'gzip, deflate, br'), await get(script, 'gzip'), await get(script, 'br;q=0, gzip;q=0')];
    assert.deepEqual([brotli.headers['content-encoding'], gzip.headers['content-encoding'], refused.headers['content-encoding']], ['br', 'gzip', undefined]);
    assert.ok(brotliDecompressSync(brotli.body).equals(plain.body));
    assert.ok(gunzipSync(gzip.body).equals(plain.body));
    assert.equal(new Set([plain, brotli, gzip].map(({ headers }) => headers['etag'])).size, 3);
    assert.deepEqual([plain, brotli, gzip].map(({ headers }) => headers['vary']), ['accept-encoding', 'accept-encoding', 'accept-encoding']);
  });

  for (const path of ['/dashboard/assets/none.js', '/dashboard/assets/', '/dashboard/assets/..%2findex.html', '/dashboard/assets/index.html']) {
    test(`there is no file at ${path}`, async () => {
      const { status, body } = await get(path);
      assert.ok(status === 404 || status === 400, String(status));
      assert.doesNotMatch(body.toString(), /<div id="root">/);
    });
  }

  test('the first load needs at most 250 kB of JavaScript, packed with gzip', async () => {
    const html = await pageAt('/dashboard/');
    const sizes = await Promise.all(filesOf(html, '.js').map(async (path) => gzipSync((await get(path)).body, { level: 9 }).length));
    const total = sizes.reduce((sum, size) => sum + size, 0);
    assert.ok(sizes.length > 0 && total <= 250_000, `${total} bytes`);
  });

  test('it is read only: nothing is posted to it', async () => {
    assert.equal((await fetch(`${house.origin}/dashboard/`, { method: 'POST' })).status, 405);
  });
});
