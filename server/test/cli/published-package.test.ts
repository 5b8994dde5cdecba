import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { promisify } from 'node:util';
import { root } from '../house/repository.ts';
import { newFolder, startGatehouse, type Running } from './gatehouse.ts';

const run = promisify(execFile);
interface Packed { readonly filename: string; readonly size: number; readonly files: readonly { readonly path: string }[] }

describe('The package as it is published, in an empty folder', () => {
  const folder = newFolder();
  let packed: Packed;
  let server: Running;
  before(async () => {
    const { stdout } = await run('npm', ['pack', '--workspace', 'server', '--json', '--loglevel=error', '--pack-destination', folder], { cwd: root, maxBuffer: 16_000_000 });
    // What the build says comes first.
    [packed] = JSON.parse(stdout.slice(stdout.search(/^\[/m))) as [Packed];
    await run('tar', ['-xzf', join(folder, packed.filename), '-C', folder]);
    // The packages that it depends on are those of the repository: nothing is asked of a registry.
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'dir');
    server = await startGatehouse(['dev', '--port', '0', '--no-samples'], { cwd: newFolder(), program: join(folder, 'package/bin/gatehouse.cjs') });
  });
  after(async () => { await server.stop(); });

  test('it holds what is run and nothing that was tested with, and is small', () => {
    const paths = packed.files.map(({ path }) => path);
    assert.ok(packed.size <= 10_000_000, `${packed.size} bytes`);
    assert.deepEqual([...new Set(paths.map((path) => path.split('/').slice(0, path.startsWith('dist/') ? 2 : 1).join('/')))].sort(), ['assets', 'bin', 'dist/bundle', 'dist/packed', 'migrations', 'package.json']);
    assert.deepEqual(paths.filter((path) => path.startsWith('dist/packed/')).map((path) => path.replace(/-[0-9a-f]{12}/, '')).sort(), ['dashboard.bin', 'dashboard.json', 'docs.bin', 'docs.json'].map((name) => `dist/packed/${name}`));
  });

  test('it has its dashboard and its documentation', async () => {
    const get = async (path: string) => {
      const answer = await fetch(new URL(path, String(server.ready['issuer'])));
      return { status: answer.status, text: await answer.text() };
    };
    const dashboard = await get('/dashboard/');
    assert.equal(dashboard.status, 200);
    const script = /src="(\/dashboard\/assets\/[^"]+\.js)"/.exec(dashboard.text)?.[1] ?? assert.fail('no script');
    for (const path of [script, '/docs/', '/docs/errors/pkce.verifier_wrong', '/docs/quickstarts/express.md', '/llms.txt']) assert.equal((await get(path)).status, 200, path);
    assert.match((await get('/docs/')).text, /<h1 id="[^"]*">Gatehouse documentation/);
  });

  test('it ends well', async () => {
    assert.equal(await server.stop(), 0);
  });
});
