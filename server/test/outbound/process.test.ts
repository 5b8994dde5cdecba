import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { openLocalCertificate } from '../../src/http/local-ca.ts';
import { startPlain, startTls, startTrap } from './listeners.ts';

const source = (file: string) => JSON.stringify(new URL(`../../src/outbound/${file}`, import.meta.url).href);
/** Sends one request from a process of its own, in this environment. */
async function sendFrom(environment: Readonly<Record<string, string>>, url: string): Promise<unknown> {
  const script = `const { createOutbound } = await import(${source('create-outbound.js')}); const { parseAllowList } = await import(${source('allow-list.js')});
    console.log(JSON.stringify(await createOutbound({ allowed: parseAllowList(['127.0.0.1', 'localhost']) }).send({ url: ${JSON.stringify(url)} })));`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], { env: { PATH: process.env['PATH'], ...environment } });
  const { failure, body } = JSON.parse(stdout) as { readonly failure?: string; readonly body?: string };
  return failure ?? body;
}

test('no proxy of the environment is asked', async () => {
  const [server, trap] = [await startPlain((_incoming, outgoing) => { outgoing.end('direct'); }), await startTrap()];
  const proxy = `http://127.0.0.1:${trap.port}`;
  assert.equal(await sendFrom({ NODE_USE_ENV_PROXY: '1', HTTP_PROXY: proxy, http_proxy: proxy, HTTPS_PROXY: proxy, ALL_PROXY: proxy }, server.url), 'direct');
  assert.equal(trap.connections(), 0);
  await Promise.all([server.stop(), trap.stop()]);
});

test('A110: an authority of NODE_EXTRA_CA_CERTS is trusted, and NODE_TLS_REJECT_UNAUTHORIZED=0 is no way around it', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'gatehouse-outbound-'));
  const { key, cert, caFile } = await openLocalCertificate(join(folder, 'ca'));
  const server = await startTls({ key, cert }, (_incoming, outgoing) => { outgoing.end('verified'); });
  const url = `https://localhost:${server.port}/`;
  assert.equal(await sendFrom({ NODE_TLS_REJECT_UNAUTHORIZED: '0', NODE_NO_WARNINGS: '1' }, url), 'tls');
  assert.equal(await sendFrom({ NODE_EXTRA_CA_CERTS: caFile }, url), 'verified');
  await server.stop();
  await rm(folder, { recursive: true });
});
