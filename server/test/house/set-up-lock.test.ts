import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, test } from 'node:test';
import { fromRoot, loadScript, plantTree } from './repository.ts';

const { withLock } = await loadScript<{ readonly withLock: <T>(file: string, work: () => Promise<T>, onWait?: (pid: number | undefined) => void) => Promise<T> }>('setup/lock.mjs');

/** A process that enters, waits a little and leaves, and writes both down. */
const visitor = (lock: string, book: string) => `
  import { appendFileSync } from 'node:fs';
  import { setTimeout as sleep } from 'node:timers/promises';
  import { withLock } from ${JSON.stringify(pathToFileURL(fromRoot('scripts/setup/lock.mjs')).href)};
  await withLock(${JSON.stringify(lock)}, async () => {
    appendFileSync(${JSON.stringify(book)}, 'in\\n');
    await sleep(40);
    appendFileSync(${JSON.stringify(book)}, 'out\\n');
  });
`;

async function endOf(child: ReturnType<typeof spawn>): Promise<number> {
  const [code] = await once(child, 'exit') as [number];
  return code;
}

describe('two set-ups at once', () => {
  test('one works while the others wait', async (context) => {
    const tree = plantTree({});
    context.after(() => tree.remove());
    const book = join(tree.folder, 'book');
    const text = visitor(join(tree.folder, 'lock'), book);
    const codes = await Promise.all(Array.from({ length: 4 }, () => endOf(spawn(process.execPath, ['--input-type=module', '--eval', text], { stdio: 'inherit' }))));
    assert.deepEqual(codes, [0, 0, 0, 0]);
    assert.equal(readFileSync(book, 'utf8'), 'in\nout\n'.repeat(4));
    assert.equal(existsSync(join(tree.folder, 'lock')), false);
  });

  test('who waits is told for whom, once', async (context) => {
    const tree = plantTree({});
    context.after(() => tree.remove());
    const lock = join(tree.folder, 'lock');
    const waitedFor: (number | undefined)[] = [];
    let leave = () => undefined as void;
    const first = withLock(lock, () => new Promise<void>((resolve) => { leave = resolve; }));
    const second = withLock(lock, async () => 'second', (pid) => {
      waitedFor.push(pid);
      setTimeout(leave, 500);
    });
    assert.equal(await second, 'second');
    await first;
    assert.deepEqual(waitedFor, [process.pid]);
  });

  const dead = { pid: 0, born: '1', host: hostname() };
  const leftovers: Readonly<Record<string, () => Promise<object>>> = {
    'of a process that was killed': async () => {
      const child = spawn(process.execPath, ['--eval', ''], { stdio: 'ignore' });
      await once(child, 'exit');
      return { ...dead, pid: child.pid };
    },
    'of a process whose number another one has now': async () => ({ ...dead, pid: process.pid }),
  };
  for (const [whose, owner] of Object.entries(leftovers)) {
    test(`a lock ${whose} is taken over`, { skip: whose.includes('number') && !existsSync('/proc/self/stat') ? 'this system does not tell when a process began' : false }, async (context) => {
      const tree = plantTree({});
      context.after(() => tree.remove());
      const lock = join(tree.folder, 'deep/lock');
      mkdirSync(join(tree.folder, 'deep'));
      writeFileSync(lock, JSON.stringify(await owner()));
      assert.equal(await withLock(lock, async () => 'in'), 'in');
      assert.equal(existsSync(lock), false);
    });
  }

  test('a failure opens the lock again', async (context) => {
    const tree = plantTree({});
    context.after(() => tree.remove());
    const lock = join(tree.folder, 'lock');
    await assert.rejects(withLock(lock, async () => { throw new Error('no network'); }), /no network/);
    assert.equal(await withLock(lock, async () => 'in'), 'in');
  });
});
