import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';

const urlOf = (file: string) => new URL(`../../src/${file}`, import.meta.url).href;

/** What a program prints that has loaded nothing but Node. */
const outputOf = (program: string) => execFileSync(process.execPath, ['--input-type=module', '--eval', program], { encoding: 'utf8' });

/** What a process has loaded of Node's own after it imported a file of the program. */
const loadedWith = (file: string) => outputOf(`await import(${JSON.stringify(urlOf(file))}); process.stdout.write(process.moduleLoadList.join('\\n')); process.exit();`);

for (const file of ['compose.js', 'cli/run-command-line.js']) {
  test(`${file} does not load fetch, as an import of node:http would`, () => {
    const loaded = loadedWith(file);
    assert.match(loaded, /internal\/url/);
    assert.doesNotMatch(loaded, /undici/);
  });
}

/** Starts a server for production, ends it at once, and prints the addresses of the modules that were loaded for it. */
const startedServer = `
  import { mkdtempSync, rmSync } from 'node:fs';
  import { registerHooks } from 'node:module';
  import { tmpdir } from 'node:os';
  import { join } from 'node:path';
  const loaded = [];
  registerHooks({ load: (url, context, next) => { loaded.push(url); return next(url, context); } });
  const { runCommandLine } = await import(${JSON.stringify(urlOf('cli/run-command-line.js'))});
  const data = mkdtempSync(join(tmpdir(), 'gatehouse-loaded-'));
  const environment = { GATEHOUSE_ISSUER: 'http://127.0.0.1:9/', GATEHOUSE_PORT: '0', GATEHOUSE_DATA: data, GATEHOUSE_MASTER_KEY: Buffer.alloc(32, 7).toString('base64url') };
  const said = [];
  const code = await runCommandLine(['start'], { result() {}, progress: (text) => said.push(text), interactive: false, environment, cwd: data, untilSignal: async () => 'SIGTERM' });
  rmSync(data, { recursive: true, force: true });
  process.stdout.write(JSON.stringify({ code, said, loaded }), () => process.exit());
`;

test('a server that starts loads nothing that builds queries, and no vendor that its first request may not need', () => {
  const { code, said, loaded } = JSON.parse(outputOf(startedServer).split('\n').at(-1) ?? '') as { readonly code: number; readonly said: readonly string[]; readonly loaded: readonly string[] };
  assert.equal(code, 0);
  assert.deepEqual(said.map((line) => line.split(':')[0]), ['There is no administrator yet']);
  assert.ok(loaded.includes(urlOf('storage/statements/sqlite.generated.js')));
  const packages = new Set(loaded.map((url) => /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(url)?.[1]));
  assert.ok(packages.has('preact'));
  assert.deepEqual(['kysely', 'pg', 'jose', '@peculiar/x509', '@opentelemetry/api'].filter((name) => packages.has(name)), []);
  assert.ok(!loaded.includes(urlOf('storage/statements/postgres.generated.js')));
});
